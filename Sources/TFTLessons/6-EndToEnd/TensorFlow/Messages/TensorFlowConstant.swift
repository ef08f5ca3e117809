import RawData

/// A tensor with its elements: `TensorProto`.
struct TensorFlowConstant: Hashable, Sendable {
  let type: TensorFlowType
  let shape: [Int]
  /// The elements as TensorFlow keeps them in memory; of strings none.
  private let content: [UInt8]
  /// The elements of a tensor of strings.
  private let strings: [[UInt8]]

  private init(_ type: TensorFlowType, _ shape: [Int], _ content: [UInt8], _ strings: [[UInt8]] = []) {
    (self.type, self.shape, self.content, self.strings) = (type, shape, content, strings)
  }

  /// A list of `float32`, or another shape of as many elements.
  static func floats(_ values: [Float], shape: [Int]? = nil) -> TensorFlowConstant {
    .init(.float, shape ?? [values.count], values.flatMap { Self.bytes($0.bitPattern) })
  }

  static func doubles(_ values: [Double], shape: [Int]? = nil) -> TensorFlowConstant {
    .init(.double, shape ?? [values.count], values.flatMap { Self.bytes($0.bitPattern) })
  }

  static func int32s(_ values: [Int], shape: [Int]? = nil) -> TensorFlowConstant {
    .init(.int32, shape ?? [values.count], values.flatMap { Self.bytes(Int32(truncatingIfNeeded: $0)) })
  }

  static func int64s(_ values: [Int64], shape: [Int]? = nil) -> TensorFlowConstant {
    .init(.int64, shape ?? [values.count], values.flatMap(Self.bytes))
  }

  static func bools(_ values: [Bool], shape: [Int]? = nil) -> TensorFlowConstant {
    .init(.bool, shape ?? [values.count], values.map { $0 ? 1 : 0 })
  }

  static func strings(_ values: [[UInt8]], shape: [Int]? = nil) -> TensorFlowConstant {
    .init(.string, shape ?? [values.count], [], values)
  }

  /// A list of all values, whatever the rows.
  init(_ values: FeatureValues, shape: [Int]? = nil) {
    self =
      switch values.storage {
      case .float32(let floats): .floats(floats, shape: shape)
      case .int64(let integers): .int64s(integers, shape: shape)
      case .string(let texts): .strings((0..<texts.count).map { Array(texts[$0]) }, shape: shape)
      }
  }

  /// `TensorProto`.
  var message: ProtobufMessage {
    ProtobufMessage { tensor in
      tensor.integer(1, type.rawValue)
      tensor.message(2, TensorFlowShape(shape).message)
      if type == .string {
        for string in strings { tensor.data(8, string) }
      } else {
        tensor.data(4, content)
      }
    }
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
