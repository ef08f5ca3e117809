/// The two Huffman codes of a compressed block.
struct BlockCodes: Sendable {
  let literals: HuffmanTable
  let distances: HuffmanTable

  /// The codes of every fixed block (RFC 1951, section 3.2.6).
  static let fixed = BlockCodes(
    literalLengths: DeflateSymbols.fixedLiteralLengths[...],
    distanceLengths: DeflateSymbols.fixedDistanceLengths[...]
  )

  private init(literalLengths: ArraySlice<UInt8>, distanceLengths: ArraySlice<UInt8>) {
    literals = HuffmanTable(lengths: literalLengths, symbols: Self.literalSymbols, mainBits: 11)
    distances = HuffmanTable(lengths: distanceLengths, symbols: Self.distanceSymbols, mainBits: 8)
  }

  /// Reads the codes at the start of a dynamic block (RFC 1951, section 3.2.7).
  init(_ reader: inout BitReader) throws(DecodingStop) {
    let literalCount = try reader.take(5) + 257
    let distanceCount = try reader.take(5) + 1
    guard literalCount <= 286 else {
      throw .wrong("the block has \(literalCount) literal and length codes, expected at most 286")
    }
    guard distanceCount <= 30 else {
      throw .wrong("the block has \(distanceCount) distance codes, expected at most 30")
    }
    let lengths = try Self.readLengths(&reader, count: literalCount + distanceCount)
    guard lengths[DeflateSymbols.endOfBlock] > 0 else {
      throw .wrong("the block has no code for its end, expected one")
    }
    let (literalLengths, distanceLengths) = (lengths[..<literalCount], lengths[literalCount...])
    try HuffmanTable.check(literalLengths, name: "literal and length", mustBeComplete: false)
    try HuffmanTable.check(distanceLengths, name: "distance", mustBeComplete: false)
    self.init(literalLengths: literalLengths, distanceLengths: distanceLengths)
  }

  /// Reads the code that the code lengths are written in, then those.
  private static func readLengths(_ reader: inout BitReader, count: Int) throws(DecodingStop) -> [UInt8] {
    var codeLengths = [UInt8](repeating: 0, count: DeflateSymbols.codeLengthOrder.count)
    let codeLengthCount = try reader.take(4) + 4
    for symbol in DeflateSymbols.codeLengthOrder.prefix(codeLengthCount) {
      codeLengths[symbol] = UInt8(try reader.take(3))
    }
    try HuffmanTable.check(codeLengths, name: "code length", mustBeComplete: true)
    let table = HuffmanTable(lengths: codeLengths, symbols: codeLengthSymbols, mainBits: 7)
    var lengths: [UInt8] = []
    lengths.reserveCapacity(count)
    while lengths.count < count {
      let (length, repeats) = try readRun(&reader, table, previous: lengths.last)
      guard lengths.count + repeats <= count else {
        throw .wrong("the block has \(lengths.count + repeats) code lengths or more, expected \(count)")
      }
      lengths.append(contentsOf: repeatElement(length, count: repeats))
    }
    return lengths
  }

  /// The next code length and how often it comes.
  private static func readRun(
    _ reader: inout BitReader,
    _ table: HuffmanTable,
    previous: UInt8?
  ) throws(DecodingStop) -> (length: UInt8, repeats: Int) {
    reader.refill()
    let entry = table.entry(reader.bits)
    _ = try reader.take(Int(entry & 63))
    switch entry >> 16 {
    case 16:
      guard let previous else {
        throw .wrong("the first code length repeats the one before, expected a length")
      }
      return (previous, try reader.take(2) + 3)
    case 17: return (0, try reader.take(3) + 3)
    case 18: return (0, try reader.take(7) + 11)
    case let length: return (UInt8(length), 1)
    }
  }

  private static let codeLengthSymbols: [UInt32] = (0..<19).map { $0 << 16 }

  private static let meaningless = HuffmanTable.isExceptional | HuffmanTable.isMeaningless

  private static let literalSymbols: [UInt32] = (0..<DeflateSymbols.literalCount).map { symbol in
    let index = symbol - DeflateSymbols.firstLength
    return switch index {
    case -257 ..< -1: HuffmanTable.isLiteral | UInt32(symbol) << 16
    case -1: HuffmanTable.isExceptional | HuffmanTable.isEndOfBlock
    case ..<DeflateSymbols.lengthBases.count:
      UInt32(DeflateSymbols.lengthBases[index]) << 16 | UInt32(DeflateSymbols.lengthExtraBits[index])
    default: meaningless
    }
  }

  private static let distanceSymbols: [UInt32] = (0..<DeflateSymbols.distanceCount).map { symbol in
    guard symbol < DeflateSymbols.distanceBases.count else { return meaningless }
    return UInt32(DeflateSymbols.distanceBases[symbol]) << 16
      | UInt32(DeflateSymbols.distanceExtraBits[symbol])
  }
}
