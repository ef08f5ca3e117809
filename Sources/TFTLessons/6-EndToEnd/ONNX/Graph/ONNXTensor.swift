import RawData

/// Numbers or texts that are part of the file: a `TensorProto`.
struct ONNXTensor: Sendable {
  /// The values, in the order of the last dimension.
  enum Values: Sendable {
    case float([Float])
    case double([Double])
    case int64([Int64])
    case uint64([UInt64])
    case bool([Bool])
    case string(ByteStrings)
  }

  let values: Values
  let dimensions: [Int]

  var type: ONNXType {
    switch values {
    case .float: .float
    case .double: .double
    case .int64: .int64
    case .uint64: .uint64
    case .bool: .bool
    case .string: .string
    }
  }

  var count: Int {
    switch values {
    case .float(let values): values.count
    case .double(let values): values.count
    case .int64(let values): values.count
    case .uint64(let values): values.count
    case .bool(let values): values.count
    case .string(let values): values.count
    }
  }

  /// The message, without a name.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    message.packed(1, dimensions)
    message.integer(2, type.rawValue)
    switch values {
    case .string(let strings): for index in 0..<strings.count { message.data(6, strings[index]) }
    case .float(let values): message.data(9, littleEndian(values.map(\.bitPattern)))
    case .double(let values): message.data(9, littleEndian(values.map(\.bitPattern)))
    case .int64(let values): message.data(9, littleEndian(values))
    case .uint64(let values): message.data(9, littleEndian(values))
    case .bool(let values): message.data(9, values.map { $0 ? 1 : 0 })
    }
    return message
  }

  private func littleEndian<Number: FixedWidthInteger>(_ values: [Number]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * MemoryLayout<Number>.size)
    for value in values { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
    return bytes
  }
}
