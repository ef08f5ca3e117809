import Preprocessing

/// The plane on which the ends of a ride lie: kilometres from midtown, small enough for the Earth to be flat.
enum CityPlane {
  /// Midtown Manhattan, near Fifth Avenue and 39th Street: from here distances are counted.
  static let origin = (longitude: Float(-73.98), latitude: Float(40.75))
  /// A 360th of the Earth's circumference of 40,075 km.
  static let kilometersPerLatitude: Float = 111.32
  /// The same, times the cosine of the latitude: circles of latitude get smaller towards the pole.
  static let kilometersPerLongitude: Float = 84.33
  /// Where New York's taxis can get in an hour or two; what a meter records elsewhere is no place but a fault.
  static let longitudes: ClosedRange<Float> = -75.5 ... -72.5
  static let latitudes: ClosedRange<Float> = 39.8...41.8
  /// Manhattan's avenues run 29 degrees east of north: the cosine and sine of that angle.
  static let (cosine, sine): (Float, Float) = (0.8746197, 0.48480962)

  /// Kilometres towards the east.
  static func east(_ longitude: Column<Float>) -> Column<Float> {
    (longitude - origin.longitude) * kilometersPerLongitude
  }

  /// Kilometres towards the north.
  static func north(_ latitude: Column<Float>) -> Column<Float> {
    (latitude - origin.latitude) * kilometersPerLatitude
  }
}

/// The length of the hypotenuse.
func hypotenuse(_ x: Column<Float>, _ y: Column<Float>) -> Column<Float> {
  sqrt(square(x) + square(y))
}

/// Whether values lie in a range, ends not counted; NaN does not.
func isInside(_ x: Column<Float>, _ range: ClosedRange<Float>) -> Column<Bool> {
  (x .> range.lowerBound) .& (x .< range.upperBound)
}
