/// In how many rows two `float32` features have the same value: such numbers seldom agree by chance.
///
/// Rows in which both are 0 do not count, for 0 often stands for an unknown value, and neither do rows in which one of them
/// has no value or several.
struct EqualPairs: Equatable, Sendable {
  /// With more features there would be too many pairs; those after the first so many are not compared.
  private static let largestFeatureCount = 12

  private let names: [String]
  /// Of each pair in the order of `pairs`.
  private var counts: [Int]

  init(_ schema: Schema) {
    names = schema.features.filter { $0.type == .float32 }.prefix(Self.largestFeatureCount).map(\.name)
    counts = [Int](repeating: 0, count: names.count * max(0, names.count - 1) / 2)
  }

  mutating func add(_ batch: Batch) {
    let columns = names.map { batch[$0]?.onlyValues ?? [] }
    var pair = 0
    for (index, first) in columns.enumerated() {
      for second in columns[(index + 1)...] {
        counts[pair] += Self.agreements(first, second)
        pair += 1
      }
    }
  }

  private static func agreements(_ first: [Float], _ second: [Float]) -> Int {
    var count = 0
    for row in 0..<min(first.count, second.count) where first[row] == second[row] {
      count += first[row] == 0 ? 0 : 1
    }
    return count
  }

  mutating func merge(_ other: EqualPairs) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The pairs of features that agree in some row, and in how many.
  func finish() -> [DatasetStatistics.EqualPair] {
    let pairs = names.indices.flatMap { index in names[(index + 1)...].map { (names[index], $0) } }
    return zip(pairs, counts).filter { $1 > 0 }.map { .init(first: $0.0, second: $0.1, count: $1) }
  }
}

extension FeatureValues {
  /// The value of each row that has one alone, NaN for any other row.
  fileprivate var onlyValues: [Float] {
    guard case .float32(let values) = storage else { return [] }
    if layout == .fixed(width: 1) { return values }
    return (0..<rowCount).map { row in
      let range = range(ofRow: row)
      return range.count == 1 ? values[range.lowerBound] : .nan
    }
  }
}
