import RawData

/// A record taken apart, every byte explained: for people who want to know the format.
public struct RecordAnatomy: Sendable {
  /// Some bytes of the record, and what they say.
  public struct Part: Equatable, Sendable {
    /// Where they start, counted from the record's first byte.
    public let offset: Int
    /// The bytes.
    public let bytes: [UInt8]
    /// How many messages they are inside of.
    public let depth: Int
    /// What they say.
    public let meaning: String
  }

  /// The parts in the order of their bytes; together they are the whole record.
  public private(set) var parts: [Part] = []
  private let record: [UInt8]

  /// The record whose payload is `message`; nil when that is no `tf.train.Example`.
  public init?(of message: some Collection<UInt8>) {
    var record: [UInt8] = []
    RecordWriter.appendFrame(around: message, to: &record)
    self.record = record
    let end = record.count - 4
    add(0..<8, 0, "length: the message has \(message.count) bytes")
    add(8..<12, 0, "masked CRC-32C of the length")
    do throws(ProtobufCursor.WireError) {
      try walk(12..<end, .example, 0)
    } catch {
      return nil
    }
    add(end..<record.count, 0, "masked CRC-32C of the message")
  }

  private mutating func add(_ range: Range<Int>, _ depth: Int, _ meaning: String) {
    parts.append(Part(offset: range.lowerBound, bytes: Array(record[range]), depth: depth, meaning: meaning))
  }
}

/// The messages of `tf.train.Example`, from the outside to the inside.
private enum MessageType {
  case example
  case features
  case entry
  case feature
  case bytesList
  case floatList
  case int64List

  /// What a field of this number holds, and the message it is; nil for a number that there is not.
  func field(_ number: UInt64) -> (name: String, content: MessageType?)? {
    switch (self, number) {
    case (.example, 1): ("features", .features)
    case (.features, 1): ("feature, an entry of the map", .entry)
    case (.entry, 1): ("key", nil)
    case (.entry, 2): ("value, a Feature", .feature)
    case (.feature, 1): ("bytes_list", .bytesList)
    case (.feature, 2): ("float_list", .floatList)
    case (.feature, 3): ("int64_list", .int64List)
    case (.bytesList, 1), (.floatList, 1), (.int64List, 1): ("value", nil)
    default: nil
    }
  }
}

extension RecordAnatomy {
  private mutating func walk(
    _ range: Range<Int>,
    _ message: MessageType,
    _ depth: Int
  ) throws(ProtobufCursor.WireError) {
    let record = record
    let bytes = record.span
    var reader = ProtobufCursor(range)
    while !reader.isAtEnd {
      let start = reader.index
      let (number, type) = try reader.fieldHeader(bytes)
      guard let (name, content) = message.field(number) else {
        throw ProtobufCursor.WireError(offset: start, problem: "found field \(number)")
      }
      let kind = type == .lengthDelimited ? "a length follows" : "the number follows"
      add(start..<reader.index, depth, "field \(number): \(name); \(kind)")
      guard type == .lengthDelimited else {
        let value = reader.index
        try reader.skip(bytes, type)
        try addNumbers(value..<reader.index, message, depth)
        continue
      }
      let length = reader.index
      let inner = try reader.lengthDelimited(bytes)
      add(length..<inner.lowerBound, depth, "\(inner.count) \(inner.count == 1 ? "byte" : "bytes")")
      if let content {
        try walk(inner, content, depth + 1)
      } else if message == .floatList || message == .int64List {
        try addNumbers(inner, message, depth)
      } else {
        addText(inner, depth)
      }
    }
  }

  /// One number after the other, as in a packed list.
  private mutating func addNumbers(
    _ range: Range<Int>,
    _ list: MessageType,
    _ depth: Int
  ) throws(ProtobufCursor.WireError) {
    let record = record
    let bytes = record.span
    var reader = ProtobufCursor(range)
    while !reader.isAtEnd {
      let start = reader.index
      let text: String
      if list == .floatList {
        text = "\(Float(bitPattern: try reader.fixed32(bytes))), a float32"
      } else {
        text = "\(Int64(bitPattern: try reader.varint(bytes))), a varint"
      }
      add(start..<reader.index, depth, text)
    }
  }

  /// Eight characters a line.
  private mutating func addText(_ range: Range<Int>, _ depth: Int) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      let part = start..<min(start + 8, range.upperBound)
      add(part, depth, quoted(record[part]))
    }
  }
}
