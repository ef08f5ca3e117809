import Embeddings
import Preprocessing
import RawData

/// A model's layers in a graph.
extension TensorFlowGraph {
  /// One prediction for each row, as `Predictor` gives it: the number; the probability of class 1; or, of many classes, the most
  /// probable one.
  ///
  /// - Parameter features: the transformed features.
  /// - Throws: `ModelError` for a layer that TensorFlow's operations cannot say.
  mutating func prediction(
    _ model: Model,
    _ features: [String: TensorFlowColumn],
    _ rowCount: TensorReference
  )
    throws(ModelError) -> TensorReference
  {
    let architecture = model.architecture
    var values: [LayerValue] = []
    var shapes: [TensorShape] = []
    for (number, input) in architecture.inputs.enumerated() {
      scope = "input_\(number + 1)"
      values.append(try modelInput(input, features, rowCount))
      shapes.append(try self.shape(of: input))
    }
    for layer in architecture.layers {
      scope = Self.nodeName(layer.name)
      guard let exportable = layer.layer as? any TensorFlowLayer else {
        throw ModelError("\(layer.name): TensorFlow export knows no layer \(type(of: layer.layer).className)")
      }
      let inputShapes = layer.inputs.map { shapes[$0] }
      let call = LayerCall(
        inputs: layer.inputs.map { values[$0] },
        inputShapes: inputShapes,
        shape: try layer.layer.outputShape(of: inputShapes),
        weights: Array(model.weights[layer.weights])
      )
      values.append(exportable.export(call, to: &self))
      shapes.append(call.shape)
    }
    scope = "prediction"
    defer { scope = "" }
    let output = matrix(values[values.count - 1], width: shapes[shapes.count - 1].size)
    return judged(output, architecture.loss)
  }

  private func shape(of input: ModelInput) throws(ModelError) -> TensorShape {
    switch input.kind {
    case .numbers(let widths): .floats([widths.reduce(0, +)])
    case .ids(let steps, let count): .ids(steps: steps, count: count)
    }
  }

  private mutating func judged(_ output: TensorReference, _ loss: Loss) -> TensorReference {
    switch loss {
    case .meanSquaredError, .meanAbsoluteError, .huber, .binaryCrossentropy(fromLogits: false): return output
    case .binaryCrossentropy(fromLogits: true): return activate(output, .sigmoid)
    case .sparseCategoricalCrossentropy:
      let best = add(
        "ArgMax",
        [output, integer(1, .int32)],
        ["T": .type(.float), "Tidx": .type(.int32), "output_type": .type(.int64)],
        .int64,
        .list
      )
      // Scores that are NaN speak for no class; of them ArgMax takes any.
      let known = select(anyInRow(isNaN(output)), number(Float.nan), cast(best, .float))
      return reshape(known, [nil, 1])
    }
  }

  private mutating func modelInput(
    _ input: ModelInput,
    _ features: [String: TensorFlowColumn],
    _ rowCount: TensorReference
  ) throws(ModelError) -> LayerValue {
    switch input.kind {
    case .numbers(let widths):
      var parts: [TensorReference] = []
      for (name, width) in zip(input.features, widths) {
        parts.append(try numbers(try column(name, features), name, width, rowCount))
      }
      return .floats(concatenate(parts, axis: 1, shape: [nil, widths.reduce(0, +)]))
    case .ids(let steps, let count):
      let column = try column(input.features[0], features)
      guard column.layout == .fixed(width: steps), column.values.type == .int64 else {
        throw ModelError(
          "feature \"\(input.features[0])\": found other values, expected \(steps) int64 a row"
        )
      }
      let inside = and(
        ask(.lessEqual, integer(0), column.values),
        ask(.less, column.values, integer(Int64(count)))
      )
      let problem = "feature \"\(input.features[0])\": found an id that is none of 0 to \(count - 1)"
      return .ids(reshape(checked(column.values, inside, problem), [nil, steps]), steps: steps, count: count)
    }
  }

  private func column(_ name: String, _ features: [String: TensorFlowColumn]) throws(ModelError)
    -> TensorFlowColumn
  {
    guard let column = features[name] else {
      throw ModelError("feature \"\(name)\": the model needs it, but the transform does not give it")
    }
    return column
  }

  /// The numbers of a feature, `width` a row; NaN where a row has fewer.
  private mutating func numbers(
    _ column: TensorFlowColumn,
    _ name: String,
    _ width: Int,
    _ rowCount: TensorReference
  ) throws(ModelError) -> TensorReference {
    guard column.values.type != .string else {
      throw ModelError("feature \"\(name)\": found texts, expected numbers")
    }
    let values = cast(column.values, .float)
    if case .fixed(let own) = column.layout {
      guard own == width else {
        throw ModelError("feature \"\(name)\": found \(own) values in a row, expected \(width)")
      }
      return matrix(values, width: width)
    }
    let problem = "feature \"\(name)\": found rows of more values, expected at most \(width)"
    let column = TensorFlowColumn(values: values, layout: column.layout)
    let padded = padded(column, width: width, with: number(Float.nan), problem, rowCount)
    return matrix(padded, width: width)
  }
}
