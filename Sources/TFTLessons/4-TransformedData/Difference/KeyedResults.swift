import RawData

/// The results of an analysis whose first result is tokens or keys: the others are compared key by key.
struct KeyedResults {
  /// The keys of both, with their places before and after.
  private let common: [(key: String, before: Int, after: Int)]
  private let counts: (before: Int, after: Int)

  /// Nil when the first results are no keys of the same type.
  init?(_ before: [FeatureValues], _ after: [FeatureValues]) {
    guard let old = before.first, let new = after.first, old.type == new.type, old.type != .float32 else {
      return nil
    }
    var index = KeyIndex()
    let numbers = index.insert(new.keyStrings)
    guard numbers == Array(0..<new.valueCount) else { return nil }
    common = index.find(old.keyStrings).enumerated().compactMap { place, other in
      other < 0 ? nil : (old.text(at: place), place, other)
    }
    counts = (old.valueCount, new.valueCount)
  }

  /// What has moved of result `position`; nil where the results do not divide among the keys, nil inside when nothing has.
  func moved(_ position: Int, _ before: [FeatureValues], _ after: [FeatureValues]) -> MovedNumbers?? {
    guard position < before.count, position < after.count, counts.before > 0, counts.after > 0 else {
      return nil
    }
    let (old, new) = (before[position], after[position])
    let width = old.valueCount / counts.before
    guard old.type == new.type, width > 0, old.valueCount == width * counts.before,
      new.valueCount == width * counts.after
    else { return nil }
    let places = common.flatMap { key in
      (0..<width).map {
        (label: width == 1 ? key.key : "\(key.key)[\($0)]", key.before * width + $0, key.after * width + $0)
      }
    }
    return .some(
      MovedNumbers(
        from: FeatureValues(old.storage.selecting(places.map(\.1))),
        to: FeatureValues(new.storage.selecting(places.map(\.2)))
      ) { places[$0].label }
    )
  }
}

extension FeatureValues {
  /// The values as strings of bytes, those of numbers as text.
  fileprivate var keyStrings: ByteStrings {
    if case .string(let strings) = storage { return strings }
    return ByteStrings((0..<valueCount).map(text))
  }
}
