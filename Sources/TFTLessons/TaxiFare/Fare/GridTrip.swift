import Preprocessing

/// The way from pickup to drop-off, by what the meter makes of it.
struct GridTrip {
  let pickup, dropoff: GridEnd
  let time: RideTime
  /// Whether both ends are known.
  let isKnown: Column<Bool>
  /// Kilometres across the island and along its avenues, without a sign.
  let across, along: Column<Float>

  /// A typical trip's kilometres across and along, for rides of which an end is not known.
  private static let typical = (across: Column<Float>(constant: 1), along: Column<Float>(constant: 1.5))

  init(from pickup: GridEnd, to dropoff: GridEnd, at time: RideTime) {
    (self.pickup, self.dropoff, self.time) = (pickup, dropoff, time)
    isKnown = pickup.isKnown .& dropoff.isKnown
    across = select(where: isKnown, abs(dropoff.across - pickup.across), else: Self.typical.across)
    along = select(where: isKnown, abs(dropoff.along - pickup.along), else: Self.typical.along)
  }

  /// Kilometres as the crow flies, 60 at most.
  var distance: Column<Float> { clip(hypotenuse(across, along), to: 0...60) }
  /// Kilometres by streets and avenues, 80 at most.
  var gridDistance: Column<Float> { clip(across + along, to: 0...80) }
  /// Whether it ends within 100 m of where it began: a place recorded twice, or a passenger who changed her mind.
  var isStill: Column<Bool> { distance .< 0.1 }
  /// Whether it never leaves Manhattan.
  var isWithinManhattan: Column<Bool> { pickup.isInManhattan .& dropoff.isInManhattan }

  /// Whether it starts or ends at an airport.
  func touches(_ airport: Airport) -> Column<Bool> { pickup.isAt(airport) .| dropoff.isAt(airport) }

  /// Whether it goes between Kennedy and Manhattan, for which the fare is flat.
  var hasFlatFare: Column<Bool> {
    (pickup.isAt(.kennedy) .& dropoff.isInManhattan) .| (dropoff.isAt(.kennedy) .& pickup.isInManhattan)
  }

  /// What the price list says, in dollars, waiting and surcharges aside.
  ///
  /// Rule: New York City Taxi and Limousine Commission, "Taxicab Rate of Fare", 2006 and September 2012: 2.50 to get in and
  /// 0.40, later 0.50, for a fifth of a mile, which is 1.24 and 1.55 a kilometre; between Kennedy and Manhattan 45, later 52.
  var tariff: Column<Float> {
    let perKilometer = select(
      where: time.isRaised,
      Column(constant: Float(1.55)),
      else: Column(constant: 1.24)
    )
    let flat = select(where: time.isRaised, Column(constant: Float(52)), else: Column(constant: 45))
    return select(where: hasFlatFare, flat, else: 2.5 + gridDistance * perKilometer)
  }
}
