/// The alphabets of DEFLATE (RFC 1951, section 3.2.5): what each symbol stands for.
enum DeflateSymbols {
  /// Literals 0 to 255, the end of a block, lengths from 257; two more have a fixed code and no meaning.
  static let literalCount = 288
  static let endOfBlock = 256
  static let firstLength = 257
  /// Distances; two more have a fixed code and no meaning.
  static let distanceCount = 32

  static let shortestMatch = 3
  static let longestMatch = 258
  static let windowSize = 1 << 15
  static let longestCode = 15
  static let longestCodeLengthCode = 7

  /// How many bits follow a length symbol.
  static let lengthExtraBits: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  /// The shortest length of each length symbol.
  static let lengthBases: [UInt16] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227,
    258,
  ]
  /// How many bits follow a distance symbol.
  static let distanceExtraBits: [UInt8] = (0..<30).map { UInt8(max(0, $0 / 2 - 1)) }
  /// The shortest distance of each distance symbol.
  static let distanceBases: [UInt16] = distanceExtraBits.reduce(into: [1]) { bases, bits in
    bases.append((bases.last ?? 1) &+ 1 << UInt16(bits))
  }.dropLast()

  /// The order in which a dynamic block gives the lengths of its code-length code.
  static let codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// The code lengths of a fixed block's literals and lengths.
  static let fixedLiteralLengths: [UInt8] = (0..<literalCount).map { symbol in
    switch symbol {
    case ..<144: 8
    case ..<256: 9
    case ..<280: 7
    default: 8
    }
  }
  /// The code lengths of a fixed block's distances.
  static let fixedDistanceLengths = [UInt8](repeating: 5, count: distanceCount)

  /// The length symbol, from 0, of a length from 3 to 258.
  @inline(__always)
  static func lengthIndex(_ length: Int) -> Int {
    Int(lengthIndices[length])
  }

  /// The distance symbol of a distance from 1 to 32768.
  @inline(__always)
  static func distanceIndex(_ distance: Int) -> Int {
    let before = distance &- 1
    guard before >= 4 else { return before }
    // Two symbols per power of two: the highest bit, and the one below it.
    let power = Int.bitWidth &- 1 &- before.leadingZeroBitCount
    return power &* 2 &+ (before &>> (power &- 1)) & 1
  }

  /// 258 has a symbol of its own.
  private static let lengthIndices: [UInt8] = (0...longestMatch).map { length in
    UInt8((lengthBases.lastIndex { Int($0) <= length }) ?? 0)
  }
}
