import RawData
import TransformedData

/// What an analysis remembers of some shards: `lessons worker analyze` makes one of each, `lessons worker merge` one of many.
///
/// Merging is associative and commutative: any tree over the shards ends with the same bytes.
public struct ShardAccumulator: Sendable {
  private let analysis: SharedAnalysis
  /// What is remembered of their rows.
  package private(set) var phase: AnalysisPhase
  /// Which shards it has seen.
  public private(set) var shards: ShardNumbers
  /// Of how many.
  public let count: Int
  /// How many rows they have.
  public private(set) var rows: Int

  /// What `phase` remembers of the `rows` rows of `shard`.
  package init(_ analysis: SharedAnalysis, _ phase: AnalysisPhase, of shard: ShardFile, rows: Int) {
    (self.analysis, self.phase, self.rows) = (analysis, phase, rows)
    (shards, count) = (ShardNumbers(shard.number), shard.count)
  }

  /// Reads the line of an accumulator of `analysis`; `phase` has seen nothing.
  ///
  /// - Throws: `LineProblem` when it is none: damaged, or of another version, pipeline, phase or constants.
  package init(_ json: JSON, _ analysis: SharedAnalysis, _ phase: AnalysisPhase) throws(LineProblem) {
    guard let text = json["accumulator"]?.string else {
      throw LineProblem(
        "found \(json.shortText), expected an accumulator; `lessons worker analyze` prints one for each shard"
      )
    }
    try SealedLine.check(json)
    try analysis.check(json)
    try analysis.checkConstants(json)
    guard let bytes = Base64.bytes(of: text), let rows = json["rows"]?.int,
      (0...SealedLine.largestSize).contains(rows),
      let count = json["of"]?.int,
      let shards = json["shards"]?.string.flatMap(ShardNumbers.init), shards.last < count
    else { throw LineProblem("found an accumulator that no worker has written") }
    (self.analysis, self.phase, self.rows) = (analysis, phase, rows)
    (self.shards, self.count) = (shards, count)
    do throws(StateError) {
      try self.phase.merge(encoded: bytes)
    } catch {
      throw LineProblem("shards \(shards): \(error)")
    }
  }

  /// Takes in all that `other` has seen.
  ///
  /// - Throws: `LineProblem` when a shard is in both, or they are of sets of different sizes.
  package mutating func merge(_ other: ShardAccumulator) throws(LineProblem) {
    guard count == other.count else {
      throw LineProblem("found shards \(other.shards) of \(other.count), expected some of \(count)")
    }
    try shards.formUnion(other.shards)
    phase.merge(other.phase)
    rows += other.rows
  }

  /// What is known when this is all: the next constants.
  ///
  /// - Throws: `LineProblem` when a shard is missing, `OperationError` when an analyzer has no result for the rows.
  package func finish() throws -> SharedAnalysis {
    if let missing = shards.firstMissing(of: count) {
      throw LineProblem("found shards \(shards) of \(count), expected all: shard \(missing) is missing")
    }
    var next = analysis
    next.fill(try phase.finish())
    return next
  }

  /// The accumulator as a line: the same for the same shards.
  package var json: JSON {
    SealedLine.json([
      .init("pipeline", .string(analysis.pipeline)), .init("analysis", .string(analysis.identity)),
      .init("shards", .string("\(shards)")), .init("of", .int(count)), .init("rows", .int(rows)),
      .init("accumulator", .string(Base64.text(of: phase.encode()))),
    ])
  }
}
