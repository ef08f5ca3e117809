import Preprocessing
import RawData
import Testing
import TransformedData

/// Steps that many others share: a few lines of a program whose expression, written out, has no end.
@Suite("Lesson 4: shared steps", .tags(.lesson4), .scratchDirectory)
struct Lesson4SharedStepsTests {
  private static let rows = Rows(["x": FeatureValues([1, 2, 3] as [Float])])
  private static let ellipsis = "\u{2026}"

  /// `x` after so many doublings, by addition to itself.
  private static func doubled(_ x: Column<Float>, _ times: Int) -> Column<Float> {
    (0..<times).reduce(x) { sum, _ in sum + sum }
  }

  /// How `x` after so many doublings is written out.
  private static func text(_ times: Int) -> String {
    times == 0 ? "x" : "add(\(text(times - 1)), \(text(times - 1)))"
  }

  private static func isBalanced(_ text: String) -> Bool {
    var depth = 0
    for character in text where depth >= 0 {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
    }
    return depth == 0
  }

  @Test(.timeLimit(.minutes(1))) func `sixty doublings are analyzed, transformed and written at once`() throws
  {
    let transformFn = try Self.rows.fitted { inputs in
      let x = Self.doubled(try inputs.float("x"), 60)
      #expect(x.description.utf8.count <= 1000)
      var outputs = Outputs()
      outputs["sum"] = x
      outputs["scaled"] = scaleTo01(x)
      return outputs
    }
    let transformed = try transformFn.transform(Self.rows.batch)
    let power: Float = 0x1p60
    #expect(transformed["sum"]?.floats == [power, 2 * power, 3 * power])
    #expect(transformed["scaled"]?.floats == [0, 0.5, 1])
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    #expect(try scratch.bytes(of: "transform_fn.json").count < 20_000)
    let read = try TransformFn(contentsOf: scratch.path("transform_fn.json"))
    #expect(try read.transform(Self.rows.batch).bits == transformed.bits)
    #expect(read.differences(to: transformFn).isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func `an error after sixty doublings names the operation in bounded text`()
    throws
  {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let x = Self.doubled(try inputs.float("x"), 60)
      outputs["range"] = try bucketRange(Column<Int64>(x), boundaries: [0])
      return outputs
    }
    let error = #expect(throws: OperationError.self) { _ = try transformFn.transform(Self.rows.batch) }
    let operation = try #require(error?.operation)
    #expect(error?.problem == "found bucket 1152921504606846976, expected 0 ... 1")
    #expect(error?.row == 0)
    #expect(operation.hasPrefix("bucket_range(cast_to_int64(add(add(add(add("))
    #expect(operation.hasSuffix(")))), 0.0)"))
    #expect((900...1000).contains(operation.utf8.count))
    #expect(Self.isBalanced(operation))
  }

  @Test(.timeLimit(.minutes(1)))
  func `an analysis of an analyzed column, sixty times over, is named in bounded text`()
    throws
  {
    let transformFn = try Self.rows.fitted { inputs in
      var x = try inputs.float("x")
      for _ in 0..<60 { x = x / mean(x) }
      var outputs = Outputs()
      outputs["x"] = x
      return outputs
    }
    #expect(try transformFn.transform(Self.rows.batch)["x"]?.floats == [0.5, 1, 1.5])
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    #expect(try scratch.bytes(of: "transform_fn.json").count < 150_000)
  }

  @Test(.timeLimit(.minutes(1))) func `whether a column is constant is known at once`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      let x = try inputs.float("x")
      var outputs = Outputs()
      outputs["bucket"] = try applyBuckets(x * 0x1p60, boundaries: Self.doubled(mean(x), 60))
      return outputs
    }
    #expect(try transformFn.transform(Self.rows.batch)["bucket"]?.int64s == [0, 1, 1])
  }

  @Test(arguments: 0...6) func `what fits is written out`(times: Int) throws {
    let graph = try PreprocessingGraph(schema: Self.rows.schema) { inputs in
      let x = Self.doubled(try inputs.float("x"), times)
      #expect(x.description == Self.text(times))
      var outputs = Outputs()
      outputs["x"] = x
      return outputs
    }
    #expect(graph.describeOutputs().map(\.expression) == [Self.text(times)])
  }

  // The whole of it would take 1017 bytes, and leaving out the inside of an innermost sum saves one: so do 17 of the 64.
  @Test func `what does not fit is left out where it is nested deepest`() throws {
    let x = Self.doubled(try Inputs(schema: Self.rows.schema).float("x"), 7)
    let expected = Self.text(7).split(separator: "add(x, x)", omittingEmptySubsequences: false)
    let innermost = (0..<64).map { $0 < 47 ? "add(x, x)" : "add(\(Self.ellipsis))" }
    let text = zip(expected, innermost).map { $0 + $1 }.joined() + (expected.last ?? "")
    #expect(x.description == text)
    #expect(text.utf8.count == 1000)
  }

  @Test func `a long constant is left out of an expression that has no room for it`() throws {
    let numbers = (0..<500).map { Float($0) }
    let x = try Inputs(schema: Self.rows.schema).float("x")
    let places = try applyBucketsWithInterpolation(x, boundaries: numbers)
    #expect(places.description == "apply_buckets_with_interpolation(x, \(Self.ellipsis))")
    let few = try applyBucketsWithInterpolation(x, boundaries: [0, 1, 2.5])
    #expect(few.description == "apply_buckets_with_interpolation(x, 0.0 1.0 2.5)")
  }
}
