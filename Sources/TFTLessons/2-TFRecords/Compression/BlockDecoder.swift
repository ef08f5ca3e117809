/// Decodes the blocks of one DEFLATE stream (RFC 1951), and can stop between any two bytes or symbols.
struct BlockDecoder: Sendable {
  /// Why decoding stopped.
  enum Stop: Equatable {
    case needsInput
    case needsRoom
    case finished
  }

  private enum Part {
    case header
    case stored(remaining: Int)
    case compressed(BlockCodes)
    case end
  }

  private var part = Part.header
  private var isLastBlock = false

  /// Decodes until the input or the room in `window` is used up, or the last block ends.
  mutating func decode(
    _ reader: inout BitReader,
    into window: inout OutputWindow
  ) throws(CompressionError) -> Stop {
    while true {
      switch part {
      case .header:
        let header = try reader.attempt("a block header", Self.readHeader)
        guard let header else { return .needsInput }
        (isLastBlock, part) = header
      case .stored(let remaining):
        if let stop = try copyStored(remaining, &reader, into: &window) { return stop }
      case .compressed(let codes):
        if let stop = try decodeSymbols(codes, &reader, into: &window) { return stop }
      case .end: return .finished
      }
    }
  }

  private static func readHeader(_ reader: inout BitReader) throws(DecodingStop) -> (isLast: Bool, Part) {
    let isLast = try reader.take(1) == 1
    switch try reader.take(2) {
    case 0: return (isLast, .stored(remaining: try readStoredLength(&reader)))
    case 1: return (isLast, .compressed(.fixed))
    case 2: return (isLast, .compressed(try BlockCodes(&reader)))
    default: throw .wrong("block type is 3, expected 0, 1 or 2")
    }
  }

  private static func readStoredLength(_ reader: inout BitReader) throws(DecodingStop) -> Int {
    reader.alignToByte()
    let length = UInt16(try reader.take(16))
    let complement = UInt16(try reader.take(16))
    guard complement == ~length else {
      throw .wrong(
        "a stored block's length is \(hexadecimal(length)) and its complement \(hexadecimal(complement)), "
          + "expected \(hexadecimal(~length))"
      )
    }
    return Int(length)
  }

  private mutating func endBlock() {
    part = isLastBlock ? .end : .header
  }

  /// Copies a stored block's bytes; why it stopped before their end.
  private mutating func copyStored(
    _ count: Int,
    _ reader: inout BitReader,
    into window: inout OutputWindow
  ) throws(CompressionError) -> Stop? {
    let copied = reader.takeBytes(upTo: max(0, min(count, window.room))) { window.append($0) }
    part = .stored(remaining: count - copied)
    guard copied < count else {
      endBlock()
      return nil
    }
    if window.room <= 0 { return .needsRoom }
    if reader.isComplete { throw reader.endsTooEarly("a stored block") }
    return .needsInput
  }

  /// Decodes a compressed block's symbols; why it stopped before their end.
  private mutating func decodeSymbols(
    _ codes: BlockCodes,
    _ reader: inout BitReader,
    into window: inout OutputWindow
  ) throws(CompressionError) -> Stop? {
    while window.room > 0 {
      SymbolLoop.run(codes, &reader, &window)
      if window.room <= 0 { break }
      let isEnd = try reader.attempt("a compressed block") { reader throws(DecodingStop) in
        try Self.decodeSymbol(codes, &reader, into: &window)
      }
      guard let isEnd else { return .needsInput }
      if isEnd {
        endBlock()
        return nil
      }
    }
    return .needsRoom
  }

  /// Decodes one literal or match, with every check; whether it is the end of the block.
  private static func decodeSymbol(
    _ codes: BlockCodes,
    _ reader: inout BitReader,
    into window: inout OutputWindow
  ) throws(DecodingStop) -> Bool {
    let (literal, base) = try take(codes.literals, "literal or length", &reader)
    if literal & HuffmanTable.isLiteral != 0 {
      window.append(UInt8(base & 0xFF))
      return false
    }
    if literal & HuffmanTable.isEndOfBlock != 0 { return true }
    let (_, distance) = try take(codes.distances, "distance", &reader)
    guard distance <= window.history else {
      throw .wrong("a match is \(distance) bytes back, expected at most the \(window.history) there are")
    }
    window.appendMatch(length: base, distance: distance)
    return false
  }

  /// Takes a symbol and its extra bits; its entry, and its literal, length or distance.
  private static func take(
    _ table: HuffmanTable,
    _ name: String,
    _ reader: inout BitReader
  ) throws(DecodingStop) -> (entry: UInt32, value: Int) {
    reader.refill()
    let entry = table.entry(reader.bits)
    let bits = try reader.take(Int(entry & 63))
    guard entry & HuffmanTable.isMeaningless == 0 else {
      throw .wrong("found a code for no \(name), expected one")
    }
    return (entry, Int(entry >> 16 & 0x7FFF) + bits >> Int(entry >> 8 & 15))
  }
}
