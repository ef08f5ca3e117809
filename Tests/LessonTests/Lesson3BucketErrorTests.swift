import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Buckets that cannot be, and those that are read back from files.
extension Lesson3BucketMappersTests {
  static let x = Column<Float>(node: Node(.input(name: "x"), type: .float32))
  static let n = Column<Int64>(node: Node(.input(name: "n"), type: .int64))

  @Test func `boundaries that differ from row to row are refused`() {
    let calls: [(String, () throws -> Void)] = [
      ("apply_buckets", { _ = try applyBuckets(Self.x, boundaries: Self.x, fileID: "F", line: 1) }),
      (
        "apply_buckets_with_interpolation",
        { _ = try applyBucketsWithInterpolation(Self.x, boundaries: Self.x, fileID: "F", line: 1) }
      ),
      ("bucket_range", { _ = try bucketRange(Self.n, boundaries: Self.x, fileID: "F", line: 1) }),
      ("bucket_center", { _ = try bucketCenter(Self.n, boundaries: Self.x, fileID: "F", line: 1) }),
    ]
    for (operation, call) in calls {
      let error = #expect(throws: OperationError.self) { try call() }
      #expect(
        error?.description
          == "F:1: \(operation): found boundaries that depend on the row, expected the same ones for every row"
      )
    }
  }

  @Test(
    arguments: [
      ([2, 1], "found boundaries [2.0, 1.0], expected ascending ones"),
      ([], "found boundaries [], expected one or more that are finite"),
      ([.infinity, .nan], "found boundaries [inf, nan], expected one or more that are finite"),
    ] as [([Float], String)]
  )
  func `boundaries without an order or a finite one are not interpolated`(
    boundaries: [Float],
    problem: String
  ) {
    let error = #expect(throws: OperationError.self) {
      _ = try applyBucketsWithInterpolation(Self.x, boundaries: boundaries, fileID: "F", line: 2)
    }
    #expect(error?.description == "F:2: apply_buckets_with_interpolation: \(problem)")
  }

  @Test(
    arguments: [
      ([2, 1], "found boundaries [2.0, 1.0], expected ascending ones"),
      ([], "found no boundaries, expected one or more"),
      ([.nan], "found boundaries [nan], expected ascending ones"),
    ] as [([Float], String)]
  )
  func `boundaries that do not ascend have no ranges`(boundaries: [Float], problem: String) {
    let error = #expect(throws: OperationError.self) {
      _ = try bucketRange(Self.n, boundaries: boundaries, fileID: "F", line: 2)
    }
    #expect(error?.description == "F:2: bucket_range: \(problem)")
  }

  @Test(arguments: [-1, 3] as [Int64])
  func `a bucket that there is not is an error with its row`(bucket: Int64) throws {
    let rows = Rows(["n": FeatureValues([0, 2, bucket] as [Int64])])
    let error = #expect(throws: OperationError.self) {
      _ = try rows.column { try bucketRange($0.int64("n"), boundaries: [0, 1], fileID: "F", line: 3) }
    }
    #expect(
      error?.description == "F:3: bucket_range(n, 0.0 1.0), row 2: found bucket \(bucket), expected 0 ... 2"
    )
  }

  @Test func `analyzed boundaries that come to descend are an error of the operation`() throws {
    let rows = Rows(["x": FeatureValues([1, 2, 3] as [Float])])
    let error = #expect(throws: OperationError.self) {
      _ = try rows.column { inputs in
        let x = try inputs.float("x")
        return try applyBuckets(x, boundaries: 0 - quantiles(x, buckets: 3), fileID: "F", line: 4)
      }
    }
    #expect(error?.problem == "found boundaries [-2.0, -3.0], expected ascending ones")
    #expect(error?.location == SourceLocation(fileID: "F", line: 4))
  }

  @Test func `a saved transform does the same`() throws {
    let scratch = try ScratchDirectory.current
    let rows = Rows([
      "x": FeatureValues([1, -.infinity, 3, 4.5, .infinity, 6] as [Float]),
      "n": FeatureValues([1, 2, 3, 4, 5, 6] as [Int64]), "s": strings(["a", "b", "ä", "a", "b", ""]),
    ])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      let (x, n, s) = (try inputs.float("x"), try inputs.int64("n"), try inputs.string("s"))
      let edges = try quantiles(x, buckets: 3)
      outputs["given"] = try applyBuckets(x, boundaries: [0, 3])
      outputs["integers"] = try applyBuckets(n, boundaries: [2, 5])
      outputs["analyzed"] = try applyBuckets(n, boundaries: edges)
      outputs["bucketized"] = try bucketize(x, buckets: 3)
      outputs["elementwise"] = try bucketize(n, buckets: 3, elementwise: true)
      outputs["by key"] = try bucketizePerKey(x, key: s, buckets: 2)
      outputs["place"] = try applyBucketsWithInterpolation(n, boundaries: edges)
      outputs["range"] = try bucketRange(applyBuckets(x, boundaries: edges), boundaries: edges)
      outputs["center"] = try bucketCenter(applyBuckets(x, boundaries: edges), boundaries: edges)
      return outputs
    }
    let path = scratch.path("transform_fn.json")
    try transformFn.write(to: path)
    let copy = try TransformFn(contentsOf: path)
    #expect(try copy.transform(rows.batch).bits == transformFn.transform(rows.batch).bits)
    #expect(copy.outputSchema == transformFn.outputSchema)
    try copy.write(to: scratch.path("again.json"))
    #expect(try scratch.bytes(of: "again.json") == scratch.bytes(of: "transform_fn.json"))
  }

  @Test(
    arguments: [
      (
        "\"edges\": 1", "\"boundaries\": {\"float32\": [2.0, 1.0]}",
        "operation \"a\": found boundaries [2.0, 1.0], expected ascending ones"
      ),
      (
        "\"edges\": 1", "\"columns\": {\"int64\": 0}",
        "operation \"a\": parameter \"columns\" should be 1 or more"
      ),
      (
        "\"edges\": 1", "\"boundaries\": {\"string\": \"a\"}",
        "operation \"a\": found boundaries of type string, expected float32 or int64"
      ),
    ]
  )
  func `a saved bucket with wrong parameters is refused`(place: String, parameter: String, problem: String)
    throws
  {
    let scratch = try ScratchDirectory.current
    let text = """
      {
        "format": "tftlessons.transform_fn", "format_version": 1,
        "inputs": [{"name": "x", "type": "float32"}], "analyses": [],
        "operations": [{"name": "a", "operation": "apply_buckets", "inputs": ["x"], "type": "int64", \(place)}],
        "outputs": [{"name": "y", "value": "a"}]
      }
      """
    let path = try scratch.write(text.replacing(place, with: parameter), to: "transform_fn.json")
    let error = #expect(throws: InputError.self) { _ = try TransformFn(contentsOf: path) }
    #expect(error?.problem == problem)
  }
}
