import Preprocessing
import RawData
import Testing
import TransformedData

@testable import FullScale

/// An analysis of two phases whose every step goes through lines.
@Suite("Lesson 7: shared analysis", .tags(.lesson7), .scratchDirectory)
struct Lesson7SharedAnalysisTests {
  private static let rows = EverythingRows.rows(count: 300)

  private static func start(_ function: PreprocessingFn = everythingPreprocessingFn) throws -> SharedAnalysis
  {
    SharedAnalysis(try PreprocessingGraph(schema: rows.schema, function), rows.schema)
  }

  /// What somebody knows who has read the line.
  private static func restored(_ json: JSON) throws -> SharedAnalysis {
    var analysis = try start()
    try analysis.restore(JSON.parse(Array(json.compactText.utf8), path: "line"))
    return analysis
  }

  /// All phases over shards of so many rows, merged from the last to the first; each worker knows lines alone.
  private static func analyzed(shardSizes: [Int]) throws -> SharedAnalysis {
    var known = try start().json
    while true {
      let analysis = try restored(known)
      guard let empty = try analysis.nextPhase() else { return analysis }
      var first = 0
      var lines: [JSON] = []
      for (number, size) in shardSizes.enumerated() {
        var phase = empty
        try phase.add(rows.batch.slice(first..<first + size))
        first += size
        let shard = ShardFile(number: number, of: shardSizes.count, path: "rows")
        lines.append(ShardAccumulator(analysis, phase, of: shard, rows: size).json)
      }
      var accumulators = try lines.reversed().map { try ShardAccumulator($0, restored(known), empty) }
      var merged = accumulators.removeFirst()
      for accumulator in accumulators { try merged.merge(accumulator) }
      #expect(merged.rows == 300)
      known = try merged.finish().json
    }
  }

  /// `transform_fn.json` and the vocabularies, as they are written.
  private static func written(_ transformFn: TransformFn, as name: String) throws -> [String: [UInt8]] {
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: "\(scratch.makeDirectory(name))/transform_fn.json")
    return try scratch.files(below: name)
  }

  @Test func `every analyzer finds in shards what it finds in the whole, over two phases`() throws {
    let whole = try PreprocessingGraph(schema: Self.rows.schema, everythingPreprocessingFn).analyze {
      RowsReader(Self.rows.batch, schema: $0)
    }
    let expected = try Self.written(whole, as: "whole")
    #expect(expected.count > 8)
    for sizes in [[300], [1, 250, 49]] {
      let analysis = try Self.analyzed(shardSizes: sizes)
      #expect(analysis.phaseCount == 2 && analysis.phasesDone == 2 && analysis.isComplete)
      let transformFn = try analysis.transformFn()
      #expect(try Self.written(transformFn, as: "shards-\(sizes.count)") == expected)
      #expect(try transformFn.transform(Self.rows.batch).bits == whole.transform(Self.rows.batch).bits)
    }
  }

  @Test func `a function without an analyzer needs no phase`() throws {
    let analysis = try Self.start { inputs in
      var outputs = Outputs()
      outputs["x"] = try inputs.float("x") + 1
      return outputs
    }
    #expect(analysis.phaseCount == 0 && analysis.isComplete)
    #expect(try analysis.nextPhase() == nil)
  }

  @Test func `constants that no worker has found are refused`() throws {
    let known = try Self.analyzed(shardSizes: [300]).json
    let text = known.compactText
    // The seal is that of the contents; a line of other contents needs another one.
    let other = text.replacing("\"min_max_1\"", with: "\"min_max_9\"", maxReplacements: 1)
    #expect(other != text)
    #expect(throws: LineProblem.self) { try Self.restored(JSON.parse(Array(other.utf8), path: "line")) }
  }

  @Test func `numbers of shards are written shortly, and each is there once`() throws {
    var numbers = ShardNumbers(3)
    for number in [0, 7, 2] { try numbers.formUnion(ShardNumbers(number)) }
    #expect("\(numbers)" == "0,2-3,7")
    #expect(numbers.firstMissing(of: 8) == 1)
    try numbers.formUnion(ShardNumbers(1))
    #expect("\(numbers)" == "0-3,7" && ShardNumbers("0-3,7") == numbers)
    #expect(throws: LineProblem("found shard 2 a second time, expected each once")) {
      try numbers.formUnion(ShardNumbers(2))
    }
    var rest = try #require(ShardNumbers("4-6"))
    try rest.formUnion(numbers)
    #expect("\(rest)" == "0-7" && rest.firstMissing(of: 8) == nil && rest.firstMissing(of: 9) == 8)
  }

  @Test(arguments: ["", "1,", "2-1", "0,1", "0-0", "3,1", "-1", "0-99999", "01", "1-2-3"])
  func `other texts are no numbers of shards`(text: String) {
    #expect(ShardNumbers(text) == nil)
  }
}
