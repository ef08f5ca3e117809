import RawData

/// The type of a tensor's elements, by its number in TensorFlow's `types.proto`.
enum TensorFlowType: Int, Sendable {
  case float = 1
  case double = 2
  case int32 = 3
  case string = 7
  case int64 = 9
  case bool = 10
  /// A handle of something that lives longer than a tensor, such as a table.
  case resource = 20

  /// The type of a feature's values.
  init(_ type: FeatureType) {
    self =
      switch type {
      case .float32: .float
      case .int64: .int64
      case .string: .string
      }
  }

  /// Whether it is a floating type, whose sums depend on their order.
  var isFloating: Bool { self == .float || self == .double }
}
