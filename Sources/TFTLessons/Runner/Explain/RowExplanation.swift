import Drawing
import EndToEnd
import RawData
import TransformedData

/// How the transformed features of one row come about, and what a model predicts from them.
struct RowExplanation {
  /// What a model makes of the row.
  struct Prediction {
    /// What is predicted.
    let label: String
    let value: Float
    /// The words for it; nil for a number.
    let className: String?
    /// What each feature adds; nil where it cannot be told.
    let contributions: Contributions?
  }

  /// The row's number in its file, from 0.
  let row: Int
  /// Where it stands: `rides.csv, line 5`.
  let place: String
  let features: [ExplainedFeature]
  let prediction: Prediction?

  /// A line about the row, a table of a group per feature, and the prediction.
  var text: String {
    let places = SourcePlaces(features.flatMap { $0.steps.map(\.location) })
    var table = TextTable(columns: [("step", .left), ("made of", .left), ("value", .right), places.column])
    for feature in features {
      table.startGroup(feature.name)
      for line in Self.lines(of: feature, places) { table.addRow(line) }
    }
    let shown = Set(features.map(\.name))
    let result = prediction.map { "\n\($0.text(shown))" } ?? ""
    let note = places.note.map { "\($0)\n" } ?? ""
    return "row \(row): \(place)\n\(note)\(table.render())\(result)"
  }

  /// Step, what it is made of, value, and the line of the program: from the cells down to the feature's value.
  private static func lines(of feature: ExplainedFeature, _ places: SourcePlaces) -> [[String]] {
    let cells = feature.cells.map { [$0.name, "cell", $0.values.rowText(0), ""] }
    let steps = feature.steps.map { step in
      [step.name, step.expression, step.values.shortRowText, places.text(step.location)]
    }
    if cells.isEmpty, steps.isEmpty {
      return [[feature.source, "the same for every row", feature.values.shortText, ""]]
    }
    return cells + steps
  }

  /// The same as one object.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("row", .int(row)), .init("place", .string(place)),
      .init("features", .array(features.map(Self.json))),
    ]
    if let prediction {
      members.append(.init("prediction", prediction.json(Set(features.map(\.name)))))
    }
    return .object(members)
  }

  private static func json(_ feature: ExplainedFeature) -> JSON {
    .object(
      [.init("name", .string(feature.name))] + feature.values.rowMembers + [
        .init("cells", .object(feature.cells.map { .init($0.name, $0.values.json(ofRow: 0)) })),
        .init("steps", .array(feature.steps.map(\.json))),
      ]
    )
  }
}

extension ExplainedStep {
  fileprivate var json: JSON {
    let inputs = inputs.map { input in
      let value = input.isConstant ? input.values.shortJSON : input.values.rowMembers
      return JSON.object(
        [.init("name", input.name.isEmpty ? .null : .string(input.name))] + value
          + [.init("constant", .bool(input.isConstant))]
      )
    }
    return .object(
      [
        .init("name", .string(name)), .init("operation", .string(operation)), .init("inputs", .array(inputs)),
        .init("parameters", .object(parameters.map { .init($0.name, .object($0.value.shortJSON)) })),
      ] + values.rowMembers + (location.map { [.init("at", .string($0.description))] } ?? [])
    )
  }
}

extension FeatureValues {
  /// The only row; a constant without values, or with many, as constants are shown.
  var shortRowText: String { rowCount == 1 ? rowText(0) : shortText }

  /// The only row as a member `value`.
  fileprivate var rowMembers: [JSON.Member] {
    rowCount == 1 ? [.init("value", json(ofRow: 0))] : shortJSON
  }
}
