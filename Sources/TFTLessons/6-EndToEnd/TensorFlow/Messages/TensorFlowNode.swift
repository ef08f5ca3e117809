/// One operation of a graph: `NodeDef`.
struct TensorFlowNode: Sendable {
  let name: String
  /// TensorFlow's name of the operation: `AddV2`.
  let operation: String
  let inputs: [TensorReference]
  /// Nodes that run before this one.
  let controls: [String]
  let attributes: [String: TensorFlowAttribute]

  /// `NodeDef`, its inputs written as `reference` says: in a graph otherwise than in a function.
  func message(_ reference: (TensorReference) -> String) -> ProtobufMessage {
    ProtobufMessage { node in
      node.string(1, name)
      node.string(2, operation)
      for input in inputs { node.string(3, reference(input)) }
      for control in controls { node.string(3, "^\(control)") }
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
        node.entry(5, key: name, value.message)
      }
    }
  }
}
