import RawData

/// One row of a feature as text: `float32 [1]` and `12.5`.
struct TensorText {
  let shape: String
  let values: String

  /// More values than these are counted, not shown.
  private static let shownValues = 6

  /// A feature whose list has no type.
  static let none = TensorText(shape: "none [0]", values: "")

  private init(shape: String, values: String) {
    self.shape = shape
    self.values = values
  }

  /// The values of `row`; a text stands between quotes and is cut after 40 characters.
  init(_ column: FeatureValues, row: Int) {
    let range = column.range(ofRow: row)
    let shown = range.prefix(Self.shownValues).map { index in
      column.type == .string ? quoted(column.text(at: index).utf8) : column.text(at: index)
    }
    shape = "\(column.type.rawValue) [\(range.count)]"
    values = shown.joined(separator: ", ") + (range.count > Self.shownValues ? ", ..." : "")
  }
}
