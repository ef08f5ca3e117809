// Write a mapper: a function that works row by row, on columns. It gives the kilometres between two places, of which it knows
// longitude and latitude in degrees.
//
// A degree of latitude is 111.195 km everywhere. One of longitude is as much at the equator, and less towards the poles, by the
// cosine of the latitude; take that of the place halfway. For two places in a city the earth is flat enough for
// Pythagoras. The starter forgets the cosine: from Kennedy to Manhattan it is several kilometres off.

import TFTLessons

struct Place {
  var longitude, latitude: Column<Float>
}

func kilometres(from start: Place, to end: Place) -> Column<Float> {
  let east = (end.longitude - start.longitude) * 111.195
  let north = (end.latitude - start.latitude) * 111.195
  return sqrt(square(east) + square(north))
}
