/// A parameter of a node that is known when the graph is written: `AttrValue`.
enum TensorFlowAttribute: Sendable {
  case string(String)
  case int(Int)
  case float(Float)
  case bool(Bool)
  case type(TensorFlowType)
  case shape(TensorFlowShape)
  case tensor(TensorFlowConstant)
  case function(String)
  case types([TensorFlowType])
  case ints([Int])
  case floats([Float])
  case shapes([TensorFlowShape])
  case strings([String])

  /// `AttrValue`.
  var message: ProtobufMessage {
    ProtobufMessage { value in
      switch self {
      case .string(let text): value.string(2, text)
      case .int(let integer): value.integer(3, integer)
      case .float(let number): value.float(4, number)
      case .bool(let truth): value.bool(5, truth)
      case .type(let type): value.integer(6, type.rawValue)
      case .shape(let shape): value.message(7, shape.message)
      case .tensor(let tensor): value.message(8, tensor.message)
      case .function(let name): value.message(10) { $0.string(1, name) }
      case .types(let types):
        value.message(1) { if !types.isEmpty { $0.packed(6, types.map(\.rawValue)) } }
      case .ints(let integers):
        value.message(1) { if !integers.isEmpty { $0.packed(3, integers) } }
      case .floats(let numbers): value.message(1) { if !numbers.isEmpty { $0.packed(4, numbers) } }
      case .shapes(let shapes): value.message(1) { list in shapes.forEach { list.message(7, $0.message) } }
      case .strings(let texts): value.message(1) { list in texts.forEach { list.string(2, $0) } }
      }
    }
  }
}
