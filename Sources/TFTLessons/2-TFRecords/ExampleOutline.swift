import RawData

/// Reads which features a `tf.train.Example` message has, without their values, and refuses any other message.
enum ExampleOutline {
  /// One entry of the map from names to features.
  struct Entry {
    var name: Range<Int>
    /// The type of its list, nil when it has none.
    var type: FeatureType?
    var valueCount: Int
  }

  /// The entries of the message, in its order.
  static func entries(of bytes: Span<UInt8>) throws(ProtobufCursor.WireError) -> [Entry] {
    var entries: [Entry] = []
    var example = ProtobufCursor(0..<bytes.count)
    while !example.isAtEnd {
      var features = ProtobufCursor(try content(1...1, of: &example, bytes).range)
      while !features.isAtEnd {
        entries.append(try entry(bytes, try content(1...1, of: &features, bytes).range))
      }
    }
    return entries
  }

  private static func entry(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(ProtobufCursor.WireError) -> Entry {
    var entry = Entry(name: range.lowerBound..<range.lowerBound, valueCount: 0)
    var reader = ProtobufCursor(range)
    while !reader.isAtEnd {
      let (field, content) = try content(1...2, of: &reader, bytes)
      if field == 1 {
        entry.name = content
      } else {
        (entry.type, entry.valueCount) = try feature(bytes, content)
      }
    }
    guard
      bytes.extracting(entry.name).withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil
    else {
      throw ProtobufCursor.WireError(offset: range.lowerBound, problem: "found a name that is no UTF-8")
    }
    return entry
  }

  private static func feature(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(ProtobufCursor.WireError) -> (FeatureType?, Int) {
    var (type, count): (FeatureType?, Int) = (nil, 0)
    var reader = ProtobufCursor(range)
    while !reader.isAtEnd {
      let (field, content) = try content(1...3, of: &reader, bytes)
      let found: FeatureType = field == 1 ? .string : field == 2 ? .float32 : .int64
      guard type == nil || type == found else {
        throw ProtobufCursor.WireError(offset: content.lowerBound, problem: "found lists of two types")
      }
      type = found
      count += try valueCount(bytes, content, found)
    }
    return (type, count)
  }

  private static func valueCount(
    _ bytes: Span<UInt8>,
    _ list: Range<Int>,
    _ listType: FeatureType
  ) throws(ProtobufCursor.WireError) -> Int {
    var count = 0
    var reader = ProtobufCursor(list)
    while !reader.isAtEnd {
      let start = reader.index
      let (field, type) = try reader.fieldHeader(bytes)
      switch (field, listType, type) {
      case (1, .string, .lengthDelimited), (1, .float32, .fixed32), (1, .int64, .varint):
        try reader.skip(bytes, type)
        count += 1
      case (1, .float32, .lengthDelimited), (1, .int64, .lengthDelimited):
        var packed = ProtobufCursor(try reader.lengthDelimited(bytes))
        while !packed.isAtEnd {
          try packed.skip(bytes, listType == .float32 ? .fixed32 : .varint)
          count += 1
        }
      default:
        throw ProtobufCursor.WireError(offset: start, problem: "found a value of another type")
      }
    }
    return count
  }

  /// The next field, which must have one of the given numbers and a length before it.
  private static func content(
    _ expected: ClosedRange<UInt64>,
    of reader: inout ProtobufCursor,
    _ bytes: Span<UInt8>
  ) throws(ProtobufCursor.WireError) -> (field: UInt64, range: Range<Int>) {
    let start = reader.index
    let (field, type) = try reader.fieldHeader(bytes)
    guard expected.contains(field), type == .lengthDelimited else {
      throw ProtobufCursor.WireError(
        offset: start,
        problem: "found field \(field), which no tf.train.Example has"
      )
    }
    return (field, try reader.lengthDelimited(bytes))
  }
}
