/// How long each dimension of a tensor is; nil where that differs from call to call.
struct TensorFlowShape: Hashable, Sendable, ExpressibleByArrayLiteral {
  var dimensions: [Int?]

  init(_ dimensions: [Int?]) {
    self.dimensions = dimensions
  }

  init(arrayLiteral elements: Int?...) {
    dimensions = elements
  }

  /// No dimension: a single element.
  static let scalar = TensorFlowShape([])
  /// A list of which nobody knows the length.
  static let list = TensorFlowShape([nil])

  /// `TensorShapeProto`.
  var message: ProtobufMessage {
    ProtobufMessage { shape in
      for dimension in dimensions {
        shape.message(2) { if dimension != 0 { $0.integer(1, dimension ?? -1) } }
      }
    }
  }
}
