import RawData

/// The keys that have boundaries, and the boundaries of each.
struct BoundariesPerKey: Sendable {
  /// Numbers the keys from 0.
  private(set) var keys = KeyIndex()
  /// By the key's number.
  let boundaries: [[Float]]

  /// The keys and their boundaries, one key's after the other's, as an analysis has found them.
  ///
  /// - Throws: `RowError` when they depend on the row, or there are not as many for every key.
  init(keys names: FeatureValues?, boundaries edges: FeatureValues?) throws(RowError) {
    guard case .string(let names)? = names?.storage, case .float32(let edges)? = edges?.storage else {
      throw RowError("the keys and their boundaries are not the same for every row")
    }
    let count = keys.insert(names).count
    let width = edges.count / max(1, count)
    guard count == keys.count, width * count == edges.count else {
      throw RowError("found \(edges.count) boundaries for \(count) keys, expected as many for each")
    }
    boundaries = (0..<count).map { Array(edges[$0 * width..<($0 + 1) * width]) }
  }
}
