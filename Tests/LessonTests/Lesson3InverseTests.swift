import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Ways back that need no constants of one's own: those of the column that was made.
@Suite("Lesson 3: inverses", .tags(.lesson3), .scratchDirectory)
struct Lesson3InverseTests {
  static let rows = Rows(
    schema: Schema([
      FeatureSpec("x", .float32), FeatureSpec("v", .float32, width: 2), FeatureSpec("k", .string),
      FeatureSpec("r", .float32, presence: .optional), FeatureSpec("n", .int64),
    ]),
    batch: Batch(
      rowCount: 8,
      names: ["x", "v", "k", "r", "n"],
      columns: [
        FeatureValues([1, 2, 3, 4, 5, 6, 7, 8] as [Float]),
        FeatureValues(.float32((0..<16).map { Float($0 * $0) }), layout: .fixed(width: 2)),
        strings(["a", "a", "a", "a", "b", "b", "b", "b"]),
        FeatureValues(
          .float32([1, 9, 4, 100, 3, 7]),
          layout: .ragged(rowOffsets: [0, 1, 1, 3, 3, 4, 4, 5, 6])
        ),
        FeatureValues([-3, 0, 3, 6, 9, 12, 15, 18] as [Int64]),
      ]
    )
  )

  /// Whether each of `values` lies in its range, and its center too.
  private static func contains(_ ranges: [Float], _ values: [Float], _ centers: [Float]) -> Bool {
    guard ranges.count == 2 * values.count, centers.count == values.count else { return false }
    return values.indices.allSatisfy { index in
      let (low, high) = (ranges[2 * index], ranges[2 * index + 1])
      return low <= values[index] && values[index] < high && low <= centers[index] && centers[index] <= high
    }
  }

  @Test func `a bucket's range holds the value that was put into it, whatever made the buckets`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      let (x, v, r) = (try inputs.float("x"), try inputs.float("v"), try inputs.float("r"))
      var outputs = Outputs()
      for (name, bucket) in [
        ("x", try bucketize(x, buckets: 4)), ("v", try bucketize(v, buckets: 3, elementwise: true)),
        ("r", try bucketize(r, buckets: 3)),
        ("k", try bucketizePerKey(x, key: inputs.string("k"), buckets: 2)),
        ("n", try applyBuckets(inputs.int64("n"), boundaries: [0, 5, 14])),
        ("given", try applyBuckets(x, boundaries: [2.5, 6])),
      ] {
        outputs["\(name) range"] = try bucketRange(bucket, of: bucket)
        outputs["\(name) center"] = try bucketCenter(bucket, of: bucket)
      }
      return outputs
    }
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    let found = try TransformFn(contentsOf: scratch.path("transform_fn.json")).transform(Self.rows.batch)
    #expect(found.bits == (try transformFn.transform(Self.rows.batch).bits))
    for (name, source) in [("x", "x"), ("v", "v"), ("r", "r"), ("k", "x"), ("n", "n"), ("given", "x")] {
      let column = try #require(Self.rows.batch[source])
      let values = column.type == .int64 ? column.int64s.map { Float($0) } : column.floats
      let (ranges, centers) = (
        try #require(found["\(name) range"]), try #require(found["\(name) center"])
      )
      #expect(Self.contains(ranges.floats, values, centers.floats), "\(name)")
      #expect(centers.layout == column.layout && ranges.layout == column.layout.multiplied(by: 2), "\(name)")
    }
    // Boundaries of the quartiles 3, 5, 7; of "a" 3, of "b" 7.
    #expect(found["x center"]?.floats == [3, 3, 4, 4, 6, 6, 7, 7])
    #expect(found["k center"]?.floats == [3, 3, 3, 3, 7, 7, 7, 7])
    #expect(found["given range"]?.floats.prefix(4) == [-.infinity, 2.5, -.infinity, 2.5])
    #expect(found["n center"]?.floats == [0, 2.5, 2.5, 9.5, 9.5, 9.5, 14, 14])
  }

  @Test func `of a key that was not analyzed nothing is known`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let bucket = try bucketizePerKey(inputs.float("x"), key: inputs.string("k"), buckets: 2)
      outputs["range"] = try bucketRange(bucket, of: bucket)
      outputs["center"] = try bucketCenter(bucket, of: bucket)
      return outputs
    }
    let unknown = Rows(["x": FeatureValues([1] as [Float]), "k": strings(["z"])])
    let found = try transformFn.transform(unknown.batch)
    #expect(found["range"]?.floats == [-.infinity, .infinity])
    #expect(found["center"]?.floats.first?.isNaN == true)
  }

  @Test func `an id that is no bucket's is refused`() throws {
    func problem(_ column: @escaping @Sendable (Inputs) throws -> Column<Float>) throws -> String {
      let error = #expect(throws: OperationError.self) { try Self.rows.column(column) }
      return try #require(error).problem
    }
    #expect(
      try problem {
        try bucketRange($0.int64("n"), of: bucketizePerKey($0.float("x"), key: $0.string("k"), buckets: 2))
      } == "found bucket -3, expected 0 ... 1"
    )
    #expect(
      try problem { try bucketCenter($0.int64("n"), of: bucketize($0.float("x"), buckets: 4)) }
        == "found bucket -3, expected 0 ... 3"
    )
    #expect(
      try problem {
        try bucketCenter($0.int64("n"), of: bucketize($0.float("v"), buckets: 4, elementwise: true))
      } == "found rows of 1 values, expected 2"
    )
  }

  /// 0 ... 1 is shared by the buckets between the outer boundaries; what lies beyond them comes back as these.
  @Test func `a place among boundaries leads back to the value`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      let place = try applyBucketsWithInterpolation(x, boundaries: [2, 3, 7])
      let back = try inverseScale(place, of: place)
      outputs["back"] = back
      outputs["place"] = place
      outputs["again"] = try inverseScale(back, of: back)
      let found = try applyBucketsWithInterpolation(
        inputs.float("r"),
        boundaries: quantiles(inputs.float("r"), buckets: 3)
      )
      outputs["r"] = try inverseScale(found, of: found)
      outputs["beyond"] = try inverseScale(x - 4, of: place)
      outputs["step"] = try inverseScale(x, of: applyBucketsWithInterpolation(x, boundaries: [5]))
      return outputs
    }
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    let found = try TransformFn(contentsOf: scratch.path("transform_fn.json")).transform(Self.rows.batch)
    #expect(found["back"]?.floats == [2, 2, 3, 4, 5, 6, 7, 7])
    #expect(found["again"] == found["place"])
    // Boundaries 4 and 9 of the sorted 1, 3, 4, 7, 9, 100.
    #expect(found["r"]?.floats == [4, 9, 4, 9, 4, 7])
    #expect(found["r"]?.layout == Self.rows.batch["r"]?.layout)
    #expect(found["beyond"]?.floats == [2, 2, 2, 2, 7, 7, 7, 7])
    #expect(found["step"]?.floats == [Float](repeating: 5, count: 8))
  }

  @Test func `an id leads back to its token`() throws {
    let found = try Self.rows.transformed { inputs in
      var outputs = Outputs()
      let texts = try computeAndApplyVocabulary(inputs.string("k"))
      let integers = try computeAndApplyVocabulary(inputs.int64("n"), topK: 2, numOOVBuckets: 1)
      outputs["texts"] = try vocabularyTokens(texts, of: texts)
      outputs["integers"] = try vocabularyTokens(integers, of: integers, defaultValue: "?")
      outputs["top"] = integers
      return outputs
    }
    #expect(found["texts"] == Self.rows.batch["k"])
    let ids = try #require(found["top"]).int64s
    let numbers = try #require(Self.rows.batch["n"]).int64s
    let tokens = zip(ids, numbers).map { $0 < 2 ? "\($1)" : "?" }
    #expect(found["integers"] == strings(tokens) && Set(tokens).count == 3)
  }

  @Test func `a column of another kind has no way back`() throws {
    let inputs = Inputs(schema: Self.rows.schema)
    let n = try inputs.int64("n")
    func error(_ build: () throws -> Void) throws -> String {
      try #require(#expect(throws: OperationError.self) { try build() }).description
    }
    #expect(
      try error { _ = try bucketRange(n, of: n, fileID: "F", line: 1) }
        == "F:1: bucket_range: found a column that is no buckets, expected the result of bucketize or its like"
    )
    #expect(
      try error { _ = try bucketCenter(n, of: n + 1, fileID: "F", line: 1) }
        == "F:1: bucket_center: found a column that is no buckets, expected the result of bucketize or its like"
    )
    #expect(
      try error { _ = try vocabularyTokens(n, of: n, fileID: "F", line: 1) }
        == "F:1: vocabulary_token: found a column that no vocabulary made, "
        + "expected the result of computeAndApplyVocabulary or its like"
    )
  }
}
