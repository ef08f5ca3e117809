/// The structure of a function's arguments or results: `StructuredValue`.
///
/// Source: TensorFlow, `tensorflow/core/protobuf/struct.proto`.
indirect enum StructuredValue {
  case none
  case string(String)
  case list([StructuredValue])
  case tuple([StructuredValue])
  case dictionary([(name: String, value: StructuredValue)])
  /// Python's description of a function's parameters.
  case fullArgumentSpec(keywords: [String])
  case tensor(name: String, TensorFlowType, TensorFlowShape)
  /// A sparse tensor of two dimensions, the first one the rows.
  case sparse(TensorFlowType)

  var message: ProtobufMessage {
    ProtobufMessage { value in
      switch self {
      case .none: value.message(1) { _ in }
      case .string(let text): value.string(13, text)
      case .list(let values): value.message(51, Self.sequence(values))
      case .tuple(let values): value.message(52, Self.sequence(values))
      case .dictionary(let entries):
        value.message(53) { fields in
          for entry in entries { fields.entry(1, key: entry.name, entry.value.message) }
        }
      case .fullArgumentSpec(let keywords): value.message(54, Self.fullArgumentSpec(keywords))
      case .tensor(let name, let type, let shape):
        value.message(33) { spec in
          spec.string(1, name)
          spec.message(2, shape.message)
          spec.integer(3, type.rawValue)
        }
      case .sparse(let type): value.message(34, Self.sparseSpec(type))
      }
    }
  }

  private static func sequence(_ values: [StructuredValue]) -> ProtobufMessage {
    ProtobufMessage { list in values.forEach { list.message(1, $0.message) } }
  }

  private static func fullArgumentSpec(_ keywords: [String]) -> ProtobufMessage {
    let fields: [(String, StructuredValue)] = [
      ("args", .list([])), ("varargs", .none), ("varkw", .none), ("defaults", .none),
      ("kwonlyargs", .list(keywords.map(StructuredValue.string))), ("kwonlydefaults", .none),
      ("annotations", .dictionary([])),
    ]
    return ProtobufMessage { tuple in
      tuple.string(1, "FullArgSpec")
      for (name, value) in fields {
        tuple.message(2) { pair in
          pair.string(1, name)
          pair.message(2, value.message)
        }
      }
    }
  }

  /// `TypeSpecProto` of `SparseTensorSpec`: its state is a tuple of shape and type.
  private static func sparseSpec(_ type: TensorFlowType) -> ProtobufMessage {
    let shape = ProtobufMessage { $0.message(31, TensorFlowShape([nil, nil]).message) }
    let dtype = ProtobufMessage { $0.integer(32, type.rawValue) }
    let state = ProtobufMessage { state in
      state.message(52) { tuple in
        tuple.message(1, shape)
        tuple.message(1, dtype)
      }
    }
    return ProtobufMessage { spec in
      spec.integer(1, 1)
      spec.message(2, state)
      spec.string(3, "SparseTensorSpec")
      spec.integer(4, 3)
    }
  }
}
