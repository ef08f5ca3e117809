import RawData

/// Constants may be as long as a vocabulary: what is shown of them.
extension FeatureValues {
  /// How many values of a constant are shown.
  private static let shownValues = 8

  /// One value as it is; of several the first few and how many there are: `[0.0, 0.1, ... 10 in all]`.
  var shortText: String {
    let shown = (0..<min(valueCount, Self.shownValues)).map { index in
      if case .string(let strings) = storage { quoted(strings[index]) } else { text(at: index) }
    }
    if valueCount == 1 { return shown[0] }
    let rest = valueCount > shown.count ? ["... \(valueCount) in all"] : []
    return "[\((shown + rest).joined(separator: ", "))]"
  }

  /// The members `value`, or `first_values` and `value_count` where there are more than are shown.
  var shortJSON: [JSON.Member] {
    let shown = (0..<min(valueCount, Self.shownValues)).map { json(at: $0) }
    if valueCount == 1 { return [.init("value", shown[0])] }
    if valueCount == shown.count { return [.init("value", .array(shown))] }
    return [.init("first_values", .array(shown)), .init("value_count", .int(valueCount))]
  }
}
