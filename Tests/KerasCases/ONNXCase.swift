import Embeddings
import EndToEnd
import RawData

extension KerasCase {
  /// The case's layer, or its model with its first weights, as an ONNX file; what it is fed with, and what ours makes of it.
  /// Nil for cases of neither.
  ///
  /// - Throws: when the case asks for something that we don't have.
  package func onnx() throws -> (bytes: [UInt8], inputs: [JSON], output: [Float])? {
    switch kind {
    case "layer": try layerONNX()
    case "training": try modelONNX()
    default: nil
    }
  }

  private func layerONNX() throws -> (bytes: [UInt8], inputs: [JSON], output: [Float])? {
    let layer = try LayerRegistry.layer(try json.text("class"), LayerSettings(json["settings"]))
    let values = try json.elements("inputs").map { try $0.tensorValue() }
    let weights = try json.elements("weights").map { try $0.matrix() }
    let shapes = try json.elements("inputs").map { try $0.tensorShape() }
    guard let bytes = try ONNXLayerFile.encoded(layer, shapes, weights) else { return nil }
    let inputs = values.enumerated().map { $1.input(named: "input_\($0)") }
    return (bytes, inputs, layer.forward(values, weights, Pass()).value.matrix.elements)
  }

  private func modelONNX() throws -> (bytes: [UInt8], inputs: [JSON], output: [Float])? {
    let architecture = try Architecture(json.member("model"), path: "model.json")
    let model = try Model(architecture, weights: json.elements("weights").map { try $0.matrix() })
    let values = try json.elements("inputs").map { try $0.tensorValue() }
    let inputs = zip(architecture.inputs, values).map { $1.input(named: $0.features[0]) }
    let names = architecture.inputs.map { $0.features[0] }
    let batch = Batch(rowCount: values[0].rows, names: names, columns: values.map(\.featureValues))
    let predictor = try Predictor(model, available: Set(names))
    return (try model.onnx(), inputs, try predictor(batch))
  }
}

extension TensorValue {
  /// The same as a transform gives it.
  fileprivate var featureValues: FeatureValues {
    let layout = FeatureValues.Layout.fixed(width: matrix.columns)
    if case .ids(let ids) = self {
      return FeatureValues(.int64(ids.elements.map { Int64($0) }), layout: layout)
    }
    return FeatureValues(.float32(matrix.elements), layout: layout)
  }

  /// What a runtime is fed with.
  fileprivate func input(named name: String) -> JSON {
    let isIDs = if case .ids = self { true } else { false }
    return .object([
      .init("name", .string(name)), .init("type", .string(isIDs ? "int64" : "float32")),
      .init("width", .int(matrix.columns)), .init("values", .array(matrix.elements.map(JSON.float))),
    ])
  }
}
