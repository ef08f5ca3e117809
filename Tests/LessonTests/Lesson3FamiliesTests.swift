import Foundation
import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Runner

/// The worked examples of page 3, analyzed over all rides: what becomes of rides 1, 32 and 53, against figures worked out
/// by hand or with numpy in float64.
@Suite("Lesson 3: every family's example", .tags(.lesson3))
struct Lesson3FamiliesTests {
  /// The features of the rides that the page shows.
  static func features(_ name: String) throws -> [Batch] {
    let example = try #require(TaxiExample.families.first { $0.name == name })
    let transformFn = try taxiFitted(example.preprocessingFn)
    var reader = try taxiRides()
    let rows = try #require(try reader.next())
    return try RideTable.shown.map { try transformFn.transform(rows.slice($0 - 1..<$0)) }
  }

  static func texts(_ batches: [Batch], _ name: String) -> [String] {
    batches.map { $0[name]?.rowText(0) ?? "none" }
  }

  static func isNear(_ found: [Float], _ expected: [Double], within tolerance: Double = 1e-5) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs(Double($0) - $1) <= tolerance }
  }

  @Test func `arithmetic, comparison, choice and casts`() throws {
    let found = try Self.features("arithmetic")
    #expect(Self.texts(found, "per_head") == ["11.4", "5.0", "7.6"])
    #expect(Self.isNear(found.floats("tip"), [1.71, 1, 5.7]))
    #expect(Self.texts(found, "is_shared_or_cheap") == ["0", "1", "1"])
    #expect(Self.texts(found, "whole_dollars") == ["11", "5", "38"])
  }

  @Test func `times, parts and the circle`() throws {
    let found = try Self.features("dates")
    #expect(Self.texts(found, "seconds") == ["1322209883", "1330773060", "1357288275"])
    #expect(Self.texts(found, "hour") == ["8", "11", "8"])
    #expect(Self.texts(found, "is_weekend") == ["0", "1", "0"])
    // Sine and cosine of 120, 165 and 120 degrees.
    #expect(
      Self.isNear(found.floats("on_the_clock"), [0.8660254, -0.5, 0.2588190, -0.9659258, 0.8660254, -0.5])
    )
  }

  @Test func `boundaries by hand, quartiles and a histogram`() throws {
    let found = try Self.features("buckets")
    #expect(Self.texts(found, "by_hand") == ["2", "1", "3"])
    #expect(Self.texts(found, "quarter") == ["2", "0", "3"])
    #expect(Self.texts(found, "quarter_from_to") == ["[8.8, 12.5]", "[-inf, 6.5]", "[12.5, inf]"])
    #expect(Self.texts(found, "rides_by_price").first == "[469, 4282, 2499, 750]")
  }

  @Test func `scores over all rides and over those of a weekday`() throws {
    let found = try Self.features("scaling")
    #expect(Self.isNear(found.floats("score"), [0.00743615, -0.68594045, 2.88928285]))
    #expect(Self.isNear(found.floats("score_on_its_day"), [0.00149559, -0.71123059, 3.25603751]))
    #expect(Self.isNear(found.floats("above_the_mean"), [0.0686375, -6.3313625, 26.6686375]))
    #expect(Self.isNear(found.floats("dollars_again"), [11.4, 5, 38]))
  }

  @Test func `the direction in which pickups spread most`() throws {
    let found = try Self.features("directions")
    #expect(
      Self.isNear(
        Array(found.floats("covariance").prefix(4)),
        [9.52138887e-04, 5.13677866e-05, 5.13677866e-05, 6.98731295e-04],
        within: 1e-9
      )
    )
    #expect(Self.isNear(found.floats("along_the_city"), [-0.0008413, -0.00414338, 0.02512079]))
  }

  /// A fare is location + scale · u · exp(h · u² / 2), with the figures that the page shows; h is 0 on the left.
  @Test func `a long tail is drawn in`() throws {
    let found = try Self.features("gaussian")
    #expect(Self.isNear(found.floats("score"), [0.00743615, -0.68594045, 2.88928285]))
    let fares = found.floats("without_tail").map { (u: Float) -> Float in
      let tail = u > 0 ? 0.42752433 : 0.0
      let stretched = Double(u) * exp(tail * Double(u * u) / 2)
      return Float(10.015144 + 4.4178824 * stretched)
    }
    #expect(Self.isNear(fares, [11.4, 5, 38], within: 1e-4))
  }

  @Test func `without its tail the dearest ride is no longer thirty deviations away`() throws {
    let example = try #require(TaxiExample.families.first { $0.name == "gaussian" })
    var reader = TransformedReader(try taxiRides(), try taxiFitted(example.preprocessingFn))
    var (scores, without): ([Float], [Float]) = ([], [])
    try reader.forEachBatch { batch in
      scores += batch["score"]?.floats ?? []
      without += batch["without_tail"]?.floats ?? []
    }
    #expect(30...31 ~= scores.max() ?? 0)
    #expect(3...4 ~= without.max() ?? 0)
  }

  @Test func `texts cut, changed and put together`() throws {
    let found = try Self.features("text")
    #expect(Self.texts(found, "day") == [#""2011-11-25""#, #""2012-03-03""#, #""2013-01-04""#])
    #expect(Self.texts(found, "european") == [#""25.11.2011""#, #""03.03.2012""#, #""04.01.2013""#])
    #expect(Self.texts(found, "is_on_the_minute") == ["0", "1", "0"])
    #expect(Self.texts(found, "label").last == #""8h 2013-01-04 08:31:15 utc""#)
    #expect(Self.texts(found, "parts").first == #"["2011-11-25", "08:31:23", "UTC"]"#)
  }

  /// 2012-03 is the ninth most frequent month, 2013-01 the twentieth, 2011-11 not among the first forty.
  @Test func `months as ids, the rare ones in a bucket, and back`() throws {
    let found = try Self.features("vocabularies")
    let ids = found.flatMap { $0["month_id"]?.int64s ?? [] }
    #expect(ids.dropFirst() == [8, 19])
    #expect(40...41 ~= ids[0])
    #expect(Self.texts(found, "month_again") == [#""rare""#, #""2012-03""#, #""2013-01""#])
  }

  @Test func `a word that every ride has weighs least`() throws {
    let found = try Self.features("words")
    #expect(Self.texts(found, "bag")[1] == #"["2012", "03", "11", "UTC"]"#)
    #expect(Self.texts(found, "pairs")[1] == #"["2012 03", "03 03", "03 11", "11 UTC"]"#)
    // The words' ids ascend by how rare they are: UTC, 11, 2012, 03.
    let weights = found[1]["weights"]?.floats ?? []
    #expect(Self.isNear(weights.sorted(), [0.2, 0.5704862, 0.5848547, 1.1759218]))
    #expect(weights.first == 0.2)
  }

  @Test func `an id as a vector, and columns side by side`() throws {
    let found = try Self.features("vectors")
    #expect(found.map { $0["day"]?.floats.firstIndex(of: 1) } == [5, 6, 5])
    #expect(found.map { $0["day"]?.floats.reduce(0, +) } == [1, 1, 1])
    let passengers: [Float] = found.compactMap { $0["model_input"]?.floats.first }
    #expect(Self.isNear(passengers, [0.1666667, 0.1666667, 0.8333333]))
    #expect(found.map { $0["model_input"]?.valueCount } == [8, 8, 8])
  }

  /// The middle one by sorting all others.
  @Test func `a place of 0 degrees is missing, and the middle one is put in`() throws {
    let example = try #require(TaxiExample.families.first { $0.name == "missing" })
    let rides = try Self.allRides()
    let transformed = try taxiFitted(example.preprocessingFn).transform(rides)
    let given = try #require(rides["pickup_latitude"]).floats
    let known = given.filter { $0 != 0 }.sorted()
    let middle = (known[(known.count - 1) / 2] + known[known.count / 2]) / 2
    #expect(known.count < given.count)
    #expect(transformed["latitude"]?.floats == given.map { $0 == 0 ? middle : $0 })
    #expect(transformed["was_missing"]?.int64s == given.map { $0 == 0 ? 1 : 0 })
  }

  private static func allRides() throws -> Batch {
    var reader = try CSVReader(path: taxiData("taxi-train.csv"), schema: taxiSchema, batchSize: 10_000)
    return try #require(try reader.next())
  }

  /// By the formula, from the rides themselves: the other four folds, each hour's fares drawn to the mean of all.
  @Test func `a ride's own fare is not part of its encoding`() throws {
    let rides = try Self.allRides()
    let fares = try #require(rides["fare_amount"]).floats
    func texts(_ name: String) -> [String] {
      rides[name].map { column in (0..<column.valueCount).map(column.text) } ?? []
    }
    let (keys, times) = (texts("key"), texts("pickup_datetime"))
    func fold(_ ride: Int) -> UInt64 { Fingerprint.hash64(Array(keys[ride].utf8)[...]) % 5 }
    func hour(_ ride: Int) -> Substring { times[ride].dropFirst(11).prefix(2) }
    let found = try Self.features("targets")
    for (ride, features) in zip([0, 31, 52], found) {
      let others = fares.indices.filter { fold($0) != fold(ride) }
      let same = others.filter { hour($0) == hour(ride) }
      func sum(_ rows: [Int]) -> Double { rows.reduce(0) { $0 + Double(fares[$1]) } }
      let prior = sum(others) / Double(others.count)
      let expected = Float((sum(same) + 10 * prior) / Double(same.count + 10))
      let encoding = try #require(features["fare_of_the_hour"]?.floats.first)
      #expect((encoding - expected).magnitude <= 2 * expected.ulp)
      #expect(encoding != features["seen_by_all"]?.floats.first)
    }
  }
}
