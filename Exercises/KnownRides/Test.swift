import TFTLessons
import Testing

@Suite struct KnownRidesTests {
  static let data =
    String(#filePath.dropLast("Exercises/KnownRides/Test.swift".count)) + "data/taxi-train.csv"

  /// Counted by Python's csv module.
  @Test(arguments: [4096, 7, 1]) func `7851 of the 8000 rides are around New York`(batchSize: Int) throws {
    var reader = KnownRides(base: try CSVReader(path: Self.data, schema: taxiSchema, batchSize: batchSize))
    var (count, sum) = (0, 0.0)
    try reader.forEachBatch { batch in
      count += batch.rowCount
      guard case .float32(let values)? = batch["pickup_longitude"]?.storage else { return }
      for value in values { sum += Double(value) }
    }
    let few: Comment =
      "\(count) rides came through in batches of \(batchSize); a batch without a known ride must not end the data"
    #expect(count == 7851, few)
    #expect(abs(sum / Double(max(1, count)) + 73.97526810) < 1e-5, "the mean longitude is New York's")
  }
}
