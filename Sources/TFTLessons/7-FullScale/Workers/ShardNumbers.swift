import TFRecords

/// Some of the shards of a set, by their numbers: `0-3,7`.
///
/// Whatever was merged says of which shards it is. So a shard that comes twice, or not at all, is found out.
public struct ShardNumbers: Equatable, Sendable {
  /// The most shards that a set can have.
  static let largestCount = ShardedRecords.largestShardCount

  /// Ascending, with a gap between any two.
  private var ranges: [ClosedRange<Int>]

  /// One shard.
  public init(_ number: Int) {
    ranges = [number...number]
  }

  /// The numbers that `text` names, as `description` writes them; nil for any other text.
  init?(_ text: String) {
    ranges = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1], 0 <= first,
        first <= last,
        last < Self.largestCount, ranges.last.map({ $0.upperBound + 1 < first }) ?? true
      else { return nil }
      ranges.append(first...last)
    }
    guard description == text else { return nil }
  }

  /// The largest number.
  var last: Int { ranges.last?.upperBound ?? 0 }

  /// The first of `count` shards that is not among these; nil when all are.
  func firstMissing(of count: Int) -> Int? {
    guard let first = ranges.first, first.lowerBound == 0 else { return 0 }
    return first.upperBound + 1 < count ? first.upperBound + 1 : nil
  }

  /// Takes in those of `other`.
  ///
  /// - Throws: `LineProblem` for a number that both have.
  mutating func formUnion(_ other: ShardNumbers) throws(LineProblem) {
    var union: [ClosedRange<Int>] = []
    for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = union.last, range.lowerBound <= last.upperBound + 1 else {
        union.append(range)
        continue
      }
      guard range.lowerBound > last.upperBound else {
        throw LineProblem("found shard \(range.lowerBound) a second time, expected each once")
      }
      union[union.count - 1] = last.lowerBound...range.upperBound
    }
    ranges = union
  }
}

extension ShardNumbers: CustomStringConvertible {
  /// `0-3,7`.
  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
