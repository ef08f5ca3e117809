/// The header of a gzip member, read byte by byte: its name and comment may be of any length, and none of it is kept.
///
/// Source: RFC 1952, section 2.3.
struct GzipHeader: Sendable {
  /// What we write: DEFLATE, no flags, no time, no hint, no known operating system; the same for the same data.
  static let bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  private enum Part {
    case fixed
    case extraLength
    case extra
    case name
    case comment
    case checksum
    case end
  }

  private var part = Part.fixed
  /// How many bytes of the part were read.
  private var index = 0
  private var flags: UInt8 = 0
  private var extraLength = 0
  private var storedChecksum: UInt16 = 0
  private var checksum = CRC32()

  /// Whether the header is read to its end.
  var isComplete: Bool { part == .end }

  /// Whether a byte was read.
  var hasStarted: Bool { part != .fixed || index > 0 }

  /// Reads the next byte.
  mutating func read(_ byte: UInt8) throws(DecodingStop) {
    if part != .checksum { checksum.update(CollectionOfOne(byte)) }
    index += 1
    switch part {
    case .fixed:
      try check(byte)
      if index == 10 { startPart(after: .fixed) }
    case .extraLength:
      extraLength |= Int(byte) << (8 * (index - 1))
      if index == 2 { startPart(after: extraLength == 0 ? .extra : .extraLength) }
    case .extra: if index == extraLength { startPart(after: .extra) }
    case .name: if byte == 0 { startPart(after: .name) }
    case .comment: if byte == 0 { startPart(after: .comment) }
    case .checksum:
      storedChecksum |= UInt16(byte) << UInt16(8 * (index - 1))
      if index == 2 { try checkChecksum() }
    case .end: break
    }
  }

  private mutating func check(_ byte: UInt8) throws(DecodingStop) {
    switch index {
    case 1...2:
      guard byte == Self.bytes[index - 1] else {
        throw .wrong("found \(hexadecimal(byte)), expected 0x1f 0x8b, the start of a gzip header")
      }
    case 3:
      guard byte == 8 else { throw .wrong("gzip's compression method is \(byte), expected 8") }
    case 4:
      guard byte & 0xE0 == 0 else {
        throw .wrong("gzip's flags are \(hexadecimal(byte)), expected 0x1f or less")
      }
      flags = byte
    default: break
    }
  }

  private mutating func checkChecksum() throws(DecodingStop) {
    let found = UInt16(truncatingIfNeeded: checksum.value)
    guard found == storedChecksum else {
      throw .wrong(
        "the gzip header's checksum is \(hexadecimal(found)), expected \(hexadecimal(storedChecksum)) as stored"
      )
    }
    startPart(after: .checksum)
  }

  /// Goes on with the next part that the flags announce.
  private mutating func startPart(after previous: Part) {
    index = 0
    switch previous {
    case .fixed: part = flags & 4 != 0 ? .extraLength : next(after: .extra)
    case .extraLength: part = .extra
    default: part = next(after: previous)
    }
  }

  private func next(after previous: Part) -> Part {
    switch previous {
    case .extra where flags & 8 != 0: .name
    case .extra, .name: flags & 16 != 0 ? .comment : next(after: .comment)
    case .comment where flags & 2 != 0: .checksum
    default: .end
    }
  }
}
