import Preprocessing
import RawData
import Testing
import TransformedData

/// Analyses of the same columns that one accumulator serves.
@Suite("Lesson 4: shared accumulators", .tags(.lesson4))
struct Lesson4SharedAccumulatorTests {
  private static let rows = Rows([
    "n": FeatureValues((0..<40).map { Int64($0 * $0 % 17) }),
    "other": FeatureValues((0..<40).map { Float($0) / 3 }),
    "s": strings((0..<40).map { "key \($0 % 7)" }),
    "t": strings((0..<40).map { String(repeating: "t", count: 1 + $0 * $0 % 11) }),
    "x": FeatureValues((0..<40).map { $0 == 9 ? .nan : Float($0 * 7 % 13) }),
  ])

  private typealias Columns = [@Sendable (Inputs) throws -> Column<Float>]

  /// A function with one output for each of `columns`.
  private static func function(_ columns: Columns) -> PreprocessingFn {
    { inputs in
      var outputs = Outputs()
      for (index, column) in columns.enumerated() { outputs["\(index)"] = try column(inputs) }
      return outputs
    }
  }

  /// How many accumulators a phase has: what its bytes say.
  private static func accumulatorCount(_ columns: Columns) throws -> Int {
    let graph = try PreprocessingGraph(schema: rows.schema, function(columns))
    var decoder = StateDecoder(try #require(try graph.nextPhase()).encode())
    _ = try decoder.readString()
    return try decoder.readInt()
  }

  /// Analyses that share, by the number of accumulators that they need.
  private static let sharing: [(accumulators: Int, columns: Columns)] = [
    (
      1, [{ mean(try $0.float("x")) }, { variance(try $0.float("x")) }, { scaleToZScore(try $0.float("x")) }]
    ),
    (
      1,
      [
        { Preprocessing.min(try $0.float("x")) }, { Preprocessing.max(try $0.float("x")) },
        { scaleTo01(try $0.float("x")) },
      ]
    ),
    // Each casts the integers by itself.
    (1, [{ scaleToZScore(try $0.int64("n")) }, { mean(Column<Float>(try $0.int64("n"))) }]),
    (1, [{ scaleTo01(try $0.float("x")) }, { scaleTo01(try $0.float("x")) }]),
    (1, [{ mean(log(try $0.float("other") + 1)) }, { variance(log(try $0.float("other") + 1)) }]),
    (1, [{ try quantiles($0.float("x"), buckets: 4) }, { try quantiles($0.float("x"), buckets: 10) }]),
    (
      1,
      [
        { try scaleToZScorePerKey($0.float("x"), key: $0.string("s")) },
        { try scaleToZScorePerKey($0.float("x"), key: $0.string("s")) },
      ]
    ),
    (
      1,
      [
        { Column<Float>(try bucketizePerKey($0.float("x"), key: $0.string("s"), buckets: 2)) },
        { Column<Float>(try bucketizePerKey($0.float("x"), key: $0.string("s"), buckets: 3)) },
      ]
    ),
    (
      1,
      [
        { Column<Float>(try computeAndApplyVocabulary($0.string("t"), topK: 3, vocabFilename: "few")) },
        {
          Column<Float>(try computeAndApplyVocabulary($0.string("t"), numOOVBuckets: 2, vocabFilename: "all"))
        },
        {
          Column<Float>(
            try computeAndApplyVocabulary($0.string("t"), frequencyThreshold: 4, vocabFilename: "often")
          )
        },
      ]
    ),
  ]

  /// Analyses that do not.
  private static let apart: [(accumulators: Int, columns: Columns)] = [
    (2, [{ mean(try $0.float("x")) }, { mean(try $0.float("other")) }]),
    (2, [{ mean(try $0.float("x")) }, { Preprocessing.min(try $0.float("x")) }]),
    (2, [{ mean(try $0.float("x")) }, { try mean($0.float("x"), elementwise: true) }]),
    (2, [{ mean(try $0.int64("n")) }, { mean(Column<Float>(try $0.int64("n"))) }]),
    (2, [{ mean(try $0.float("x") + 1) }, { mean(try $0.float("x") + 2) }]),
    (2, [{ mean(try $0.float("x") - $0.float("other")) }, { mean(try $0.float("other") - $0.float("x")) }]),
    (
      2,
      [
        { try quantiles($0.float("x"), buckets: 4) },
        { try quantiles($0.float("x"), buckets: 4, distinctLimit: 5000) },
      ]
    ),
    (
      2,
      [
        { try quantiles($0.float("other"), buckets: 4) },
        { try quantiles($0.float("other"), buckets: 4, weights: $0.float("other")) },
      ]
    ),
    (
      2,
      [
        { Column<Float>(try computeAndApplyVocabulary($0.string("t"), vocabFilename: "plain")) },
        {
          Column<Float>(
            try computeAndApplyVocabulary(
              $0.string("t"),
              vocabFilename: "weighted",
              weights: $0.float("other")
            )
          )
        },
      ]
    ),
  ]

  @Test(arguments: (sharing + apart).indices)
  func `as many accumulators are kept as there is to remember`(index: Int) throws {
    let (accumulators, columns) = (Self.sharing + Self.apart)[index]
    #expect(try Self.accumulatorCount(columns) == accumulators)
  }

  /// Each alone is the oracle of all together.
  @Test(arguments: (sharing + apart).indices)
  func `analyses that share find what each finds alone`(index: Int) throws {
    let columns = (Self.sharing + Self.apart)[index].columns
    let together = try Self.rows.fitted(Self.function(columns))
    let transformed = try together.transform(Self.rows.batch)
    var notices: Set<String> = []
    for (index, column) in columns.enumerated() {
      let alone = try Self.rows.fitted(Self.function([column]))
      notices.formUnion(alone.notices)
      let expected = try #require(try alone.transform(Self.rows.batch)["0"])
      #expect(try #require(transformed["\(index)"]).bits == expected.bits)
    }
    #expect(Set(together.notices) == notices)
  }

  @Test func `analyses that share merge from the bytes of other processes`() throws {
    let columns = Self.sharing[0].columns + Self.sharing[8].columns
    var graph = try PreprocessingGraph(schema: Self.rows.schema, Self.function(columns))
    let phase = try #require(try graph.nextPhase())
    var merged = phase.empty
    for range in [25..<40, 0..<1, 1..<25] {
      var part = phase.empty
      try part.add(Self.rows.batch.slice(range))
      try merged.merge(encoded: part.encode())
    }
    graph.fill(try merged.finish())
    let transformFn = try graph.analyze { _ in RowsReader(Self.rows.batch, schema: Self.rows.schema) }
    let whole = try Self.rows.fitted(Self.function(columns))
    #expect(try transformFn.transform(Self.rows.batch).bits == whole.transform(Self.rows.batch).bits)
    #expect(transformFn.vocabulary(named: "few")?.count == 3)
  }

  // Their text is the same, for what tells them apart has no room in it.
  @Test func `analyses of different expressions that are too long to be written do not merge`() throws {
    func phase(_ start: Float) throws -> AnalysisPhase {
      let graph = try PreprocessingGraph(
        schema: Self.rows.schema,
        Self.function([
          { inputs in mean((0..<9).reduce(try inputs.float("x") + start) { sum, _ in sum + sum }) }
        ])
      )
      return try #require(try graph.nextPhase())
    }
    var first = try phase(1)
    #expect(throws: Never.self) { try first.merge(encoded: phase(1).encode()) }
    let error = #expect(throws: StateError.self) { try first.merge(encoded: phase(2).encode()) }
    #expect(error?.problem.hasPrefix("found an analysis mean(") == true)
  }
}
