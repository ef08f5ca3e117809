import Preprocessing
import RawData

extension TransformFn {
  /// The analyses with a file of their own, by the file's name.
  var assetSteps: [String: Int] {
    let named = steps.indices.compactMap { index in
      steps[index].analysis?.asset.map { ($0.fileName, index) }
    }
    return Dictionary(named) { first, _ in first }
  }
}

extension Step.Analysis {
  /// Whether the results of the two are about the same.
  func isLike(_ other: Step.Analysis) -> Bool {
    analyzer == other.analyzer && resultNames == other.resultNames
  }

  /// Whether the first result is what the others belong to.
  var keysFirst: Bool { resultNames.count > 1 && ["keys", "tokens"].contains(resultNames[0]) }
}

extension FeatureSpec {
  /// Type, values per row, presence and domain: `int64, optional, 0 to 99`.
  var shortDescription: String {
    var parts = [type.rawValue]
    if width > 1 { parts.append("\(width) values") }
    switch presence {
    case .required: break
    case .optional: parts.append("optional")
    case .defaultValue(let value): parts.append("\(quoted(value.utf8)) by default")
    }
    if let idDomain { parts.append("\(idDomain.min) to \(idDomain.max)") }
    return parts.joined(separator: ", ")
  }
}

extension FeatureValues {
  /// The first few values and how many there are: `[0.0, 0.1, ... 10 in all]`.
  var shortList: String {
    let shown = (0..<min(valueCount, 8)).map { index in
      if case .string(let strings) = storage { quoted(strings[index]) } else { text(at: index) }
    }
    if valueCount == 1 { return shown[0] }
    let rest = valueCount > shown.count ? ["... \(valueCount) in all"] : []
    return "[\((shown + rest).joined(separator: ", "))]"
  }
}
