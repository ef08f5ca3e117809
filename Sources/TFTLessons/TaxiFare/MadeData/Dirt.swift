import RawData

/// What is wrong with some rows, as in the public data, and how often.
///
/// Every share is in rows per million. The first five exclude one another; the others are drawn on their own.
public enum Dirt: CaseIterable, Sendable {
  /// Both ends are at longitude 0, latitude 0.
  case allZero
  /// Longitude and latitude have changed places, at both ends.
  case swapped
  /// One of the two ends is at longitude 0, latitude 0.
  case oneEndZero
  /// One end is anywhere on Earth, or its decimal point has slipped one digit to the right.
  case farAway
  /// The drop-off is recorded where the pickup was, for an ordinary fare.
  case samePlace
  /// The fare is negative, 0, or hundreds of dollars.
  case absurdFare
  /// Nobody was in the taxi.
  case zeroPassengers
  /// There were 208 passengers.
  case passengers208

  /// How many rows of a million are of this kind.
  public var perMillion: Int {
    switch self {
    case .allZero: 19_000
    case .swapped: 1_000
    case .oneEndZero: 500
    case .farAway: 200
    case .samePlace: 10_000
    case .absurdFare: 500
    case .zeroPassengers: 3_500
    case .passengers208: 2
    }
  }

  /// The kinds that concern coordinates, of which a row has one at most.
  static let ofCoordinates: [Dirt] = [.allZero, .swapped, .oneEndZero, .farAway, .samePlace]
}

extension Ride {
  /// Soils the ride as often as `Dirt` says.
  mutating func soil(using random: inout SplitMix64) {
    var lot = random.next(below: 1_000_000)
    for dirt in Dirt.ofCoordinates {
      if lot < dirt.perMillion {
        soilCoordinates(dirt, using: &random)
        break
      }
      lot -= dirt.perMillion
    }
    if random.nextIsTrue(perMillion: Dirt.absurdFare.perMillion) { fare = Self.absurdFare(using: &random) }
    lot = random.next(below: 1_000_000)
    if lot < Dirt.zeroPassengers.perMillion {
      passengers = 0
    } else if lot < Dirt.zeroPassengers.perMillion + Dirt.passengers208.perMillion {
      passengers = 208
    }
  }

  private mutating func soilCoordinates(_ dirt: Dirt, using random: inout SplitMix64) {
    switch dirt {
    case .allZero:
      pickup = .zero
      dropoff = .zero
    case .swapped:
      pickup = pickup.swapped
      dropoff = dropoff.swapped
    case .oneEndZero:
      if random.next(below: 2) == 0 { pickup = .zero } else { dropoff = .zero }
    case .farAway:
      if random.next(below: 2) == 0 {
        pickup = pickup.lost(using: &random)
      } else {
        dropoff = dropoff.lost(using: &random)
      }
    case .samePlace:
      dropoff = pickup
    case .absurdFare, .zeroPassengers, .passengers208:
      break
    }
  }

  /// In cents: of ten, five are negative, two are 0 and three are from $200 to $500.
  private static func absurdFare(using random: inout SplitMix64) -> Int {
    switch random.next(below: 10) {
    case 0..<5: -250 - 50 * random.next(below: 100)
    case 5, 6: 0
    default: 200_00 + 50 * random.next(below: 601)
    }
  }
}

extension Coordinate {
  fileprivate var swapped: Coordinate { Coordinate(longitude: latitude, latitude: longitude) }

  fileprivate func lost(using random: inout SplitMix64) -> Coordinate {
    if random.next(below: 2) == 0 { return Coordinate(longitude: longitude * 10, latitude: latitude * 10) }
    return Coordinate(
      longitude: random.next(below: 360_000_001) - 180_000_000,
      latitude: random.next(below: 180_000_001) - 90_000_000
    )
  }
}
