/// A place by kilometres from Fifth Avenue and 42nd Street, measured along Manhattan's grid.
struct GridPoint: Sendable {
  /// Kilometres along the streets, towards the East River.
  var across: Double
  /// Kilometres along the avenues, towards uptown.
  var along: Double

  init(across: Double, along: Double) {
    self.across = across
    self.along = along
  }

  /// The way between two points by streets and avenues, in kilometres.
  func distance(to other: GridPoint) -> Double {
    abs(across - other.across) + abs(along - other.along)
  }
}

/// A longitude and latitude in whole millionths of a degree, the public data's six decimals.
struct Coordinate: Sendable, Equatable {
  var longitude: Int
  var latitude: Int

  /// What a meter without a satellite in view records.
  static let zero = Coordinate(longitude: 0, latitude: 0)
}

/// The plane on which the grid lies: small enough here for the Earth to be flat.
enum GridPlane {
  private static let originLongitude = -73.9808
  private static let originLatitude = 40.7535
  private static let kilometersPerLongitude = 84.4
  private static let kilometersPerLatitude = 111.05
  /// The avenues run 29 degrees east of north. Literals, as `cos` and `sin` differ between machines in the
  /// last bit.
  private static let cosine = 0.8746197071393957
  private static let sine = 0.48480962024633706

  static func point(longitude: Double, latitude: Double) -> GridPoint {
    let east = (longitude - originLongitude) * kilometersPerLongitude
    let north = (latitude - originLatitude) * kilometersPerLatitude
    return GridPoint(across: east * cosine - north * sine, along: east * sine + north * cosine)
  }

  static func coordinate(of point: GridPoint) -> Coordinate {
    let east = point.across * cosine + point.along * sine
    let north = point.along * cosine - point.across * sine
    let longitude = originLongitude + east / kilometersPerLongitude
    let latitude = originLatitude + north / kilometersPerLatitude
    return Coordinate(
      longitude: Int((longitude * 1_000_000).rounded()),
      latitude: Int((latitude * 1_000_000).rounded())
    )
  }
}
