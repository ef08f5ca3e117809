import RawData

/// A `tf.train.Example` decoded by way of a list of fields for every message, as plainly as it can be.
enum PlainExample {
  private enum Value {
    case varint(UInt64)
    case bytes(ArraySlice<UInt8>)
    case fixed(ArraySlice<UInt8>)
  }

  private struct Malformed: Error {}
  private struct OtherType: Error {}

  /// The message as a batch of one row, nil when it is malformed or does not fit the schema.
  static func row(of message: ArraySlice<UInt8>, _ schema: Schema) -> Batch? {
    guard let columns = try? columns(message, schema) else { return nil }
    return Batch(rowCount: 1, names: schema.features.map(\.name), columns: columns)
  }

  private static func columns(_ message: ArraySlice<UInt8>, _ schema: Schema) throws -> [FeatureValues] {
    var features: [[UInt8]: ArraySlice<UInt8>] = [:]
    for list in try messages(1, in: message) {
      for entry in try messages(1, in: list) {
        let name = try messages(1, in: entry).last ?? []
        let feature = try messages(2, in: entry).last ?? []
        features[Array(name)] = feature
        // One that a later one replaces may be of any type, but must be well formed.
        for spec in schema.features where name.elementsEqual(spec.name.utf8) {
          do { _ = try storage(feature, spec) } catch is OtherType {}
        }
      }
    }
    return try schema.features.map { spec in
      let storage = try storage(features[Array(spec.name.utf8)] ?? [], spec)
      return try column(storage, spec)
    }
  }

  /// A missing value replaced by its default; a ragged column for an optional feature.
  private static func column(_ storage: FeatureValues.Storage, _ spec: FeatureSpec) throws -> FeatureValues {
    let values = FeatureValues(storage)
    guard case .defaultValue(let text) = spec.presence else {
      return FeatureValues(storage, layout: .ragged(rowOffsets: [0, values.valueCount]))
    }
    guard values.valueCount == 0 else {
      guard values.valueCount == spec.width else { throw Malformed() }
      return FeatureValues(storage, layout: .fixed(width: spec.width))
    }
    let texts = [String](repeating: text, count: spec.width)
    let defaults: FeatureValues.Storage =
      switch spec.type {
      case .float32: .float32(texts.compactMap { Float($0) })
      case .int64: .int64(texts.compactMap { Int64($0) })
      case .string: .string(ByteStrings(texts))
      }
    return FeatureValues(defaults, layout: .fixed(width: spec.width))
  }

  private static func storage(_ feature: ArraySlice<UInt8>, _ spec: FeatureSpec) throws
    -> FeatureValues.Storage
  {
    var (floats, integers, strings): ([Float], [Int64], ByteStrings) = ([], [], ByteStrings())
    let wanted: UInt64 = spec.type == .string ? 1 : spec.type == .float32 ? 2 : 3
    var hasOtherType = false
    for case (let number, .bytes(let list)) in try fields(feature) where 1...3 ~= number {
      guard number == wanted else {
        hasOtherType = true
        continue
      }
      for (number, value) in try fields(list) where number == 1 {
        switch (spec.type, value) {
        case (.string, .bytes(let bytes)): strings.append(bytes)
        case (.float32, .fixed(let bytes)) where bytes.count == 4: floats.append(float(bytes))
        case (.float32, .bytes(let packed)):
          guard packed.count.isMultiple(of: 4) else { throw Malformed() }
          floats += stride(from: packed.startIndex, to: packed.endIndex, by: 4).map {
            float(packed[$0..<$0 + 4])
          }
        case (.int64, .varint(let bits)): integers.append(Int64(bitPattern: bits))
        case (.int64, .bytes(var packed)):
          while !packed.isEmpty { integers.append(Int64(bitPattern: try varint(&packed))) }
        default: break
        }
      }
    }
    if hasOtherType { throw OtherType() }
    return spec.type == .string
      ? .string(strings) : spec.type == .float32 ? .float32(floats) : .int64(integers)
  }

  private static func float(_ bytes: ArraySlice<UInt8>) -> Float {
    Float(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }

  private static func messages(_ number: UInt64, in message: ArraySlice<UInt8>) throws -> [ArraySlice<UInt8>]
  {
    try fields(message).compactMap { field in
      guard field.number == number, case .bytes(let bytes) = field.value else { return nil }
      return bytes
    }
  }

  private static func fields(_ message: ArraySlice<UInt8>) throws -> [(number: UInt64, value: Value)] {
    var rest = message
    var fields: [(UInt64, Value)] = []
    while !rest.isEmpty {
      let tag = try varint(&rest)
      guard tag >> 3 > 0 else { throw Malformed() }
      switch tag & 7 {
      case 0: fields.append((tag >> 3, .varint(try varint(&rest))))
      case 1: fields.append((tag >> 3, .fixed(try take(8, &rest))))
      case 2:
        let count = try varint(&rest)
        fields.append((tag >> 3, .bytes(try take(count, &rest))))
      case 5: fields.append((tag >> 3, .fixed(try take(4, &rest))))
      default: throw Malformed()
      }
    }
    return fields
  }

  private static func take(_ count: UInt64, _ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw Malformed() }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  /// Ten bytes at most; what does not fit in 64 bits is lost, as in protobuf.
  private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in 0..<10 {
      guard let byte = rest.popFirst() else { throw Malformed() }
      value |= UInt64(byte & 127) << (7 * UInt64(shift))
      if byte < 128 { return value }
    }
    throw Malformed()
  }
}
