import RawData

/// An endless source of made New York taxi rides, as CSV bytes in the layout of the public fare data.
///
/// ```swift
/// var rides = TaxiRideGenerator(seed: 1)
/// var bytes = Array((TaxiRideGenerator.header + "\n").utf8)
/// rides.appendRow(to: &bytes)  // 2011-11-25 08:31:23.0000001,11.4,2011-11-25 08:31:23 UTC,-73.980625,...
/// ```
///
/// No real ride is in it: places, times and traffic are drawn from the tables of this folder, and the fare
/// follows from the city's tariff. Some rows are wrong on purpose; see `Dirt`. The same seed gives the same
/// bytes on every machine and with every Swift version, as only integers and exactly rounded arithmetic are
/// used.
///
/// - Complexity: constant time and no allocation per row, beyond the growth of the array.
public struct TaxiRideGenerator: Sendable {
  /// The names of the columns, without a line end.
  public static let header =
    "key,fare_amount,pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude,"
    + "passenger_count"

  /// How many rides of a thousand have 1, 2, ... 6 passengers.
  private static let passengerShares = [694, 149, 44, 21, 71, 21]
  /// How far a position is off, in kilometres: the standard deviation of each direction.
  private static let satelliteError = 0.012

  private var random: SplitMix64
  private var rows = 0
  /// Where a line is put together; kept, so that no row allocates.
  private var line = [UInt8](repeating: 0, count: Ride.lineCapacity)
  private let times = PickupTimes()
  private let trips = TripPlanner()
  private let passengers = WeightedChoice(weights: passengerShares)

  /// A source whose whole sequence follows from `seed`.
  public init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// Appends one ride as a CSV line with its line end; the key ends with the row's number, counted from 1.
  public mutating func appendRow(to bytes: inout [UInt8]) {
    rows += 1
    var ride = nextRide()
    ride.soil(using: &random)
    let length = ride.write(number: rows, into: &line)
    bytes.append(contentsOf: line[..<length])
  }

  private mutating func nextRide() -> Ride {
    let time = times.next(using: &random)
    let trip = trips.next(using: &random)
    let route = Traffic.routeLength(
      distance: trip.pickup.distance(to: trip.dropoff),
      crossesWater: trip.crossesWater,
      using: &random
    )
    let units = Traffic.units(kilometers: route, at: time, using: &random)
    return Ride(
      time: time,
      fare: Tariff(on: time.day).fare(trip.rateCode, units: units, at: time),
      pickup: recorded(trip.pickup),
      dropoff: recorded(trip.dropoff),
      passengers: passengers.index(for: random.next()) + 1
    )
  }

  /// Where the meter says that `point` is.
  private mutating func recorded(_ point: GridPoint) -> Coordinate {
    GridPlane.coordinate(
      of: GridPoint(
        across: point.across + Self.satelliteError * random.nextBell(),
        along: point.along + Self.satelliteError * random.nextBell()
      )
    )
  }
}
