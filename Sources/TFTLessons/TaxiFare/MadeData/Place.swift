/// A neighbourhood or an airport: where it is, how far it spreads, and how many rides start and end there.
struct Place: Sendable {
  /// What the tariff and the route need to know of where a place is.
  enum Area: Sendable, Equatable {
    case manhattan, boroughs, newJersey, laGuardia, kennedy, newark

    /// Rides to and from an airport come from everywhere; others prefer what is near.
    var isAirport: Bool { self == .laGuardia || self == .kennedy || self == .newark }
  }

  let name: StaticString
  let area: Area
  let center: GridPoint
  /// The standard deviation, in kilometres, of where rides start and end.
  let spread: Double
  /// How many rides start here, next to the other places.
  let pickups: Int
  /// How much the place attracts; what is near counts for more.
  let dropoffs: Int

  /// - Parameter at: longitude and latitude, in degrees.
  init(
    _ name: StaticString,
    _ area: Area,
    at: (longitude: Double, latitude: Double),
    spread: Double,
    rides: (pickups: Int, dropoffs: Int)
  ) {
    self.name = name
    self.area = area
    center = GridPlane.point(longitude: at.longitude, latitude: at.latitude)
    self.spread = spread
    pickups = rides.pickups
    dropoffs = rides.dropoffs
  }
}
