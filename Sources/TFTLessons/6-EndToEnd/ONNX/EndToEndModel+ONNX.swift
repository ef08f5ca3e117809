import Embeddings
import Preprocessing
import RawData
import TransformedData

extension EndToEndModel {
  /// The transform and the model as one ONNX file: raw features in, texts and times included, predictions out.
  ///
  /// Each raw feature is an input of its name and of shape `[batch, width]`. Of one that a row may come without, NaN is a
  /// missing float; texts and integers have a second input, `NAME_is_present`. `prediction` has the shape `[batch, 1]`. Where
  /// `predict` throws for a row, the row's prediction is NaN, and `is_valid` is false; the output is there when that can
  /// happen. The file has opset 20 and ai.onnx.ml 2; the same model gives the same bytes.
  ///
  /// - Throws: `OperationError` with the line of the program for an operation that ONNX cannot say; `ModelError` for a layer.
  public func onnx() throws -> [UInt8] {
    let outputs = ONNXOutputs.prediction
    let graph = try ONNXGraph(transformFn.inputSchema, outputs: [outputs])
    let features = try ONNXTransform(transformFn, in: graph)
    let prediction = try ONNXModel(graph: graph, model: predictor.model).prediction(features)
    guard let isValid = graph.isValid else {
      graph.output(prediction, as: outputs)
      return graph.encoded(named: predictor.model.architecture.name)
    }
    graph.output(graph.select(isValid, prediction, else: graph.number(Float.nan)), as: outputs)
    graph.output(isValid, as: ONNXOutputs.isValid)
    return graph.encoded(named: predictor.model.architecture.name)
  }
}

extension TransformFn {
  /// The transform alone as an ONNX file: raw features in, transformed features out.
  ///
  /// The inputs are those of `EndToEndModel.onnx()`. A transformed feature `x` is the output `transformed/x`; where `transform`
  /// throws for a row, `is_valid` is false, and the row's features mean nothing.
  ///
  /// - Throws: `OperationError` with the line of the program for an operation that ONNX cannot say.
  public func onnx() throws -> [UInt8] {
    let names = outputSchema.features.map { ONNXOutputs.transformed + $0.name }
    let graph = try ONNXGraph(inputSchema, outputs: names)
    let features = try ONNXTransform(self, in: graph)
    for name in features.featureNames {
      graph.output(try features.feature(name), as: ONNXOutputs.transformed + name)
    }
    if let isValid = graph.isValid { graph.output(isValid, as: ONNXOutputs.isValid) }
    return graph.encoded(named: "transform_fn")
  }
}

/// The names of a file's outputs.
private enum ONNXOutputs {
  static let prediction = "prediction"
  static let isValid = "is_valid"
  static let transformed = "transformed/"
}

extension ONNXGraph {
  /// A graph whose inputs and outputs have their names.
  ///
  /// - Throws: `OperationError` when a raw feature has the name of an output, which ONNX does not allow, or is not there.
  fileprivate convenience init(_ schema: Schema, outputs: [String]) throws(OperationError) {
    let inputs = ONNXTransform.inputNames(schema)
    let outputs = outputs + [ONNXOutputs.isValid]
    for (index, name) in inputs.enumerated() where outputs.contains(name) || inputs[..<index].contains(name) {
      throw OperationError(
        location: nil,
        operation: name,
        problem: "cannot be exported to ONNX: found two inputs or outputs of this name, expected names that differ"
      )
    }
    self.init(reserving: inputs + outputs)
  }

  fileprivate func encoded(named name: String) -> [UInt8] {
    encoded(named: name, metadata: [("format", "tftlessons.onnx"), ("format_version", "1")])
  }
}
