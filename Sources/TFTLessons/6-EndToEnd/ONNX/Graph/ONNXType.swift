import RawData

/// The types of numbers and texts in a graph, with their codes in `TensorProto.DataType`.
enum ONNXType: Int, Sendable {
  case float = 1
  case int64 = 7
  case string = 8
  case bool = 9
  case double = 11
  case uint64 = 13

  init(_ type: FeatureType) {
    switch type {
    case .float32: self = .float
    case .int64: self = .int64
    case .string: self = .string
    }
  }
}
