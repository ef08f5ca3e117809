import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

/// The solutions of page 3's exercises, and what the page says of broken rides.
@Suite("Lesson 3: exercises", .tags(.lesson3))
struct Lesson3ExerciseTests {
  static let rides = Rows([
    "fare": FeatureValues([10, 12, 5] as [Float]), "distance": FeatureValues([2, 4, 0] as [Float]),
  ])

  @Test func `dollars for no distance are infinite, and a choice mends it`() throws {
    let plain = try Self.rides.column { inputs in
      scaleToZScore(try inputs.float("fare") / inputs.float("distance"))
    }
    // 5 and 3 dollars: mean 4, deviation 1. The infinite one is left out of both.
    #expect(plain.floats == [1, -1, .infinity])
    let mended = try Self.rides.column { inputs in
      let distance = try inputs.float("distance")
      return scaleToZScore(select(where: distance .> 0, try inputs.float("fare") / distance, else: 4))
    }
    #expect(mended.floats[2] == 0)
  }

  @Test func `within each key the scores have mean 0`() throws {
    let transformFn = try taxiFitted { inputs in
      let hour = hourOfDay(parseDateTime(try inputs.string("pickup_datetime")))
      var outputs = Outputs()
      outputs["hour"] = hour
      outputs["score"] = try scaleToZScorePerKey(inputs.float("fare_amount"), key: hour)
      return outputs
    }
    var reader = TransformedReader(try taxiRides(), transformFn)
    var sums: [Int64: (sum: Double, count: Int)] = [:]
    try reader.forEachBatch { batch in
      for (hour, score) in zip(batch["hour"]?.int64s ?? [], batch["score"]?.floats ?? []) {
        let seen = sums[hour] ?? (0, 0)
        sums[hour] = (seen.sum + Double(score), seen.count + 1)
      }
    }
    #expect(sums.count == 24)
    for (hour, seen) in sums { #expect(abs(seen.sum / Double(seen.count)) < 1e-6, "hour \(hour)") }
  }

  /// 135 pickups at longitude and latitude 0, and 10 with the two swapped, outweigh all of the city: numpy's eigenvector of the
  /// covariances in float64.
  @Test func `without a choice the principal direction points to the broken rides`() throws {
    let transformFn = try taxiFitted { inputs in
      let east = try inputs.float("pickup_longitude") + 73.98
      let north = try inputs.float("pickup_latitude") - 40.75
      var outputs = Outputs()
      outputs["direction"] = try pca(concat(east, north), outputDim: 1)
      return outputs
    }
    let first = try #require(
      try transformFn.transform(Batch(rowCount: 1, names: [], columns: []))["direction"]?.floats
    )
    #expect(abs(first[0] - 0.84566399) < 1e-4 && abs(first[1] + 0.53371567) < 1e-4)
  }
}
