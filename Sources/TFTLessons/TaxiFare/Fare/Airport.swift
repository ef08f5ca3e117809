/// An airport: where its terminals are, and how far around them rides start and end.
struct Airport: Sendable {
  /// Degrees.
  let longitude, latitude: Float
  /// Kilometres.
  let radius: Float

  static let kennedy = Airport(longitude: -73.783, latitude: 40.645, radius: 2.5)
  static let laGuardia = Airport(longitude: -73.872, latitude: 40.773, radius: 1.8)
  static let newark = Airport(longitude: -74.178, latitude: 40.692, radius: 3)

  /// Kilometres east of midtown.
  var east: Float { (longitude - CityPlane.origin.longitude) * CityPlane.kilometersPerLongitude }
  /// Kilometres north of midtown.
  var north: Float { (latitude - CityPlane.origin.latitude) * CityPlane.kilometersPerLatitude }
}
