import Embeddings
import EndToEnd
import RawData

extension KerasCase {
  /// Writes the case's model with its first weights as a SavedModel to serve below `directory`.
  ///
  /// - Returns: what it is fed with, and what ours predicts; nil for a case without a model.
  package func writeSavedModel(to directory: String) throws -> (inputs: [JSON], output: [Float])? {
    guard kind == "training" else { return nil }
    let architecture = try Architecture(json.member("model"), path: "model.json")
    let model = try Model(architecture, weights: json.elements("weights").map { try $0.matrix() })
    let values = try json.elements("inputs").map { try $0.tensorValue() }
    let names = architecture.inputs.map { $0.features[0] }
    let columns = values.map { value in
      let layout = FeatureValues.Layout.fixed(width: value.matrix.columns)
      guard case .ids(let ids) = value else {
        return FeatureValues(.float32(value.matrix.elements), layout: layout)
      }
      return FeatureValues(.int64(ids.elements.map { Int64($0) }), layout: layout)
    }
    let batch = Batch(rowCount: values[0].rows, names: names, columns: columns)
    try ServingModel(model).write(to: directory)
    let inputs = zip(names, columns).map { name, column in
      JSON.object([
        .init("name", .string(name)), .init("type", .string(column.type.rawValue)),
        .init(
          "rows",
          .array((0..<column.rowCount).map { .strings(column.range(ofRow: $0).map(column.text)) })
        ),
      ])
    }
    return (inputs, try Predictor(model, available: Set(names))(batch))
  }
}
