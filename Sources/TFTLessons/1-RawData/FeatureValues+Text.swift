extension FeatureValues {
  /// The first `limit` rows for people: `[0.5, 0.25]`, `[["a", "b"], []]`, with `...` where there are more.
  package func rowsText(upTo limit: Int) -> String {
    let rows = (0..<Swift.min(rowCount, limit)).map(rowText)
    return "[\((rows + (rowCount > limit ? ["..."] : [])).joined(separator: ", "))]"
  }

  /// Row `row` for people: its value where every row has one, a list of them otherwise.
  package func rowText(_ row: Int) -> String {
    let values = range(ofRow: row).map { type == .string ? quoted(text(at: $0).utf8) : text(at: $0) }
    return layout == .fixed(width: 1) ? values[0] : "[\(values.joined(separator: ", "))]"
  }
}
