import RawData
import TFRecords

/// A file of transformed rows that a worker has made: `lessons worker transform` makes one of each shard.
public struct TransformedPart: Equatable, Sendable {
  /// Of which shard.
  public let shard: Int
  /// How many shards there are.
  public let count: Int
  /// How many rows it has.
  public let rows: Int
  /// How many bytes it has.
  public let bytes: Int

  /// The file made of `shard`.
  package init(of shard: ShardFile, rows: Int, bytes: Int) {
    (self.shard, count, self.rows, self.bytes) = (shard.number, shard.count, rows, bytes)
  }

  /// The file's name.
  public var name: String { ShardedRecords.shardName(shard, of: count) }

  /// Reads the line of a part that was made with the constants of `analysis`.
  ///
  /// - Throws: `LineProblem` when it is none.
  package init(_ json: JSON, _ analysis: SharedAnalysis) throws(LineProblem) {
    guard json["part"] != nil else {
      throw LineProblem(
        "found \(json.shortText), expected a part; `lessons worker transform` prints one for each shard"
      )
    }
    try SealedLine.check(json)
    try analysis.check(json)
    try analysis.checkConstants(json)
    guard let shard = json["shard"]?.int, let count = json["of"]?.int, let rows = json["rows"]?.int,
      let bytes = json["bytes"]?.int, 0 <= shard, shard < count, count <= ShardNumbers.largestCount,
      (0...SealedLine.largestSize).contains(rows), (0...SealedLine.largestSize).contains(bytes)
    else { throw LineProblem("found a part that no worker has written") }
    (self.shard, self.count, self.rows, self.bytes) = (shard, count, rows, bytes)
  }

  /// The part as a line.
  package func json(_ analysis: SharedAnalysis) -> JSON {
    SealedLine.json([
      .init("pipeline", .string(analysis.pipeline)), .init("analysis", .string(analysis.identity)),
      .init("part", .string(name)), .init("shard", .int(shard)), .init("of", .int(count)),
      .init("rows", .int(rows)), .init("bytes", .int(bytes)),
    ])
  }
}

extension [TransformedPart] {
  /// All files of a set in order, when these are all.
  ///
  /// - Throws: `LineProblem` for one that is missing or there twice.
  package func asWholeSet() throws(LineProblem) -> [TransformedPart] {
    guard let first else { throw LineProblem("found no parts, expected one for each shard") }
    var shards = ShardNumbers(first.shard)
    for part in dropFirst() {
      guard part.count == first.count else {
        throw LineProblem("found \(part.name) and \(first.name), expected the same number of shards")
      }
      try shards.formUnion(ShardNumbers(part.shard))
    }
    if let missing = shards.firstMissing(of: first.count) {
      throw LineProblem(
        "found the parts \(shards) of \(first.count), expected all: part \(missing) is missing"
      )
    }
    return sorted { $0.shard < $1.shard }
  }
}
