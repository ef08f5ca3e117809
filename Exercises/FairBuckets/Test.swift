import TFTLessons
import Testing

@Suite struct FairBuckets {
  static let data =
    String(#filePath.dropLast("Exercises/FairBuckets/Test.swift".count)) + "data/taxi-train.csv"

  @Test(arguments: [1, 10] as [Float]) func `each bucket has about a quarter of the rides`(price: Float)
    throws
  {
    let schema = Schema([FeatureSpec("fare_amount", .float32)])
    var reader = try CSVReader(path: Self.data, schema: schema, extraColumns: .ignored)
    var fares: [Float] = []
    try reader.forEachBatch { batch in
      if case .float32(let values)? = batch["fare_amount"]?.storage { fares += values.map { $0 * price } }
    }
    let rides = Batch(rowCount: fares.count, names: ["fare_amount"], columns: [FeatureValues(fares)])
    let transformFn = try PreprocessingGraph(schema: schema, { try fareBuckets($0) }).analyze { _ in
      Once(batch: rides)
    }
    guard case .int64(let ids)? = try transformFn.transform(rides)["bucket"]?.storage else { return }
    let shares = (0..<4).map { id in Double(ids.count { $0 == id }) / Double(ids.count) }
    for (bucket, share) in shares.enumerated() {
      #expect(
        (0.2...0.3).contains(share),
        "bucket \(bucket) has \(Int(share * 100)) per cent, of fares times \(price)"
      )
    }
  }
}

struct Once: BatchReader {
  var batch: Batch?
  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}
