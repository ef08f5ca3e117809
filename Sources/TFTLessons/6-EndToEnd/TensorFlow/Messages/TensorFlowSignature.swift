/// What a served graph takes and gives, by name: `SignatureDef`.
struct TensorFlowSignature: Sendable {
  /// The tensors of one input or output: a single one, or the three of a sparse tensor.
  enum Value: Sendable {
    case dense(TensorReference)
    case sparse(indices: TensorReference, values: TensorReference, denseShape: TensorReference)

    /// `TensorInfo`. A wrong type here nobody finds out when the model is loaded: it is that of the tensor itself.
    var message: ProtobufMessage {
      ProtobufMessage { info in
        switch self {
        case .dense(let tensor):
          info.string(1, tensor.signatureName)
          info.integer(2, tensor.type.rawValue)
          info.message(3, tensor.shape.message)
        case .sparse(let indices, let values, let denseShape):
          info.integer(2, values.type.rawValue)
          info.message(3, TensorFlowShape([nil, nil]).message)
          info.message(4) { sparse in
            sparse.string(1, values.signatureName)
            sparse.string(2, indices.signatureName)
            sparse.string(3, denseShape.signatureName)
          }
        }
      }
    }
  }

  let inputs: [String: Value]
  let outputs: [String: Value]

  /// `SignatureDef`.
  var message: ProtobufMessage {
    ProtobufMessage { signature in
      for (name, value) in Self.sorted(inputs) { signature.entry(1, key: name, value.message) }
      for (name, value) in Self.sorted(outputs) { signature.entry(2, key: name, value.message) }
      signature.string(3, "tensorflow/serving/predict")
    }
  }

  private static func sorted(_ values: [String: Value]) -> [(key: String, value: Value)] {
    values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
