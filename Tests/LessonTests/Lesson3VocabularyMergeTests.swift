import Preprocessing
import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Vocabularies of shards: the same whatever the shards, and right.
@Suite("Lesson 3: vocabularies, merged", .tags(.lesson3), .scratchDirectory)
struct Lesson3VocabularyMergeTests {
  static let rowCount = 300

  /// Rows of up to three words with a weight for each word, and a label.
  static let batch: Batch = {
    var random = SplitMix64(seed: 11)
    var (words, offsets, weights) = (ByteStrings(), [0], [Float]())
    for _ in 0..<rowCount {
      var row: Set<Int> = []
      for _ in 0..<random.next(below: 4) { row.insert(random.next(below: 1 + random.next(below: 40))) }
      for word in row.sorted() {
        words.append((String(repeating: "w", count: word % 13) + "\(word)").utf8)
        weights.append(Float(random.nextUniform() - 0.25) * (word % 3 == 0 ? 1e20 : 1e-9))
      }
      offsets.append(words.count)
    }
    let layout = FeatureValues.Layout.ragged(rowOffsets: offsets)
    let labels = (0..<rowCount).map { _ in Int64(random.next(below: 4)) - 1 }
    return Batch(
      rowCount: rowCount,
      names: ["x", "w", "l", "n"],
      columns: [
        FeatureValues(.string(words), layout: layout), FeatureValues(.float32(weights), layout: layout),
        FeatureValues(labels),
        FeatureValues(.int64((0..<words.count).map { Int64(words.size(of: $0)) - 3 }), layout: layout),
      ]
    )
  }()

  static let schema = Schema([
    FeatureSpec("x", .string, presence: .optional), FeatureSpec("w", .float32, presence: .optional),
    FeatureSpec("l", .int64), FeatureSpec("n", .int64, presence: .optional),
  ])

  static func graph() throws -> PreprocessingGraph {
    try PreprocessingGraph(schema: schema) { inputs in
      let x = try inputs.string("x")
      try vocabulary(x, vocabFilename: "count", storeFrequency: true)
      try vocabulary(try inputs.int64("n"), topK: 7, vocabFilename: "int", storeFrequency: true)
      try vocabulary(x, vocabFilename: "weight", storeFrequency: true, weights: try inputs.float("w"))
      try vocabulary(
        x,
        vocabFilename: "label",
        storeFrequency: true,
        labels: try inputs.int64("l"),
        useAdjustedMutualInfo: true,
        minDiffFromAvg: 0
      )
      return Outputs()
    }
  }

  /// The files of the vocabularies that a phase has found.
  static func files(_ phase: AnalysisPhase) throws -> [String: [UInt8]] {
    let scratch = try ScratchDirectory.current
    var graph = try graph()
    graph.fill(try phase.finish())
    let transformFn = try graph.analyze { RowsReader(batch, schema: $0) }
    try transformFn.write(to: scratch.path("transform_fn.json"))
    return try scratch.files(below: "transform_fn/assets")
  }

  static func phase() throws -> AnalysisPhase { try #require(try graph().nextPhase()) }

  static let whole: AnalysisPhase? = {
    var whole = try? phase()
    try? whole?.add(batch)
    return whole
  }()

  @Test(arguments: [1, 7, 64, 299])
  func `shards of any size, merged in any order and grouping, give the same files and the same bytes`(
    size: Int
  ) throws {
    let whole = try #require(Self.whole)
    let expected = try Self.files(whole)
    #expect(expected.keys.sorted() == ["count", "int", "label", "weight"])
    var shards = try stride(from: 0, to: Self.rowCount, by: size).map { start in
      var shard = try Self.phase()
      try shard.add(Self.batch.slice(start..<min(start + size, Self.rowCount)), firstRow: start)
      return shard
    }
    var random = SplitMix64(seed: UInt64(size))
    while shards.count > 1 {
      let other = shards.remove(at: random.next(below: shards.count))
      let index = random.next(below: shards.count)
      // One by value, one through bytes.
      if random.next(below: 2) == 0 {
        shards[index].merge(other)
      } else {
        try shards[index].merge(encoded: other.encode())
      }
    }
    #expect(shards[0].encode() == whole.encode())
    #expect(try Self.files(shards[0]) == expected)
  }

  @Test func `counts are those of a dictionary, in TFT's order`() throws {
    guard case .string(let words)? = Self.batch["x"]?.storage else { return }
    var counts: [String: Int] = [:]
    for index in 0..<words.count { counts[words.string(at: index), default: 0] += 1 }
    let lines = counts.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map { "\($0.value) \($0.key)\n" }
    let files = try Self.files(try #require(Self.whole))
    #expect(String(decoding: files["count"] ?? [], as: UTF8.self) == lines.joined())
  }

  @Test func `sums of weights are exact, rounded once`() throws {
    guard case .string(let words)? = Self.batch["x"]?.storage,
      case .float32(let weights)? = Self.batch["w"]?.storage
    else { return }
    var sums: [String: ExactSum] = [:]
    for index in 0..<words.count {
      sums[words.string(at: index), default: ExactSum()].add(Double(weights[index]))
    }
    let lines = sums.mapValues(\.value).sorted { ($0.value, $0.key) > ($1.value, $1.key) }
      .map { "\($0.value) \($0.key)\n" }
    let files = try Self.files(try #require(Self.whole))
    #expect(String(decoding: files["weight"] ?? [], as: UTF8.self) == lines.joined())
  }

  @Test func `every cut and every flipped byte of the state is refused or harmless, never a trap`() throws {
    var phase = try Self.phase()
    try phase.add(Self.batch.slice(0..<4))
    let bytes = phase.encode()
    for end in 0..<bytes.count {
      var other = try Self.phase()
      #expect(throws: StateError.self) { try other.merge(encoded: Array(bytes[..<end])) }
    }
    var refused = 0
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0x81
      var other = try Self.phase()
      do {
        try other.merge(encoded: damaged)
        other.merge(phase)
        _ = try? other.finish()
      } catch { refused += 1 }
    }
    #expect(refused > bytes.count / 3)
  }

  @Test func `tokens out of order, counts of nothing and integers of the wrong size are refused`() throws {
    func problem(_ write: (inout StateEncoder) -> Void, isText: Bool = true) -> String? {
      var encoder = StateEncoder()
      write(&encoder)
      let analyzer = VocabularyAnalyzer(
        options: .init(asset: .init(fileName: "v")),
        isText: isText,
        hasWeights: false
      )
      var accumulator = analyzer.makeAccumulator()
      var decoder = StateDecoder(encoder.bytes)
      do throws(StateError) {
        try accumulator.restore(from: &decoder)
        return nil
      } catch { return error.problem }
    }
    func tokens(_ tokens: [(String, Int)]) -> (inout StateEncoder) -> Void {
      {
        $0.write(tokens) {
          $0.write(bytes: Array($1.0.utf8)); $0.write($1.1)
        }
      }
    }
    #expect(problem(tokens([("a", 1), ("b", 2)])) == nil)
    #expect(problem(tokens([("b", 1), ("a", 2)])) == "found the tokens out of order")
    #expect(problem(tokens([("a", 1), ("a", 2)])) == "found the tokens out of order")
    #expect(problem(tokens([("a", 0)])) == "found a count of 0, expected 1 to 2^53")
    #expect(problem(tokens([("a", .max)])) == "found a count of \(Int.max), expected 1 to 2^53")
    #expect(problem(tokens([("a", 1)]), isText: false) == "found an integer of 1 bytes")
  }
}
