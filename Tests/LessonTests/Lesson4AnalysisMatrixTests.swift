import Foundation
import Preprocessing
import RawData
import Testing
import TransformedData

/// The same bytes whatever the threads, the batches, the shards and their order.
@Suite("Lesson 4: one analysis, however it is divided", .tags(.lesson4), .scratchDirectory)
struct Lesson4AnalysisMatrixTests {
  static let rows = EverythingRows.rows(count: 150)

  /// `transform_fn.json` and the vocabularies, as they are written.
  private static func written(_ transformFn: TransformFn, as name: String) throws -> [String: [UInt8]] {
    let scratch = try ScratchDirectory.current
    try FileManager.default.createDirectory(atPath: scratch.path(name), withIntermediateDirectories: true)
    try transformFn.write(to: scratch.path("\(name)/transform_fn.json"))
    return try scratch.files(below: name)
  }

  private static let whole = Result {
    try PreprocessingGraph(schema: rows.schema, everythingPreprocessingFn).analyze(threads: 1) {
      RowsReader(rows.batch, schema: $0)
    }
  }

  @Test(arguments: [1, 2, 8], [1, 7, 64, 4096])
  func `threads and batch sizes make no difference`(threads: Int, batchSize: Int) throws {
    let divided = try PreprocessingGraph(schema: Self.rows.schema, everythingPreprocessingFn).analyze(
      threads: threads
    ) { RowsReader(Self.rows.batch, schema: $0, batchSize: batchSize) }
    #expect(try Self.written(divided, as: "divided") == Self.written(Self.whole.get(), as: "whole"))
  }

  /// Each shard is analyzed by itself, encoded, and merged where it arrives, as other processes would do it.
  @Test(arguments: [1, 2, 5], [false, true])
  func `shards analyzed apart and merged in any order make no difference`(shards: Int, reversed: Bool) throws
  {
    var graph = try PreprocessingGraph(schema: Self.rows.schema, everythingPreprocessingFn)
    var phases = 0
    while let phase = try graph.nextPhase() {
      phases += 1
      let count = Self.rows.batch.rowCount
      let states = try (0..<shards).map { shard in
        var part = phase.empty
        try part.add(Self.rows.batch.slice(count * shard / shards..<count * (shard + 1) / shards))
        return part.encode()
      }
      var merged = phase.empty
      for state in reversed ? states.reversed() : states { try merged.merge(encoded: state) }
      graph.fill(try merged.finish())
    }
    #expect(phases == 2)
    let transformFn = try graph.analyze { _ in RowsReader(Self.rows.batch, schema: Self.rows.schema) }
    #expect(try Self.written(transformFn, as: "merged") == Self.written(Self.whole.get(), as: "whole"))
  }

  @Test func `an analysis of the same rows has the same bytes, whatever their order`() throws {
    var graph = try PreprocessingGraph(schema: Self.rows.schema, everythingPreprocessingFn)
    var random = SplitMix64(seed: 11)
    while let phase = try graph.nextPhase() {
      var forwards = phase.empty
      var backwards = phase.empty
      var shuffled = phase.empty
      let count = Self.rows.batch.rowCount
      let cuts = stride(from: 0, to: count, by: 25).map { $0..<min($0 + 25, count) }
      for cut in cuts { try forwards.add(Self.rows.batch.slice(cut)) }
      for cut in cuts.reversed() { try backwards.add(Self.rows.batch.slice(cut)) }
      for row in random.permutation(of: count) { try shuffled.add(Self.rows.batch.slice(row..<row + 1)) }
      #expect(forwards.encode() == backwards.encode())
      #expect(forwards.encode() == shuffled.encode())
      graph.fill(try forwards.finish())
    }
  }

  @Test func `a transform with everything in it is read back as it was written`() throws {
    let whole = try Self.whole.get()
    let files = try Self.written(whole, as: "whole")
    let read = try TransformFn(contentsOf: try ScratchDirectory.current.path("whole/transform_fn.json"))
    #expect(try read.transform(Self.rows.batch).bits == whole.transform(Self.rows.batch).bits)
    #expect(try Self.written(read, as: "read") == files)
    #expect(files.count > 8)
  }

  @Test func `the bytes of another analysis, of another version, or damaged ones are refused`() throws {
    let graph = try PreprocessingGraph(schema: Self.rows.schema, everythingPreprocessingFn)
    var phase = try #require(try graph.nextPhase())
    let other = try PreprocessingGraph(schema: Self.rows.schema) { inputs in
      var outputs = Outputs()
      outputs["y"] = scaleTo01(try inputs.float("x"))
      return outputs
    }
    let bytes = try #require(try other.nextPhase()).encode()
    #expect(throws: StateError.self) { try phase.merge(encoded: bytes) }
    #expect(throws: StateError.self) { try phase.merge(encoded: [1, 2, 3]) }
    let whole = phase.encode()
    for length in stride(from: 0, to: whole.count, by: 13) {
      #expect(throws: StateError.self, "\(length) bytes") {
        try phase.merge(encoded: Array(whole.prefix(length)))
      }
    }
    #expect(throws: StateError.self) { try phase.merge(encoded: whole + [0]) }
  }
}
