/// Where the commas, newlines and quotes are among 64 bytes of CSV text.
struct CSVSpecialBytes {
  /// Bit `i` is set when byte `i` is a comma or a newline.
  private(set) var separators: UInt64
  /// Bit `i` is set when byte `i` is a quote.
  private(set) var quotes: UInt64

  /// How many bytes are looked at.
  static let count = 64

  private typealias Bytes = SIMD16<UInt8>
  private typealias Mask = SIMDMask<SIMD16<Int8>>

  /// Looks at the bytes from `offset` on; those from `end` on count for nothing, but must be there.
  @inline(__always)
  init(_ text: RawSpan, at offset: Int, end: Int) {
    assert(offset >= 0 && offset + Self.count <= text.byteCount, "the text has no padding")
    // Of one type each, or the compiler compares byte by byte.
    let (comma, newline) = (Bytes(repeating: UInt8(ascii: ",")), Bytes(repeating: UInt8(ascii: "\n")))
    let quote = Bytes(repeating: UInt8(ascii: "\""))
    let first = Self.load(text, offset)
    let second = Self.load(text, offset + 16)
    let third = Self.load(text, offset + 32)
    let fourth = Self.load(text, offset + 48)
    let separators = Self.bits(
      (first .== comma) .| (first .== newline),
      (second .== comma) .| (second .== newline),
      (third .== comma) .| (third .== newline),
      (fourth .== comma) .| (fourth .== newline)
    )
    let wanted: UInt64 = end - offset < Self.count ? (1 << UInt64(end - offset)) - 1 : .max
    self.separators = separators & wanted
    let isQuote: Mask = (first .== quote) .| (second .== quote) .| (third .== quote) .| (fourth .== quote)
    if Self.isEmpty(isQuote) {
      quotes = 0
    } else {
      quotes = wanted & Self.bits(first .== quote, second .== quote, third .== quote, fourth .== quote)
    }
  }

  /// Removes the separators before the first quote, or all when there is none; which they were.
  @inline(__always)
  mutating func takeSeparatorsBeforeQuote() -> UInt64 {
    let before = (quotes & (0 &- quotes)) &- 1
    defer { separators &= ~before }
    return separators & before
  }

  /// Removes the cell that starts with the first quote, and the separator after it, if the next quote is right before
  /// a separator; how long the cell is, both quotes included.
  @inline(__always)
  mutating func takeShortQuotedCell() -> Int? {
    let closing = (quotes & (quotes &- 1)).trailingZeroBitCount
    guard closing < Self.count - 1, separators >> UInt64(closing + 1) & 1 == 1 else { return nil }
    let opening = quotes.trailingZeroBitCount
    let beyond: UInt64 = .max << UInt64(closing + 1)
    quotes &= beyond
    separators &= beyond & (beyond << 1)
    return closing + 1 - opening
  }

  @inline(__always)
  private static func load(_ text: RawSpan, _ offset: Int) -> Bytes {
    text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Bytes.self)
  }

  @inline(__always)
  private static func isEmpty(_ mask: Mask) -> Bool {
    let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return halves[0] | halves[1] == 0
  }

  /// A bit for each byte of four masks.
  @inline(__always)
  private static func bits(_ first: Mask, _ second: Mask, _ third: Mask, _ fourth: Mask) -> UInt64 {
    bits(first) | bits(second) << 16 | bits(third) << 32 | bits(fourth) << 48
  }

  /// A bit for each byte of the mask.
  @inline(__always)
  private static func bits(_ mask: Mask) -> UInt64 {
    let places = Bytes(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
    let halves = unsafeBitCast(Bytes().replacing(with: places, where: mask), to: SIMD2<UInt64>.self)
    // Each byte has a bit of its own, so the sum of eight has them all: this multiplies it into the top byte.
    let ones: UInt64 = 0x0101_0101_0101_0101
    return ((halves[0] &* ones) >> 56) | ((halves[1] &* ones) >> 56) << 8
  }
}
