import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// What is refused, the law of accumulators, and the file.
extension Lesson3TargetEncodingTests {
  @Test func `what cannot be encoded is refused when the column is made`() throws {
    let schema = Schema([
      FeatureSpec("x", .string), FeatureSpec("y", .float32), FeatureSpec("v", .float32, width: 2),
      FeatureSpec("k", .int64, presence: .optional),
    ])
    let inputs = Inputs(schema: schema)
    let (x, y) = (try inputs.string("x"), try inputs.float("y"))
    let (v, k) = (try inputs.float("v"), try inputs.int64("k"))
    func problem(_ build: () throws -> Column<Float>) throws -> String {
      try #require(#expect(throws: OperationError.self) { try build() }).description
    }
    let start = "F:3: target_encoding: found"
    #expect(
      try problem { try targetEncoding(x, label: y, smoothing: -1, fileID: "F", line: 3) }
        == "\(start) a smoothing of -1.0, expected 0 or more"
    )
    #expect(
      try problem { try targetEncoding(x, label: y, smoothing: .nan, fileID: "F", line: 3) }
        == "\(start) a smoothing of nan, expected 0 or more"
    )
    #expect(
      try problem { try targetEncoding(x, label: v, fileID: "F", line: 3) }
        == "\(start) labels that are no scalar, expected one for each row"
    )
    #expect(
      try problem { try targetEncoding(x, label: y, folds: 0, foldBy: x, fileID: "F", line: 3) }
        == "\(start) 0 folds, expected 1...100"
    )
    #expect(
      try problem { try targetEncoding(x, label: y, foldBy: k, fileID: "F", line: 3) }
        == "\(start) keys to fold by that are no scalar, expected one for each row"
    )
    #expect(
      try problem { try targetEncoding(x, label: y, foldBy: x, fileID: "F", line: 3) }
        == "\(start) the categories to fold by, which would leave each without a row in other folds; "
        + "expected a key that tells rows apart"
    )
  }

  @Test func `a row with several labels is refused when it is analyzed`() throws {
    let labels = FeatureValues(.float32([1, 2, 3]), layout: .ragged(rowOffsets: [0, 1, 3]))
    let schema = Schema([FeatureSpec("x", .string), FeatureSpec("y", .float32, presence: .optional)])
    let batch = Batch(rowCount: 2, names: ["x", "y"], columns: [strings(["a", "b"]), labels])
    let error = #expect(throws: OperationError.self) {
      try Rows(schema: schema, batch: batch).column {
        try targetEncoding($0.string("x"), label: $0.float("y"), fileID: "F", line: 4)
      }
    }
    #expect(
      error?.description == "F:4: target_statistics(x, y), row 1: found 2 values, expected at most one"
    )
  }

  // MARK: the law and the file

  @Test(arguments: [1, 3])
  func `encodings and bytes do not depend on any order, grouping or way through bytes`(folds: Int) throws {
    let labels: [[Float]] = [[1e20, -1e20, 0.1], [], [3, .nan], [1e-30, 7, 0.1, 0.2], [-1e20]]
    let keys: [FeatureType: [[FeatureValues]]] = [
      .string: [["a", "b", "a"], [], ["", "a"], ["b", "b", "a", "c"], ["\u{00FC}"]].map { [strings($0)] },
      .int64: [[1, -2, 1], [], [0, 1], [-2, -2, 1, .max], [.min]].map { [FeatureValues($0 as [Int64])] },
    ]
    for (type, batches) in keys {
      var row = 0
      let all = zip(batches, labels).map { categories, labels in
        row += labels.count
        let rides = (row..<row + labels.count).map { "ride-\($0)" }
        return categories + [FeatureValues(labels)] + (folds > 1 ? [strings(rides)] : [])
      }
      let analyzer = TargetEncodingAnalyzer(smoothing: 0.5, folds: folds, keyType: type)
      try AccumulatorLaw(make: analyzer.makeAccumulator, batches: all).check("\(type)")
    }
  }

  @Test func `damaged state is refused with the reason`() throws {
    let analyzer = TargetEncodingAnalyzer(smoothing: 1, folds: 1, keyType: .string)
    func problem(_ categories: [String], _ counts: [Int], sum: UInt64) throws -> String {
      var encoder = StateEncoder()
      encoder.write(categories.count)
      for (category, count) in zip(categories, counts) {
        encoder.write(category)
        encoder.write(count)
        for word in 0..<6 { encoder.write(word == 0 ? sum : 0) }
      }
      return try #require(#expect(throws: StateError.self) { try restored(analyzer, from: encoder.bytes) })
        .problem
    }
    #expect(try problem(["a"], [-1], sum: 0) == "found -1 rows")
    #expect(try problem(["a"], [0], sum: 5) == "found a sum of no labels")
    #expect(try problem(["a", "a"], [1, 1], sum: 5) == "found a category twice")
    #expect(try problem(["b", "a"], [1, 1], sum: 5) == "found categories that do not ascend")
  }

  @Test func `a saved transform encodes the same, and one that was damaged by hand is refused`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["e"] = try targetEncoding(
        inputs.int64("code"),
        label: inputs.float("y"),
        folds: 3,
        foldBy: inputs.string("ride")
      )
      outputs["plain"] = try targetEncoding(inputs.string("x"), label: inputs.float("y"), smoothing: 0)
      return outputs
    }
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    let read = try TransformFn(contentsOf: scratch.path("transform_fn.json"))
    #expect(try read.transform(Self.rows.batch).bits == transformFn.transform(Self.rows.batch).bits)
    let constants: [FeatureValues?] = [
      nil, nil, strings(["a"]), FeatureValues([1, 2] as [Float]), FeatureValues([1, 2, 3] as [Float]),
    ]
    let error = #expect(throws: RowError.self) { try ApplyTargetEncoding(folds: 3).bound(to: constants) }
    #expect(error?.problem == "found 2 encodings of 1 categories and 3 priors for 3 folds")
  }
}
