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
    let graph = try ONNXGraph(
      inputs: ONNXTransform.inputNames(transformFn.inputSchema),
      outputs: [ONNXOutputs.prediction]
    )
    let model = ONNXModel(graph: graph, model: predictor.model)
    let inputs = try model.inputs(ONNXTransform(transformFn, in: graph))
    return graph.encoded(try model.prediction(inputs), named: predictor.model.architecture.name)
  }
}

extension Model {
  /// The layers alone as an ONNX file: transformed features in, predictions out.
  ///
  /// Each transformed feature is an input of its name, `[batch, width]`: `int64` where the model reads ids, else `float`.
  /// The outputs are those of `EndToEndModel.onnx()`.
  ///
  /// - Throws: `ModelError` for a layer that ONNX cannot say; `OperationError` for a feature with the name of an output.
  public func onnx() throws -> [UInt8] {
    let graph = try ONNXGraph(inputs: architecture.features, outputs: [ONNXOutputs.prediction])
    let model = ONNXModel(graph: graph, model: self)
    return graph.encoded(try model.prediction(model.inputs()), named: architecture.name)
  }
}

extension TransformFn {
  /// The transform alone as an ONNX file: raw features in, transformed features out.
  ///
  /// The inputs are those of `EndToEndModel.onnx()`. A transformed feature `x` is the output `transformed/x`. Where a row may
  /// come without it, NaN is a missing float, and a second output, `transformed/x_is_present`, says it of texts and integers.
  /// Where `transform` throws for a row, `is_valid` is false, and the row's features mean nothing.
  ///
  /// - Throws: `OperationError` with the line of the program for an operation that ONNX cannot say, or when no feature is made
  ///   of raw ones.
  public func onnx() throws -> [UInt8] {
    let names = outputSchema.features.map { ONNXOutputs.transformed + $0.name }
    let graph = try ONNXGraph(
      inputs: ONNXTransform.inputNames(inputSchema),
      outputs: names.flatMap { [$0, $0 + ONNXTransform.presenceSuffix] }
    )
    let features = try ONNXTransform(self, in: graph)
    guard !features.featureNames.isEmpty else {
      throw OperationError(
        location: nil,
        operation: "transform_fn",
        problem: "cannot be exported to ONNX: found no transformed features, expected one or more"
      )
    }
    for name in features.featureNames {
      let output = ONNXOutputs.transformed + name
      let column = try features.feature(name)
      graph.output(column.value, as: output)
      if let isPresent = column.isPresent {
        graph.output(isPresent, as: output + ONNXTransform.presenceSuffix)
      }
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
  fileprivate convenience init(inputs: [String], outputs: [String]) throws(OperationError) {
    let outputs = outputs + [ONNXOutputs.isValid]
    for (index, name) in inputs.enumerated() where outputs.contains(name) || inputs[..<index].contains(name) {
      throw OperationError(
        location: nil,
        operation: name,
        problem:
          "cannot be exported to ONNX: found two inputs or outputs of this name, expected names that differ"
      )
    }
    self.init(reserving: inputs + outputs)
  }

  /// The file that gives a prediction for each row; NaN for a row without one.
  fileprivate func encoded(_ prediction: ONNXValue, named name: String) -> [UInt8] {
    if let isValid {
      output(select(isValid, prediction, else: number(Float.nan)), as: ONNXOutputs.prediction)
      output(isValid, as: ONNXOutputs.isValid)
    } else {
      output(prediction, as: ONNXOutputs.prediction)
    }
    return encoded(named: name)
  }

  fileprivate func encoded(named name: String) -> [UInt8] {
    encoded(named: name, metadata: [("format", "tftlessons.onnx"), ("format_version", "1")])
  }
}
