import Preprocessing
import RawData
import Testing
import TransformedData

/// Rows of unequal length, empty constants, and files that were edited: an error or the right result, never a crash.
@Suite("Lesson 4: unusual rows and edited files", .tags(.lesson4), .scratchDirectory)
struct Lesson4UnusualTests {
  private static func ragged(_ values: [Int64], _ offsets: [Int]) -> FeatureValues {
    FeatureValues(.int64(values), layout: .ragged(rowOffsets: offsets))
  }

  private static let optional = Schema([
    FeatureSpec("a", .int64, presence: .optional), FeatureSpec("b", .int64, presence: .optional),
    FeatureSpec("x", .float32),
  ])

  private static func fitted(_ batch: Batch, _ preprocessingFn: PreprocessingFn) throws -> TransformFn {
    try PreprocessingGraph(schema: optional, preprocessingFn).analyze { RowsReader(batch, schema: $0) }
  }

  private static func batch(_ a: FeatureValues, _ b: FeatureValues) -> Batch {
    let x = FeatureValues([Float](repeating: 1.5, count: a.rowCount))
    return Batch(rowCount: a.rowCount, names: ["a", "b", "x"], columns: [a, b, x])
  }

  // Both columns have two values, but not in the same rows.
  @Test func `values of different rows are not crossed`() throws {
    let batch = Self.batch(Self.ragged([1, 2], [0, 2, 2]), Self.ragged([3, 4], [0, 1, 2]))
    let error = #expect(throws: OperationError.self) {
      try Self.fitted(batch) { inputs in
        var outputs = Outputs()
        outputs["cross"] = try hashedCross(inputs.int64("a"), inputs.int64("b"), bins: 9)
        return outputs
      }.transform(batch)
    }
    #expect(error?.problem == "the columns do not have the same number of values in every row")
  }

  @Test func `an optional column with a value in every row meets a required one`() throws {
    let batch = Self.batch(Self.ragged([1, 2], [0, 1, 2]), Self.ragged([3, 4], [0, 1, 2]))
    let transformed = try Self.fitted(batch) { inputs in
      var outputs = Outputs()
      outputs["bucket"] = try bucketizePerKey(inputs.float("x"), key: asString(inputs.int64("a")), buckets: 2)
      return outputs
    }.transform(batch)
    #expect(transformed["bucket"]?.valueCount == 2)
  }

  @Test func `no keys beside a column are no values, and the schema says so`() throws {
    let batch = Self.batch(Self.ragged([], [0, 0, 0]), Self.ragged([3, 4], [0, 1, 2]))
    let transformFn = try Self.fitted(batch) { inputs in
      var outputs = Outputs()
      let keys = countPerKey(try inputs.int64("a")).keys
      outputs["keys"] = keys
      outputs["beside"] = concat(Column<Int64>(try inputs.float("x")), keys)
      return outputs
    }
    let transformed = try transformFn.transform(batch)
    #expect(transformed["beside"]?.int64s == [1, 1])
    #expect(transformed["keys"]?.layout == .ragged(rowOffsets: [0, 0, 0]))
    #expect(transformFn.outputSchema["keys"]?.presence == .optional)
  }

  @Test func `a column that is the same for every row is not counted batch by batch`() throws {
    let batch = Self.batch(Self.ragged([1], [0, 1]), Self.ragged([3], [0, 1]))
    let error = #expect(throws: OperationError.self) {
      try Self.fitted(batch) { _ in
        var outputs = Outputs()
        outputs["keys"] = countPerKey(Column<Int64>(constant: 5)).keys
        return outputs
      }
    }
    #expect(error?.problem == "found a column that is the same for every row, expected one of the data")
  }

  @Test func `a literal that is no ASCII does not spoil the digit behind it`() throws {
    let rows = Rows(["t": strings(["15\u{2013}06\u{2013}94", "15\u{2013}06\u{2013}04"])])
    let seconds = try rows.column { try parseDateTime($0.string("t"), format: "%d\u{2013}%m\u{2013}%y") }
    // Calculated by Python's datetime.
    #expect(seconds.int64s == [771_638_400, 1_087_257_600])
  }

  @Test func `an infinite range is reported`() throws {
    let rows = Rows(["x": FeatureValues([1, .infinity] as [Float])])
    let notices = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["x"] = scaleTo01(try inputs.float("x"))
      return outputs
    }.notices
    #expect(notices.count == 1)
    #expect(notices.first?.hasSuffix(": infinite range, nothing is left of the values") == true)
  }

  static let text = """
    {"format": "tftlessons.transform_fn", "format_version": 1,
     "inputs": [{"name": "x", "type": "float32"}], "analyses": [],
     "operations": [{"name": "y", "operation": "floor", "inputs": ["x"], "type": "float32"}],
     "outputs": [{"name": "y", "value": "y"}]}
    """

  @Test(arguments: [
    (#""floor", "inputs": ["x"], "type": "float32""#, #""floor", "inputs": ["x"], "type": "int64""#),
    (
      #""floor", "inputs": ["x"], "type": "float32""#,
      #""num_buckets", "of": {"string": "num_buckets"}, "input_count": {"int64": 1}, "constants": {"int64": [0]}, "inputs": [{"int64": 1}], "type": "int64""#
    ),
    (
      #""floor", "inputs": ["x"], "type": "float32""#,
      #""add", "inputs": ["x", {"float32": []}], "type": "float32""#
    ),
    (#""type": "float32"}]"#, #""type": "float32", "width": 4611686018427387904}]"#),
  ])
  func `an edited file is refused, or its rows are`(part: String, edit: String) throws {
    try #require(Self.text.contains(part))
    let edited = Self.text.replacing(part, with: edit, maxReplacements: 1)
    let path = try ScratchDirectory.current.write(edited, to: "transform_fn.json")
    let rows = Rows(["x": FeatureValues([1.5] as [Float])])
    #expect(throws: (any Error).self) { try TransformFn(contentsOf: path).transform(rows.batch) }
  }

  @Test func `more bins in an edited file are more ids in the schema`() throws {
    let rows = Rows(["n": FeatureValues([1, 2] as [Int64])])
    let path = try ScratchDirectory.current.path("transform_fn.json")
    try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["id"] = try hashedCross(inputs.int64("n"), bins: 168)
      return outputs
    }.write(to: path)
    let text = try ScratchDirectory.current.text(of: "transform_fn.json")
    try #require(text.contains(#""bins": {"int64": 168}"#))
    try ScratchDirectory.current.write(
      text.replacing(#""bins": {"int64": 168}"#, with: #""bins": {"int64": 1000}"#),
      to: "transform_fn.json"
    )
    #expect(try TransformFn(contentsOf: path).outputSchema["id"]?.domain == .init(min: 0, max: 999))
  }
}
