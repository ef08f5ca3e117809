/// What a few thousand bytes of CSV text tell at a glance.
struct CSVWindow {
  /// How many newlines there are.
  private(set) var newlines = 0
  /// Whether there is neither a quote nor an empty line, so that every newline ends a record.
  let isPlain: Bool
  /// Where the window ends.
  let end: Int

  private typealias Bytes = SIMD16<UInt8>
  private typealias Mask = SIMDMask<SIMD16<Int8>>

  /// The newlines of so many groups are counted in bytes, which must not overflow.
  private static let groupsAtOnce = 240
  private static let size = groupsAtOnce * 16

  /// Looks at the text from the start of a record on; nil when there is too little of it.
  init?(_ text: RawSpan, recordStart: Int) {
    // The first byte has no other before it.
    let start = recordStart + 1
    end = start + Self.size
    guard recordStart >= 0, end <= text.byteCount else { return nil }
    // Of one type each, or the compiler compares byte by byte.
    let (newline, carriageReturn) = (
      Bytes(repeating: UInt8(ascii: "\n")), Bytes(repeating: UInt8(ascii: "\r"))
    )
    let (quote, one) = (Bytes(repeating: UInt8(ascii: "\"")), Bytes(repeating: 1))
    var counts = Bytes()
    var special = Mask(repeating: false)
    var offset = start
    while offset < end {
      // In bounds: see above.
      let bytes = text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Bytes.self)
      let before = text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &- 1, as: Bytes.self)
      let isNewline: Mask = bytes .== newline
      let isLineEnd: Mask = isNewline .| (bytes .== carriageReturn)
      special .|= (bytes .== quote) .| ((before .== newline) .& isLineEnd)
      counts &+= Bytes().replacing(with: one, where: isNewline)
      offset &+= 16
    }
    newlines = counts.indices.reduce(0) { $0 + Int(counts[$1]) }
    let first = text.unsafeLoad(fromByteOffset: recordStart, as: UInt8.self)
    let isFirstPlain = ![UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\"")].contains(first)
    isPlain = isFirstPlain && !any(special)
  }

  /// Where the record starts that goes on beyond the window.
  func lastRecordStart(_ text: RawSpan) -> Int {
    var start = end
    while text.unsafeLoad(fromByteOffset: start - 1, as: UInt8.self) != UInt8(ascii: "\n") { start -= 1 }
    return start
  }
}
