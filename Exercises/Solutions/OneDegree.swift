import TFTLessons

struct Place {
  var longitude, latitude: Column<Float>
}

func kilometres(from start: Place, to end: Place) -> Column<Float> {
  let halfway = (start.latitude + end.latitude) / 2 * (Float.pi / 180)
  let east = (end.longitude - start.longitude) * 111.195 * cos(halfway)
  let north = (end.latitude - start.latitude) * 111.195
  return sqrt(square(east) + square(north))
}
