import RawData

/// From where to where a ride goes.
struct Trip: Sendable {
  let from: Place.Area
  let to: Place.Area
  let pickup: GridPoint
  let dropoff: GridPoint

  /// The rate code that the meter is set to.
  var rateCode: Tariff.RateCode {
    switch (from, to) {
    case (.manhattan, .kennedy), (.kennedy, .manhattan): .kennedy
    case (.newark, _), (_, .newark): .newark
    default: .standard
    }
  }

  /// A bridge or a tunnel is on the way.
  var crossesWater: Bool { (from == .manhattan) != (to == .manhattan) }
}

/// Draws trips: a pickup place by its share, then a drop-off place that is attractive and not too far.
struct TripPlanner: Sendable {
  /// At this distance, in kilometres, a place attracts half as many rides as next door.
  private static let reach = 2.3
  /// Nobody takes a taxi for less, in kilometres along the grid.
  private static let shortestTrip = 0.4
  /// How strongly an airport and the rest of the city attract each other, whatever the distance.
  private static let airportPull = 0.3

  private let places = NewYork.places
  private let origins: WeightedChoice
  private let destinations: [WeightedChoice]

  init() {
    origins = WeightedChoice(weights: NewYork.places.map(\.pickups))
    destinations = NewYork.places.map { origin in
      WeightedChoice(weights: NewYork.places.map { Self.attraction(of: $0, from: origin) })
    }
  }

  /// The next trip.
  func next(using random: inout SplitMix64) -> Trip {
    while true {
      let origin = origins.index(for: random.next())
      let destination = destinations[origin].index(for: random.next())
      let pickup = point(in: origin, using: &random)
      let dropoff = point(in: destination, using: &random)
      guard pickup.distance(to: dropoff) >= Self.shortestTrip else { continue }
      return Trip(
        from: places[origin].area,
        to: places[destination].area,
        pickup: pickup,
        dropoff: dropoff
      )
    }
  }

  private func point(in index: Int, using random: inout SplitMix64) -> GridPoint {
    let center = places[index].center
    let spread = places[index].spread
    let point = GridPoint(
      across: center.across + spread * random.nextBell(),
      along: center.along + spread * random.nextBell()
    )
    return places[index].area == .manhattan ? Manhattan.kerb(near: point, using: &random) : point
  }

  private static func attraction(of place: Place, from origin: Place) -> Int {
    if place.area.isAirport && place.area == origin.area { return 0 }
    var share = airportPull
    if !place.area.isAirport && !origin.area.isAirport {
      let distance = origin.center.distance(to: place.center) / reach
      share = 1 / (1 + distance * distance)
    }
    return Int((Double(place.dropoffs) * share * 100).rounded())
  }
}
