import Foundation
import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// The oracle is scikit-learn 1.9.1 on float64; each test names the call.
@Suite("Lesson 3: imputation", .tags(.lesson3), .scratchDirectory)
struct Lesson3ImputationTests {
  static let file = "Mine/Function.swift"
  static let x = FeatureValues([3, .nan, 0.1, 7.5, .nan, -2, 3, 1e-3, 0.1] as [Float])
  static let v = FeatureValues(
    .float32([1, .nan, 9, .nan, 2, 9, 5, 4, .nan, 1, 4, 0.5, 2, .nan, 0.5]),
    layout: .fixed(width: 3)
  )
  static let rows = Rows(
    schema: Schema([
      FeatureSpec("x", .float32), FeatureSpec("r", .float32, presence: .optional),
      FeatureSpec("n", .int64, presence: .optional), FeatureSpec("s", .string, presence: .optional),
    ]),
    batch: Batch(
      rowCount: 9,
      names: ["x", "r", "n", "s"],
      columns: [
        x, optional(.float32([3, 0.1, 7.5, -2, 3, 1e-3, 0.1]), missing: [1, 4]),
        optional(.int64([5, -1, -1, 5, 7]), missing: [0, 1, 2, 8]),
        optional(.string(ByteStrings(["b", "a", "b", "a", "\u{00FC}"])), missing: [2, 6, 7, 8]),
      ]
    )
  )

  /// Nine rows with at most one value, those of `missing` without any.
  static func optional(_ values: FeatureValues.Storage, missing: Set<Int>) -> FeatureValues {
    var rowOffsets = [0]
    for row in 0..<9 { rowOffsets.append((rowOffsets.last ?? 0) + (missing.contains(row) ? 0 : 1)) }
    return FeatureValues(values, layout: .ragged(rowOffsets: rowOffsets))
  }

  static func imputed(_ name: String, _ imputation: Imputation<Float>) throws -> FeatureValues {
    try rows.column { try impute($0.float(name), with: imputation) }
  }

  // MARK: what is put in

  /// `SimpleImputer(strategy: "mean").fit_transform(x)` and so on, of the `float32` values.
  @Test(arguments: ["x", "r"])
  func `a NaN and a row without a value get what scikit-learn puts in`(name: String) throws {
    for (imputation, filled) in [(.mean, 1.671_571_4), (.median, 0.1), (.mostFrequent, 0.1)]
      as [(Imputation<Float>, Float)]
    {
      let found = try Self.imputed(name, imputation)
      #expect(found == FeatureValues([3, filled, 0.1, 7.5, filled, -2, 3, 1e-3, 0.1]))
    }
    #expect(try Self.imputed(name, .constant(-4)).floats == [3, -4, 0.1, 7.5, -4, -2, 3, 1e-3, 0.1])
  }

  /// The same imputers on the five rows of `v`, three columns.
  @Test func `every position of a vector gets a value of its own`() throws {
    let schema = Schema([FeatureSpec("v", .float32, width: 3)])
    let rows = Rows(schema: schema, batch: Batch(rowCount: 5, names: ["v"], columns: [Self.v]))
    func imputed(_ imputation: Imputation<Float>) throws -> FeatureValues {
      try rows.column { try impute($0.float("v"), with: imputation) }
    }
    for (imputation, expected) in [
      (.mean, [1, 3.333_333_3, 9, 2.25, 2, 9, 5, 4, 4.75, 1, 4, 0.5, 2, 3.333_333_3, 0.5]),
      (.median, [1, 4, 9, 1.5, 2, 9, 5, 4, 4.75, 1, 4, 0.5, 2, 4, 0.5]),
      (.mostFrequent, [1, 4, 9, 1, 2, 9, 5, 4, 0.5, 1, 4, 0.5, 2, 4, 0.5]),
      (.constant(0), [1, 0, 9, 0, 2, 9, 5, 4, 0, 1, 4, 0.5, 2, 0, 0.5]),
    ] as [(Imputation<Float>, [Float])] {
      #expect(try imputed(imputation) == FeatureValues(.float32(expected), layout: .fixed(width: 3)))
    }
    let missing = try rows.column { isMissing(try $0.float("v")) }
    // `MissingIndicator(features: "all")`.
    #expect(
      missing
        == FeatureValues(.int64([0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]), layout: .fixed(width: 3))
    )
  }

  /// `SimpleImputer(strategy: "most_frequent").fit(n).statistics_` is -1, of texts with `missing_values=None` "a".
  @Test func `of values that are as frequent the smallest is put in`() throws {
    let integers = try Self.rows.column { try impute($0.int64("n"), with: .mostFrequent) }
    #expect(integers == FeatureValues([-1, -1, -1, 5, -1, -1, 5, 7, -1] as [Int64]))
    let texts = try Self.rows.column { try impute($0.string("s"), with: .mostFrequent) }
    #expect(texts == strings(["b", "a", "a", "b", "a", "\u{00FC}", "a", "a", "a"]))
    let constants = try Self.rows.column { try impute($0.string("s"), with: .constant("?")) }
    #expect(constants == strings(["b", "a", "?", "b", "a", "\u{00FC}", "?", "?", "?"]))
    #expect(try Self.rows.column { try impute($0.int64("n"), with: .constant(0)) }.int64s[0] == 0)
  }

  /// Fixed vectors of texts have nothing missing, but their positions are analyzed apart.
  @Test func `texts of vectors are counted for each position`() throws {
    let analyzer = MostFrequentTextAnalyzer(elements: 2)
    let texts = FeatureValues(
      .string(ByteStrings(["b", "z", "a", "y", "b", "y", "a", "x"])),
      layout: .fixed(width: 2)
    )
    for (way, found) in try accumulatedWays(analyzer, [texts]) {
      #expect(found.results == [["a", "y"]], "\(way)")
    }
  }

  @Test func `the indicator tells what was missing`() throws {
    for name in ["x", "r"] {
      #expect(
        try Self.rows.column { isMissing(try $0.float(name)) }
          == FeatureValues([0, 1, 0, 0, 1, 0, 0, 0, 0] as [Int64])
      )
    }
    #expect(try Self.rows.column { isMissing(try $0.string("s")) }.int64s == [0, 0, 1, 0, 0, 0, 1, 1, 1])
  }

  /// Of an even number of values; `np.median([3, 0.1, 7.5, -2, 3, 1e-3])` is 1.55.
  @Test func `the median of an even number of values is half-way between the middle two`() throws {
    let found = try Self.statistic([3, 0.1, 7.5, -2, 3, 1e-3], .median)
    #expect(found.values == [1.55] && found.notices.isEmpty)
    // Their sum is beyond `float32`, their mean is not.
    #expect(try Self.statistic([3e38, 2e38], .median).values == [2.5e38])
  }

  /// The value put in for a NaN that is added to `values`, and the notices but for their places.
  static func statistic(
    _ values: [Float],
    _ imputation: Imputation<Float>
  ) throws -> (values: [Float], notices: [String]) {
    let rows = Rows(["x": FeatureValues(values)])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try impute(inputs.float("x"), with: imputation, fileID: file, line: 3)
      return outputs
    }
    let filled = try transformFn.transform(Rows(["x": FeatureValues([Float.nan])]).batch)
    return (filled["y"]?.floats ?? [], transformFn.notices)
  }

  // MARK: nothing to go by

  @Test func `infinities stay, are left out, and are told of`() throws {
    let values: [Float] = [1, .infinity, 3, -.infinity, .nan, 3]
    for (name, imputation, expected) in [
      ("mean", .mean, 7 / 3), ("median", .median, 3), ("most_frequent", .mostFrequent, 3),
    ] as [(String, Imputation<Float>, Float)] {
      let found = try Self.statistic(values, imputation)
      #expect(found.values == [expected])
      #expect(found.notices == ["\(name)(x) at \(Self.file):3: left out: 1 NaN, 2 infinite"])
    }
    let kept = try Rows(["x": FeatureValues(values)]).column { try impute($0.float("x"), with: .mean) }
    #expect(kept.floats == [1, .infinity, 3, -.infinity, 7 / 3, 3])
  }

  @Test(arguments: [[], [.nan, .nan]] as [[Float]])
  func `0 is put into a column without values, with a notice`(values: [Float]) throws {
    let leftOut = values.isEmpty ? [] : ["left out: 2 NaN"]
    for (name, imputation, notice) in [
      ("mean", .mean, "no numbers, all figures are 0"), ("median", .median, "no numbers, the median is 0"),
      ("most_frequent", .mostFrequent, "no numbers, the most frequent is 0"),
    ] as [(String, Imputation<Float>, String)] {
      let found = try Self.statistic(values, imputation)
      #expect(found.values == [0])
      #expect(found.notices == (leftOut + [notice]).map { "\(name)(x) at \(Self.file):3: \($0)" })
    }
    let texts = FeatureValues(.string(ByteStrings()), layout: .ragged(rowOffsets: [0, 0, 0]))
    let schema = Schema([FeatureSpec("s", .string, presence: .optional)])
    let rows = Rows(schema: schema, batch: Batch(rowCount: 2, names: ["s"], columns: [texts]))
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try impute(inputs.string("s"), with: .mostFrequent, fileID: Self.file, line: 5)
      return outputs
    }
    #expect(try transformFn.transform(rows.batch)["y"] == strings(["", ""]))
    #expect(
      transformFn.notices == ["most_frequent(s) at \(Self.file):5: no texts, the most frequent is \"\""]
    )
  }

  @Test func `more distinct numbers than are kept make the median inexact, and a notice says so`() throws {
    let values = (0...70_000).map { Float($0) * 1.1 + 0.3 }
    let found = try Self.statistic(values, .median)
    #expect(
      found.notices == [
        "median(x) at \(Self.file):3: "
          + "more than 65536 distinct numbers, counted with a relative error below 3.0517578125e-05"
      ]
    )
    let exact = values[35_000]
    #expect((found.values[0] - exact).magnitude <= exact * 3.1e-5 && found.values[0] != 0)
  }

  // MARK: errors

  @Test func `a row with several values is refused, where it is analyzed and where it is transformed`() throws
  {
    let values = FeatureValues(.float32([1, 2, 3]), layout: .ragged(rowOffsets: [0, 1, 3]))
    let schema = Schema([FeatureSpec("r", .float32, presence: .optional)])
    let rows = Rows(schema: schema, batch: Batch(rowCount: 2, names: ["r"], columns: [values]))
    func error<Scalar>(_ column: @escaping @Sendable (Column<Float>) throws -> Column<Scalar>) throws
      -> String
    {
      let error = #expect(throws: OperationError.self) { try rows.column { try column($0.float("r")) } }
      return try #require(error).description
    }
    let problem = "row 1: found 2 values, expected at most one"
    #expect(try error { try impute($0, with: .mean, fileID: "F", line: 1) } == "F:1: mean(r), \(problem)")
    #expect(try error { try impute($0, with: .median, fileID: "F", line: 1) } == "F:1: median(r), \(problem)")
    #expect(
      try error { try impute($0, with: .constant(0), fileID: "F", line: 1) }
        == "F:1: impute(r, 0.0), \(problem)"
    )
    #expect(try error { isMissing($0, fileID: "F", line: 1) } == "F:1: is_missing(r), \(problem)")
  }

  @Test func `NaN is nothing to put in`() throws {
    let x = try Inputs(schema: Self.rows.schema).float("x")
    let error = #expect(throws: OperationError.self) {
      try impute(x, with: .constant(.nan), fileID: "F", line: 9)
    }
    #expect(error?.description == "F:9: impute: found NaN to put in, which is a missing value itself")
  }
}
