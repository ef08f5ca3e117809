import Drawing
import EndToEnd
import RawData

extension RowExplanation.Prediction {
  /// What each feature adds, the largest part first, and the prediction that they make with that of the typical row.
  ///
  /// - Parameter shown: the features to show; the sum is always that of all.
  func text(_ shown: Set<String>) -> String {
    guard let contributions else { return summary }
    var table = TextTable(columns: [
      ("feature", .left), ("value", .right), ("typical", .right), ("adds to \(label)", .right),
    ])
    for part in contributions.parts where shown.contains(part.feature) {
      table.addRow([
        part.feature, part.values.shortRowText, part.typical.shortRowText, Self.signed(part.contribution),
      ])
    }
    let others = contributions.parts.filter { !shown.contains($0.feature) }
    if !others.isEmpty {
      let sum = others.reduce(0) { $0 + $1.contribution }
      let title = others.count == 1 ? "1 other feature" : "\(others.count) other features"
      table.addRow([title, "", "", Self.signed(sum)])
    }
    table.startGroup()
    table.addRow(["the typical row", "", "", fixed(Double(contributions.baseline), places: 4)])
    table.addRow(["prediction", "", "", fixed(Double(contributions.prediction), places: 4)])
    return "\(table.render())\n\(summary)"
  }

  private var summary: String {
    "prediction: \(label) = \(value)\(className.map { ", class \($0)" } ?? "")\n"
  }

  /// The same as an object.
  func json(_ shown: Set<String>) -> JSON {
    var members: [JSON.Member] = [.init("label", .string(label)), .init("value", .float(value))]
    if let className { members.append(.init("class", .string(className))) }
    if let contributions {
      let parts = contributions.parts.filter { shown.contains($0.feature) }.map { part in
        JSON.object([
          .init("feature", .string(part.feature)), .init("value", part.values.json(ofRow: 0)),
          .init("typical", part.typical.json(ofRow: 0)), .init("contribution", .double(part.contribution)),
        ])
      }
      members += [.init("baseline", .float(contributions.baseline)), .init("contributions", .array(parts))]
    }
    return .object(members)
  }

  private static func signed(_ value: Double) -> String {
    let text = fixed(value, places: 4)
    return text.hasPrefix("-") ? text : "+\(text)"
  }
}
