/// Writes blocks (RFC 1951, section 3.2.3), each in the form that is smallest.
struct BlockEncoder: Sendable {
  private var writer = BitWriter()

  private static let longestStored = 65_535

  /// Writes one block: `tokens`, which stand for `bytes`.
  mutating func write(
    _ tokens: [DeflateToken],
    standingFor bytes: ArraySlice<UInt8>,
    isLast: Bool,
    to output: inout [UInt8]
  ) {
    let counts = TokenCounts(tokens)
    let literals = HuffmanCode(frequencies: counts.literals, longest: DeflateSymbols.longestCode)
    let distances = HuffmanCode(frequencies: counts.distances, longest: DeflateSymbols.longestCode)
    let runs = CodeLengthRuns(literals, distances)
    let dynamicSize = runs.size + counts.size(literals, distances)
    let fixedSize = counts.size(.fixedLiterals, .fixedDistances)
    if storedSize(bytes.count) < 3 + min(dynamicSize, fixedSize) {
      writeStored(bytes, isLast: isLast, to: &output)
    } else if fixedSize <= dynamicSize {
      writeHeader(type: 1, isLast: isLast, to: &output)
      write(tokens, .fixedLiterals, .fixedDistances, size: fixedSize, to: &output)
    } else {
      writeHeader(type: 2, isLast: isLast, to: &output)
      runs.write(&writer, to: &output)
      write(tokens, literals, distances, size: dynamicSize - runs.size, to: &output)
    }
    if isLast { writer.alignToByte(to: &output) }
  }

  private mutating func writeHeader(type: Int, isLast: Bool, to output: inout [UInt8]) {
    writer.write((isLast ? 1 : 0) | type << 1, count: 3, to: &output)
  }

  /// How many bits `count` bytes take in stored blocks.
  private func storedSize(_ count: Int) -> Int {
    let padding = (16 - 3 - writer.bitCount) % 8
    let blockCount = max(1, (count + Self.longestStored - 1) / Self.longestStored)
    return 3 + padding + blockCount * 32 + (blockCount - 1) * 8 + count * 8
  }

  private mutating func writeStored(_ bytes: ArraySlice<UInt8>, isLast: Bool, to output: inout [UInt8]) {
    var rest = bytes
    repeat {
      let part = rest.prefix(Self.longestStored)
      rest = rest.dropFirst(part.count)
      writeHeader(type: 0, isLast: isLast && rest.isEmpty, to: &output)
      writer.alignToByte(to: &output)
      output += littleEndian(UInt16(part.count))
      output += littleEndian(~UInt16(part.count))
      output += part
    } while !rest.isEmpty
  }

  /// Writes the tokens and the end of the block, `size` bits in all.
  private mutating func write(
    _ tokens: [DeflateToken],
    _ literalCode: HuffmanCode,
    _ distanceCode: HuffmanCode,
    size: Int,
    to output: inout [UInt8]
  ) {
    let literals = zip(literalCode.codes, literalCode.lengths).map { BitString($0, $1) }
    let lengths = Self.lengthStrings(literalCode)
    let distances = zip(distanceCode.codes, distanceCode.lengths).map { BitString($0, $1) }
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: size / 8 + 16))
    let end = output.withUnsafeMutableBytes { bytes in
      var emitter = TokenEmitter(bytes: bytes, end: start, bits: writer.bits, bitCount: writer.bitCount)
      emitter.emit(tokens, literals: literals, lengths: lengths, distances: distances)
      (writer.bits, writer.bitCount) = (emitter.bits, emitter.bitCount)
      return emitter.end
    }
    output.removeLast(output.count - end)
  }

  /// The code and the extra bits of each length, 0 to 258.
  private static func lengthStrings(_ code: HuffmanCode) -> [BitString] {
    (0...DeflateSymbols.longestMatch).map { length in
      guard length >= DeflateSymbols.shortestMatch else { return BitString(0, 0) }
      let index = DeflateSymbols.lengthIndex(length)
      let symbol = DeflateSymbols.firstLength + index
      return BitString(code.codes[symbol], code.lengths[symbol])
        .followed(by: length - Int(DeflateSymbols.lengthBases[index]), DeflateSymbols.lengthExtraBits[index])
    }
  }
}
