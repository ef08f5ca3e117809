/// A protobuf message taken apart by the rules of the wire format alone: an independent reader for what we write.
struct WireMessage {
  enum Value: Equatable {
    case varint(UInt64)
    case fixed32(UInt32)
    case bytes([UInt8])
  }

  private(set) var fields: [(number: Int, value: Value)] = []

  /// Nil when the bytes are no message.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func varint() -> UInt64? {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 70, by: 7) {
        guard let byte = rest.popFirst() else { return nil }
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      return nil
    }
    while !rest.isEmpty {
      guard let tag = varint(), tag >> 3 > 0 else { return nil }
      let number = Int(tag >> 3)
      switch tag & 7 {
      case 0:
        guard let value = varint() else { return nil }
        fields.append((number, .varint(value)))
      case 2:
        guard let size = varint(), size <= UInt64(rest.count) else { return nil }
        fields.append((number, .bytes(Array(rest.prefix(Int(size))))))
        rest = rest.dropFirst(Int(size))
      case 5:
        guard rest.count >= 4 else { return nil }
        let value = rest.prefix(4).reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        fields.append((number, .fixed32(value)))
        rest = rest.dropFirst(4)
      default: return nil
      }
    }
  }

  /// The bytes of every field of this number.
  func bytes(_ number: Int) -> [[UInt8]] {
    fields.compactMap { field in
      guard field.number == number, case .bytes(let bytes) = field.value else { return nil }
      return bytes
    }
  }

  func texts(_ number: Int) -> [String] { bytes(number).map { String(decoding: $0, as: UTF8.self) } }
  func messages(_ number: Int) -> [WireMessage] { bytes(number).compactMap(WireMessage.init) }
  func text(_ number: Int) -> String? { texts(number).first }
  func message(_ number: Int) -> WireMessage? { messages(number).first }

  func integer(_ number: Int) -> Int? {
    for field in fields where field.number == number {
      if case .varint(let value) = field.value { return Int(truncatingIfNeeded: value) }
    }
    return nil
  }

  /// The entry of a map from texts to messages.
  func entry(_ number: Int, _ key: String) -> WireMessage? {
    messages(number).first { $0.text(1) == key }?.message(2)
  }
}
