import RawData

extension MovedNumbers {
  /// The numbers that have moved between two lists of equal length; nil when none has.
  ///
  /// - Parameter label: what to call the number at an index.
  init?(from before: FeatureValues, to after: FeatureValues, label: (Int) -> String?) {
    numbers = (0..<before.valueCount).compactMap { index in
      guard before.bits(at: index) != after.bits(at: index) else { return nil }
      return Number(
        label: label(index),
        before: before.text(at: index),
        after: after.text(at: index),
        change: after.change(at: index, from: before)
      )
    }
    count = before.valueCount
    if numbers.isEmpty { return nil }
  }
}

extension FeatureValues {
  /// Whether the values are the same, NaN among them.
  func isSame(as other: FeatureValues) -> Bool {
    type == other.type && valueCount == other.valueCount
      && (0..<valueCount).allSatisfy { bits(at: $0) == other.bits(at: $0) }
  }

  /// A value for comparison: of a float its bits, as all NaN are the same.
  fileprivate func bits(at index: Int) -> ArraySlice<UInt8> {
    switch storage {
    case .string(let strings): strings[index]
    case .float32, .int64: Array(text(at: index).utf8)[...]
    }
  }

  /// The difference to the value of `before` at the same index, with its sign.
  fileprivate func change(at index: Int, from before: FeatureValues) -> String? {
    switch (storage, before.storage) {
    case (.float32(let after), .float32(let before)):
      let change = after[index] - before[index]
      return change.isFinite ? "\(change > 0 ? "+" : "")\(change)" : nil
    case (.int64(let after), .int64(let before)):
      let (change, overflows) = after[index].subtractingReportingOverflow(before[index])
      return overflows ? nil : "\(change > 0 ? "+" : "")\(change)"
    default: return nil
    }
  }
}
