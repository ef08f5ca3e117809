import Preprocessing
import RawData
import TFRecords
import TransformedData

/// The analysis of a data set shard by shard. What each shard's accumulators have seen is kept on disk, so that no shard is
/// ever analyzed twice, whenever the program ends; a shard that comes later costs its own rows alone.
///
/// A file of states, `PHASE/SHARD.state`, is named after all that it follows from: the `preprocessing_fn`, the names of the
/// columns, what earlier phases have found, and the shard's text. At its end is the CRC-32C of the rest. So it is right whenever
/// it is there and whole, and nothing has to be kept that says so.
public struct ShardedAnalysis {
  /// What an analysis has found.
  public struct Found: Sendable {
    /// The transform.
    public let transformFn: TransformFn
    /// What differs for two transforms that differ.
    public let fingerprint: String
    /// How many shards were analyzed now, all phases together; the others were analyzed before.
    public let analyzedShards: Int
    /// How many bytes the states of all shards have together.
    public let stateBytes: Int
  }

  /// Where the states are kept.
  private let directory: String
  private let threads: Int

  /// - Parameters:
  ///   - directory: where the states are kept; made where it does not exist.
  ///   - threads: how many batches are analyzed at once; nothing depends on it.
  public init(directory: String, threads: Int = Parallelism.processorCount) {
    (self.directory, self.threads) = (directory, threads)
  }

  /// Fits `graph` to all rows.
  ///
  /// - Parameters:
  ///   - graph: the preprocessing function, as it was traced.
  ///   - survey: the shards.
  ///   - onRows: called with the rows of each batch, from any thread; of a shard that was analyzed before with all.
  /// - Throws: whatever reading throws, with the place in the file; `FileError` when states cannot be written.
  public func run(
    _ graph: PreprocessingGraph,
    over survey: Survey,
    onRows: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> Found {
    var graph = graph
    var hash = Self.fingerprint(of: graph, columns: survey.columns)
    var (analyzed, bytes) = (0, 0)
    // snippet: merge
    while let phase = try graph.nextPhase() {
      let place = "\(directory)/\(Fingerprint.hexadecimal(hash))"
      try prepare(place)
      var merged = phase.empty
      for shard in survey.shards {
        let path = "\(place)/\(shard.fingerprint).state"
        if try restore(path, into: &merged, of: shard, size: &bytes, onRows) { continue }
        let state = try analyze(shard, phase.empty, columns: survey.columns, onRows).encode()
        try write(state, to: path)
        try merged.merge(encoded: state)
        (analyzed, bytes) = (analyzed + 1, bytes + state.count)
      }
      graph.fill(try merged.finish())
      hash = Fingerprint.cat64(hash, Fingerprint.hash64(merged.encode()[...]))
    }
    // end: merge
    return Found(
      transformFn: try graph.analyze { _ in preconditionFailure("every phase is done") },
      fingerprint: Fingerprint.hexadecimal(hash),
      analyzedShards: analyzed,
      stateBytes: bytes
    )
  }

  /// The version of what states and transformed shards follow from. It is raised whenever the same rows give others than before.
  private static let codeVersion = 1

  /// What states and transformed shards follow from beside the rows' text.
  private static func fingerprint(of graph: PreprocessingGraph, columns: [String]) -> UInt64 {
    let text = "\(codeVersion) " + columns.map { "\($0.utf8.count) \($0)" }.joined()
    return Fingerprint.cat64(graph.fingerprint, Fingerprint.hash64(Array(text.utf8)[...]))
  }

  /// Makes the directory of a phase, and takes away what a program that was ended by force has left in it.
  private func prepare(_ place: String) throws(FileError) {
    try Platform.makeDirectory(place)
    for name in try Platform.entries(of: place) where name.hasSuffix(".partial") {
      try Platform.remove("\(place)/\(name)")
    }
  }

  /// Merges the state of a shard that was analyzed before; false when there is none, or it is damaged.
  private func restore(
    _ path: String,
    into merged: inout AnalysisPhase,
    of shard: Shard,
    size: inout Int,
    _ onRows: (Int) -> Void
  ) throws -> Bool {
    guard Platform.isRegularFile(path) else { return false }
    let bytes = try InputFile.contents(of: path)
    let state = bytes.dropLast(Self.checksumSize)
    guard Self.checksum(of: state) == Array(bytes.suffix(Self.checksumSize)) else { return false }
    do throws(StateError) {
      try merged.merge(encoded: Array(state))
    } catch {
      return false
    }
    size += state.count
    onRows(shard.rowCount)
    return true
  }

  private func analyze(
    _ shard: Shard,
    _ phase: AnalysisPhase,
    columns: [String],
    _ onRows: @escaping @Sendable (Int) -> Void
  ) throws -> AnalysisPhase {
    try shard.locatingErrors(columns: columns) {
      var reader: any BatchReader = CountingReader(
        try shard.open(phase.inputSchema, columns: columns),
        onRows
      )
      let (seen, rows) = try phase.adding(&reader, threads: threads)
      try shard.checkRows(rows)
      return seen
    }
  }

  private func write(_ state: [UInt8], to path: String) throws(FileError) {
    let file = try OutputFile(path: path)
    try file.write(state + Self.checksum(of: state[...]))
    try file.commit()
  }

  private static let checksumSize = 4

  private static func checksum(of state: ArraySlice<UInt8>) -> [UInt8] {
    let checksum = CRC32C.checksum(state)
    return (0..<checksumSize).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
  }
}
