import Drawing
import RawData

/// A data set's statistics and anomalies as text for people.
struct StatisticsReport: Sendable {
  let statistics: DatasetStatistics

  /// A heading, and a table each for numbers and for strings.
  var tables: String {
    let numbers = statistics.features.filter { $0.numeric != nil }
    let strings = statistics.features.filter { $0.string != nil }
    let parts = [
      "\(statistics.rowCount) rows, \(statistics.features.count) features",
      numbers.isEmpty ? "" : numericTable(numbers),
      strings.isEmpty ? "" : stringTable(strings),
      notes,
    ]
    return parts.filter { !$0.isEmpty }.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(
      separator: "\n"
    )
  }

  /// Anomalies in order, each with what to do about it.
  static func list(_ anomalies: [Anomaly]) -> String {
    if anomalies.isEmpty { return "no anomalies" }
    let heading = anomalies.count == 1 ? "1 anomaly" : "\(anomalies.count) anomalies"
    return ([heading] + anomalies.map(\.description)).joined(separator: "\n")
  }

  private func numericTable(_ features: [FeatureStatistics]) -> String {
    var table = TextTable(columns: [
      ("feature", .left), ("type", .left), ("count", .right), ("missing", .right), ("zeros", .right),
      ("unique", .right), ("min", .right), ("median", .right), ("max", .right), ("mean", .right),
      ("std dev", .right),
    ])
    for feature in features {
      guard let numeric = feature.numeric else { continue }
      table.addRow([
        feature.name, feature.type.rawValue, String(feature.valueCount), String(feature.missingCount),
        String(numeric.zeroCount), Self.unique(feature), feature.text(of: numeric.min),
        feature.text(of: numeric.median), feature.text(of: numeric.max), fixed(numeric.mean, places: 3),
        fixed(numeric.standardDeviation, places: 3),
      ])
    }
    return table.render()
  }

  private func stringTable(_ features: [FeatureStatistics]) -> String {
    var table = TextTable(columns: [
      ("feature", .left), ("count", .right), ("missing", .right), ("unique", .right),
      ("bytes min", .right), ("mean", .right), ("max", .right), ("most frequent", .left), ("times", .right),
    ])
    for feature in features {
      guard let string = feature.string else { continue }
      let top = feature.topValues(1).first
      table.addRow([
        feature.name, String(feature.valueCount), String(feature.missingCount),
        Self.unique(feature), String(string.minLength), fixed(string.meanLength, places: 1),
        String(string.maxLength), Self.shortened(top?.text ?? "", to: 32), top.map { String($0.count) } ?? "",
      ])
    }
    return table.render()
  }

  /// The number of distinct values, marked when it is not exact.
  static func unique(_ feature: FeatureStatistics) -> String {
    let unique = feature.unique
    if unique.isExact { return String(unique.estimate) }
    return feature.string != nil ? "~\(unique.estimate)" : ">=\(unique.estimate)"
  }

  /// A text with at most `count` characters.
  static func shortened(_ text: String, to count: Int) -> String {
    text.count <= count ? text : text.prefix(count - 1) + "…"
  }

  /// What the marks in the tables mean.
  private var notes: String {
    statistics.features.filter { !$0.unique.isExact }.map { feature in
      if feature.string != nil {
        let error = fixed(feature.unique.standardError, places: 0)
        return
          "\(feature.name): too many distinct values to keep; unique has a standard error of \(error), and the most "
          + "frequent ones are from a sample."
      }
      let error = feature.numeric?.distribution.relativeError ?? 0
      return
        "\(feature.name): too many distinct values to keep; median and quantiles have a relative error below \(error)."
    }.joined(separator: "\n")
  }
}
