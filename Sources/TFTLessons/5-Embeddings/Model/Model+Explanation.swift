import RawData

/// What one layer made of one row.
public struct ExplainedLayer: Sendable {
  /// Where a layer's input comes from.
  public enum Source: Equatable, Sendable {
    /// Transformed features.
    case features([String])
    /// A layer, by its index.
    case layer(Int)
  }

  /// The layer's name in `model.json`: `dense_1`.
  public var name: String
  /// Its class: `Dense`.
  public var className: String
  /// Where its inputs come from, in order.
  public var inputs: [Source]
  /// Its output: one row of numbers.
  public var output: [Float]
}

extension Model {
  /// Each layer's output for one transformed row, in the order in which they are computed.
  ///
  /// - Parameter row: a single row that has the model's features.
  /// - Throws: `ModelError` when a feature is of the wrong type or an id is outside its vocabulary.
  public func explain(_ row: Batch) throws(ModelError) -> [ExplainedLayer] {
    let inputs = architecture.inputs
    let values = forward(try architecture.values(of: row), Pass()).values
    return architecture.calls.enumerated().map { index, call in
      ExplainedLayer(
        name: call.name,
        className: type(of: call.layer).className,
        inputs: call.inputs.map {
          $0 < inputs.count ? .features(inputs[$0].features) : .layer($0 - inputs.count)
        },
        output: values[inputs.count + index].matrix.elements
      )
    }
  }
}
