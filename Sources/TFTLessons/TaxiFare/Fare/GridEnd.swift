import Preprocessing

/// One end of a ride: where it lies in the city, in kilometres from midtown.
///
/// An end that is not known counts as midtown, and so as one in Manhattan: most are. A ride between Kennedy and nobody knows where
/// is then one for the flat fare, which is the best guess there is; a distance of its own would make it a short one. The
/// feature `has_unknown_end` tells a model how much to believe of that.
struct GridEnd {
  /// Whether the meter has recorded a place around New York, and not zeros or the other side of the Earth.
  let isKnown: Column<Bool>
  /// Towards the east and north; midtown itself where the place is not known.
  let east, north: Column<Float>
  /// The same on Manhattan's grid: across the island, and along its avenues towards uptown.
  let across, along: Column<Float>

  /// The end `name` of a ride: `pickup` or `dropoff`.
  init(_ inputs: Inputs, _ name: String) throws {
    let longitude = try inputs.float("\(name)_longitude")
    let latitude = try inputs.float("\(name)_latitude")
    let midtown = Column<Float>(constant: 0)
    isKnown = isInside(longitude, CityPlane.longitudes) .& isInside(latitude, CityPlane.latitudes)
    east = select(where: isKnown, CityPlane.east(longitude), else: midtown)
    north = select(where: isKnown, CityPlane.north(latitude), else: midtown)
    across = east * CityPlane.cosine - north * CityPlane.sine
    along = east * CityPlane.sine + north * CityPlane.cosine
  }

  /// Kilometres from midtown as the crow flies, 60 at most.
  var fromMidtown: Column<Float> { clip(hypotenuse(east, north), to: 0...60) }

  /// Whether it lies on the island: the East River and the Hudson are some 2.6 km from Fifth Avenue, the Battery 9 km down
  /// and the Harlem River 14 km up the avenues, rivers and some shore included.
  var isInManhattan: Column<Bool> { (abs(across) .< 2.6) .& isInside(along, -9...14) }

  /// Whether it lies at an airport.
  func isAt(_ airport: Airport) -> Column<Bool> {
    hypotenuse(east - airport.east, north - airport.north) .< airport.radius
  }
}
