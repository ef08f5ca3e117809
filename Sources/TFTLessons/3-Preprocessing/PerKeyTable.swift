import RawData

/// The keys of a per-key analysis, to find each row's place in the analysis's other results: the keys are ascending, strings by
/// their bytes, and the results stand in the same order.
struct PerKeyTable: Sendable {
  private let index: KeyIndex
  private let keys: FeatureValues

  /// A table of the analysis's keys.
  ///
  /// - Throws: `RowError` when a key comes twice.
  init(_ keys: FeatureValues) throws(RowError) {
    var index = KeyIndex()
    _ = index.insert(try PerKeyKeys.strings(of: keys))
    guard index.count == keys.valueCount else {
      throw RowError("found \(keys.valueCount) keys, \(index.count) of them distinct")
    }
    self.index = index
    self.keys = keys
  }

  /// How many keys there are.
  var count: Int { index.count }

  /// The place of each value of `key` among the keys; -1 for one that was not analyzed.
  func rows(of key: Operand) throws(RowError) -> [Int] {
    index.find(try PerKeyKeys.strings(of: key.values))
  }

  /// A key as text, strings in quotes.
  func text(at row: Int) -> String {
    keys.type == .string ? "\"\(keys.text(at: row))\"" : keys.text(at: row)
  }
}
