/// What a layer gives, while a model is composed: no numbers yet, only how they will come about.
///
/// Layers are called on tensors, `Dense(8)(x)`, as in Keras's functional API; a model is its last tensor.
public struct Tensor: Sendable {
  let node: Node

  /// One call of a layer, or an input of the model.
  final class Node: Sendable {
    enum Kind: Sendable {
      case input(ModelInput)
      case layer(any Layer, inputs: [Node])
    }

    let kind: Kind
    /// The name that the program gives; nil for one after the layer's class.
    let name: String?
    /// The line that made it: `Models.swift:12`.
    let place: String

    init(_ kind: Kind, name: String?, place: String) {
      (self.kind, self.name, self.place) = (kind, name, place)
    }
  }

  init(_ input: ModelInput, place: String) {
    node = Node(.input(input), name: nil, place: place)
  }

  init(_ layer: any Layer, _ inputs: [Tensor], name: String?, fileID: String, line: Int) {
    node = Node(.layer(layer, inputs: inputs.map(\.node)), name: name, place: "\(fileID):\(line)")
  }
}
