import Preprocessing
import RawData
import Testing

@testable import TransformedData

/// Three ways to the same bits: kernels in one piece of memory, operations one after the other, and row by row.
@Suite("Lesson 4: execution", .tags(.lesson4))
struct Lesson4ExecutionTests {
  private static func everything(_ count: Int, seed: UInt64) -> Rows {
    let (schema, batch) = EverythingRows.rows(count: count, seed: seed)
    return Rows(schema: schema, batch: batch)
  }

  /// One operation after the other, each with arrays of its own.
  private static func eachOperation(_ transformFn: TransformFn, _ batch: Batch) throws -> [[String]] {
    let results = try transformFn.executor.runEach(batch, firstRow: 0)
    return transformFn.outputs.map { output in
      let operand = results[output.step]
      let values = operand?.isConstant == true ? operand?.values.repeated(batch.rowCount) : operand?.values
      return [output.name] + (values?.bits ?? [])
    }
  }

  // Blocks have 256 rows: fewer, exactly one block, one more, and a rest.
  @Test(arguments: [1, 255, 256, 257, 700])
  func `kernels run together give what they give one after the other and row by row`(count: Int) throws {
    let rows = Self.everything(count, seed: UInt64(count))
    let transformFn = try rows.fitted(kernelsPreprocessingFn)
    var columns: [FeatureValues] = []
    try #require(transformFn.executor.runPlan(rows.batch, &columns))
    let together = try transformFn.transform(rows.batch)
    #expect(try together.bits == Self.eachOperation(transformFn, rows.batch))

    var (alone, row) = (together.names.map { [$0] }, Batch())
    for index in 0..<count {
      try transformFn.transform(rows.batch.slice(index..<index + 1), into: &row)
      for (column, values) in row.columns.enumerated() { alone[column] += values.bits }
    }
    #expect(alone == together.bits)
  }

  @Test func `a transform of every analysis is the same in all three ways`() throws {
    let rows = Self.everything(300, seed: 5)
    let transformFn = try rows.fitted(everythingPreprocessingFn)
    let together = try transformFn.transform(rows.batch)
    #expect(try together.bits == Self.eachOperation(transformFn, rows.batch))
    var row = Batch()
    for index in stride(from: 0, to: 300, by: 7) {
      try transformFn.transform(rows.batch.slice(index..<index + 1), into: &row)
      #expect(row.bits == together.slice(index..<index + 1).bits)
    }
  }

  @Test func `all kernels on columns with a value per row run together, in turn with other operations`()
    throws
  {
    let rows = Self.everything(50, seed: 1)
    let plan = try rows.fitted(kernelsPreprocessingFn).executor.plan
    let isProgram = plan.stages.map { if case .program = $0 { true } else { false } }
    // Imputation and lower case first; what works on those; the vocabulary's cross after its ids; one-hot at the end.
    #expect(isProgram == [false, true, false])
  }

  @Test func `a required column that comes ragged is transformed one operation after the other`() throws {
    let rows = Rows(["x": FeatureValues([1.5, 2.5] as [Float])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try (inputs.float("x") + 1) * 2
      return outputs
    }
    let ragged = FeatureValues(.float32([1.5, 2.5]), layout: .ragged(rowOffsets: [0, 2, 2]))
    let batch = Batch(rowCount: 2, names: ["x"], columns: [ragged])
    let expected = FeatureValues(.float32([5, 7]), layout: .ragged(rowOffsets: [0, 2, 2]))
    #expect(try transformFn.transform(batch)["y"] == expected)
  }

  @Sendable private static func failing(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    outputs["a"] = Column<Int64>(try inputs.float("x"))
    outputs["b"] = try parseDateTime(inputs.string("t"), format: "%Y")
    return outputs
  }

  @Test func `of two operations that fail, the program's first is reported, in whatever row`() throws {
    let transformFn = try Rows(["x": FeatureValues([0] as [Float]), "t": strings(["2000"])]).fitted(
      Self.failing
    )
    let x = FeatureValues((0..<600).map { $0 == 580 ? Float.nan : 1 })
    let t = strings((0..<600).map { $0 == 3 ? "no year" : "2009" })
    var result = Batch(rowCount: 1, names: ["a"], columns: [FeatureValues([7] as [Int64])])
    let error = #expect(throws: OperationError.self) {
      try transformFn.transform(
        Batch(rowCount: 600, names: ["x", "t"], columns: [x, t]),
        firstRow: 1000,
        into: &result
      )
    }
    #expect(error?.row == 1580)
    #expect(error?.problem == "found nan, expected a number that int64 holds")
    #expect(error?.feature == "x")
    #expect(result == Batch())
    let good = Batch(
      rowCount: 1,
      names: ["t", "x"],
      columns: [strings(["1971"]), FeatureValues([-1.5] as [Float])]
    )
    try transformFn.transform(good, into: &result)
    #expect(result["a"]?.int64s == [-1])
    #expect(result["b"]?.int64s == [31_536_000])
  }

  @Test func `a missing column is named`() throws {
    let transformFn = try Rows(["x": FeatureValues([0] as [Float]), "t": strings(["2000"])]).fitted(
      Self.failing
    )
    let error = #expect(throws: OperationError.self) {
      try transformFn.transform(Batch(rowCount: 1, names: ["t"], columns: [strings(["2000"])]))
    }
    #expect(error?.description == "input \"x\": the batch has no such feature of type float32")
  }

  @Test func `a column is not crossed with a constant`() throws {
    let rows = Rows(["n": FeatureValues([1, 2] as [Int64])])
    let error = #expect(throws: OperationError.self) {
      try rows.column { try hashedCross($0.int64("n"), Column<Int64>(constant: 5), bins: 10) }
    }
    #expect(error?.problem == "the columns do not have the same number of values in every row")
  }

  @Test func `a kept result stays as it is when the next row is written in its place`() throws {
    let rows = Rows(["x": FeatureValues([1, 2] as [Float])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs(passingThrough: inputs)
      outputs["y"] = try inputs.float("x") + 0.5
      return outputs
    }
    var result = Batch()
    try transformFn.transform(rows.batch.slice(0..<1), into: &result)
    let (kept, column) = (result, try #require(result["y"]))
    try transformFn.transform(rows.batch.slice(1..<2), into: &result)
    #expect(kept.columns.map(\.floats) == [[1], [1.5]])
    #expect(column.floats == [1.5])
    #expect(result.columns.map(\.floats) == [[2], [2.5]])
    #expect(rows.batch["x"]?.floats == [1, 2])
  }

  @Test func `any batch is a place for a result`() throws {
    let rows = Rows(["x": FeatureValues([1, 2, 3] as [Float])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try inputs.float("x") + 0.5
      return outputs
    }
    let ragged = FeatureValues(.int64([4, 5, 6]), layout: .ragged(rowOffsets: [0, 3]))
    for place in [
      Batch(), Batch(rowCount: 1, names: ["y"], columns: [ragged]),
      Batch(rowCount: 1, names: ["z"], columns: [FeatureValues([9] as [Float])]),
      Batch(rowCount: 1, names: ["y", "z"], columns: [ragged, ragged]),
    ] {
      var result = place
      try transformFn.transform(rows.batch, into: &result)
      let expected = FeatureValues([1.5, 2.5, 3.5] as [Float])
      #expect(result == Batch(rowCount: 3, names: ["y"], columns: [expected]))
      try transformFn.transform(rows.batch.slice(0..<0), into: &result)
      #expect(result == Batch(rowCount: 0, names: ["y"], columns: [FeatureValues([] as [Float])]))
    }
  }

  // Calls are chained 64 at a time.
  @Test func `a thousand operations on one row`() throws {
    let rows = Rows(["n": FeatureValues([1] as [Int64])])
    let column = try rows.column { inputs in
      var n = try inputs.int64("n")
      for step in 0..<1000 { n = n + Int64(step) }
      return n
    }
    #expect(column.int64s == [499_501])
  }

  @Test func `a column is found under the same name with other code points`() throws {
    let rows = Rows(["\u{E9}t\u{E9}": FeatureValues([1] as [Float])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try inputs.float("\u{E9}t\u{E9}") + 0.5
      return outputs
    }
    let batch = Batch(
      rowCount: 1,
      names: ["z", "e\u{301}te\u{301}"],
      columns: [FeatureValues([7] as [Float]), FeatureValues([1] as [Float])]
    )
    #expect(try transformFn.transform(batch)["y"]?.floats == [1.5])
  }
}
