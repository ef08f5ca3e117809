import Foundation
import Preprocessing
import RawData
import Testing

@testable import Embeddings
@testable import TaxiFare

/// The features and the layers of our own model of the fare.
@Suite("Lesson 5: our model of the fare", .tags(.lesson5))
struct Lesson5FareTests {
  typealias Place = (longitude: Float, latitude: Float)
  static let fifthAnd42nd: Place = (-73.9808, 40.7538)
  static let fifthAnd59th: Place = (-73.9730, 40.7645)
  static let kennedy: Place = (-73.7813, 40.6413)

  /// One ride; its fare and passengers say nothing.
  static func ride(_ pickup: Place, _ dropoff: Place, at time: String = "2014-05-07 10:30:00 UTC") -> Rows {
    Rows(schema: taxiSchema, batch: batch([(pickup, dropoff, time)]))
  }

  static func batch(_ rides: [(pickup: Place, dropoff: Place, time: String)]) -> Batch {
    let ones = [Float](repeating: 1, count: rides.count)
    return Batch(
      rowCount: rides.count,
      names: taxiSchema.features.map(\.name),
      columns: [
        strings(rides.map { _ in "key" }), FeatureValues(ones), strings(rides.map(\.time)),
        FeatureValues(rides.map(\.pickup.longitude)), FeatureValues(rides.map(\.pickup.latitude)),
        FeatureValues(rides.map(\.dropoff.longitude)), FeatureValues(rides.map(\.dropoff.latitude)),
        FeatureValues(ones),
      ]
    )
  }

  static func trip(_ inputs: Inputs) throws -> GridTrip {
    let (pickup, dropoff) = (try GridEnd(inputs, "pickup"), try GridEnd(inputs, "dropoff"))
    return GridTrip(from: pickup, to: dropoff, at: try RideTime(inputs))
  }

  /// What a fact about a trip is for one ride.
  static func number(_ ride: Rows, _ fact: @escaping @Sendable (GridTrip) -> Column<Float>) throws -> Double {
    Double(try #require(try ride.column { fact(try trip($0)) }.floats.first))
  }

  static func holds(_ ride: Rows, _ fact: @escaping @Sendable (GridTrip) -> Column<Bool>) throws -> Bool {
    try number(ride) { Column<Float>(fact($0)) } == 1
  }

  /// Kilometres on a sphere of the Earth's mean radius.
  static func haversine(_ a: Place, _ b: Place) -> Double {
    let radians = { (degrees: Float) in Double(degrees) * .pi / 180 }
    let (latitude, longitude) = (radians(b.latitude - a.latitude), radians(b.longitude - a.longitude))
    let chord =
      pow(sin(latitude / 2), 2)
      + cos(radians(a.latitude)) * cos(radians(b.latitude)) * pow(sin(longitude / 2), 2)
    return 2 * 6371.0 * asin(chord.squareRoot())
  }

  @Test(
    arguments: [
      (fifthAnd42nd, fifthAnd59th), (fifthAnd42nd, kennedy), ((-74.0135, 40.7060), (-73.9, 40.845)),
    ] as [(Place, Place)]
  )
  func `distances are those on a sphere, to half a percent`(from: Place, to: Place) throws {
    let distance = try Self.number(Self.ride(from, to), \.distance)
    // A flat city, and the equator's circumference: 0.3 % together.
    #expect((distance / Self.haversine(from, to) - 1).magnitude < 0.005)
  }

  @Test func `a ride up Fifth Avenue goes along the grid, one through 42nd Street across it`() throws {
    let up = Self.ride(Self.fifthAnd42nd, Self.fifthAnd59th)
    // Twenty blocks make a mile: 17 are 1.37 km.
    #expect((try Self.number(up, \.along) - 1.37).magnitude < 0.05)
    #expect(try Self.number(up, \.across) < 0.1)
    let grandCentral: Place = (-73.9772, 40.7527)
    let through = Self.ride(Self.fifthAnd42nd, grandCentral)
    #expect(try Self.number(through, \.across) > 3 * Self.number(through, \.along))
  }

  @Test(arguments: [
    ("2012-08-31 23:59:59 UTC", 45.0, 1.24), ("2012-09-01 00:00:00 UTC", 52, 1.55),
    ("2009-01-01 00:00:00 UTC", 45, 1.24), ("2015-06-30 23:59:00 UTC", 52, 1.55),
  ])
  func `the price list has a flat fare to Kennedy, and rose in September 2012`(
    time: String,
    flat: Double,
    perKilometer: Double
  ) throws {
    for ride in [
      Self.ride(Self.kennedy, Self.fifthAnd42nd, at: time),
      Self.ride(Self.fifthAnd42nd, Self.kennedy, at: time),
    ] {
      #expect(try Self.number(ride, \.tariff) == flat)
      #expect(try Self.holds(ride, \.hasFlatFare) && Self.holds(ride) { $0.touches(.kennedy) })
    }
    let metered = Self.ride(Self.fifthAnd42nd, Self.fifthAnd59th, at: time)
    let expected = 2.5 + perKilometer * (try Self.number(metered, \.gridDistance))
    #expect((try Self.number(metered, \.tariff) - expected).magnitude < 1e-5)
    #expect(try !Self.holds(metered, \.hasFlatFare))
  }

  @Test(arguments: [(0, 0), (40.75, -73.98), (.nan, 40.75), (-73.98, .nan), (-739.8, 407.5)] as [Place])
  func `a ride with an end that is nowhere near the city is taken for a typical one`(nowhere: Place) throws {
    for ride in [Self.ride(Self.fifthAnd42nd, nowhere), Self.ride(nowhere, Self.fifthAnd42nd)] {
      #expect(try !Self.holds(ride, \.isKnown))
      #expect(try Self.number(ride, \.across) == 1 && Self.number(ride, \.along) == 1.5)
    }
    // It counts as one in Manhattan: with Kennedy at the other end the flat fare is the best guess.
    for ride in [Self.ride(Self.kennedy, nowhere), Self.ride(nowhere, Self.kennedy)] {
      #expect(try Self.number(ride, \.tariff) == 52 && Self.holds(ride, \.hasFlatFare))
    }
    #expect(try Self.holds(Self.ride(Self.fifthAnd42nd, nowhere), \.isWithinManhattan))
    let unknown = try Self.ride(nowhere, nowhere).column { try Self.trip($0).pickup.fromMidtown }
    #expect(unknown.floats == [0])
  }

  @Test(arguments: [
    ("2014-05-07 08:00:00 UTC", true, true, false, 2), ("2014-05-07 19:00:00 UTC", true, false, false, 4),
    ("2014-05-10 08:00:00 UTC", false, false, false, 2), ("2014-05-11 23:00:00 UTC", false, false, true, 5),
    ("2014-05-12 05:59:59 UTC", true, false, true, 1),
  ])
  func `the clock tells working hours from nights`(
    time: String,
    isWeekday: Bool,
    isBusy: Bool,
    isNight: Bool,
    part: Int64
  ) throws {
    let ride = Self.ride(Self.fifthAnd42nd, Self.fifthAnd59th, at: time)
    #expect(try Self.holds(ride) { $0.time.isWeekday } == isWeekday)
    #expect(try Self.holds(ride) { $0.time.isBusy } == isBusy)
    #expect(try Self.holds(ride) { $0.time.isNight } == isNight)
    #expect(try ride.column { try Self.trip($0).time.partOfDay }.int64s == [part])
  }

  @Test func `the parts of the week have twelve ids, no two of them the same`() throws {
    let hours = (0..<168).map { hour in
      (
        Self.fifthAnd42nd, Self.fifthAnd59th,
        "2014-05-\(String(format: "%02d", 5 + hour / 24)) \(String(format: "%02d", hour % 24)):00:00 UTC"
      )
    }
    let rides = Rows(schema: taxiSchema, batch: Self.batch(hours))
    let features = try rides.transformed(by: fareFeatures)
    #expect(Set(try #require(features["part_of_week"]).int64s).count == 12)
  }

  @Test func `every feature of the edge cases is finite and within five deviations`() throws {
    let reader = try CSVReader(path: Fixture.path("tft/taxi-edges.csv"), schema: taxiSchema)
    var open: any BatchReader = reader
    let batch = try #require(try open.next())
    let features = try Rows(schema: taxiSchema, batch: batch).transformed(by: fareFeatures)
    #expect(features.names.count == 29)
    for name in features.names where !["fare_amount", "still_from_midtown", "part_of_week"].contains(name) {
      let values = try #require(features[name]).floats
      #expect(values.allSatisfy { $0.magnitude <= 5 }, "\(name)")
    }
    #expect(try #require(features["still_from_midtown"]).floats.allSatisfy { (0...60).contains($0) })
  }

  @Test func `the model reads every feature, and ends in dollars`() throws {
    let fitted = try Self.ride(Self.fifthAnd42nd, Self.kennedy).fitted(fareFeatures)
    let architecture = try fareModel.architecture(fitted.outputSchema)
    #expect(Set(architecture.features + ["fare_amount"]) == Set(fitted.outputSchema.features.map(\.name)))
    #expect(architecture.calls.last?.layer is Rescaling && architecture.outputShape == .floats([1]))
    // By hand: 29 numbers, of which two features have two, and 3 of the embedding.
    let expected = 64 * 3 + (32 * 64 + 64) + (64 * 64 + 64) + (64 + 29 + 1)
    #expect(architecture.weightCount == expected)
  }
}
