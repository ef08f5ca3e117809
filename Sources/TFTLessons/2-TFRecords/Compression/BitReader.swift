/// Compressed bytes as they arrive, read as bits from the lowest up (RFC 1951, section 3.1.1).
struct BitReader: Sendable {
  /// A place in the input, to return to.
  private struct Mark {
    var next: Int
    var bits: UInt64
    var bitCount: Int
  }

  /// The bytes that have arrived and are not used up.
  private(set) var input: [UInt8] = []
  /// The first byte of `input` that is not in `bits`.
  var next = 0
  /// The next bits, the first one lowest; zero above `bitCount`.
  var bits: UInt64 = 0
  /// How many bits `bits` holds.
  var bitCount = 0
  /// How many bytes came before `input`.
  private var usedCount = 0
  /// Whether all of the input has arrived.
  private(set) var isComplete = false

  /// Where the next bit is, in bytes from the start of the stream.
  var byteOffset: Int { (8 * (usedCount + next) - bitCount) / 8 }

  /// Where the input ends, in bytes from the start of the stream.
  var endOffset: Int { usedCount + input.count }

  /// How many whole bytes are left.
  var byteCount: Int { input.count - next + bitCount / 8 }

  /// Adds bytes at the end.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    returnWholeBytes()
    usedCount += next
    input.removeSubrange(..<next)
    next = 0
    input.append(contentsOf: bytes)
  }

  /// Says that no more bytes come.
  mutating func finish() {
    isComplete = true
  }

  /// The next `count` bits, at most 32, as a number.
  mutating func take(_ count: Int) throws(DecodingStop) -> Int {
    refill()
    guard bitCount >= count else { throw .needsInput }
    let value = Int(bits & (1 << UInt64(count) - 1))
    drop(count)
    return value
  }

  /// Skips the rest of the byte whose first bits were taken.
  mutating func alignToByte() {
    drop(bitCount % 8)
    returnWholeBytes()
  }

  /// Takes up to `count` whole bytes off an aligned reader and gives them to `body`; how many there were.
  mutating func takeBytes(upTo count: Int, _ body: (ArraySlice<UInt8>) -> Void) -> Int {
    returnWholeBytes()
    let end = min(next + count, input.count)
    body(input[next..<end])
    defer { next = end }
    return end - next
  }

  /// Fills `bits` as far as the input allows: with at least 57 bits unless it ends.
  mutating func refill() {
    while bitCount <= 56 && next < input.count {
      bits |= UInt64(input[next]) << UInt64(bitCount)
      bitCount += 8
      next += 1
    }
  }

  /// Uses up `count` bits of those in `bits`.
  mutating func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  /// What `body` reads, or nil, with nothing used up, when the input so far ends inside it.
  ///
  /// - Throws: `CompressionError` at the place where `body` started when what it reads is wrong, and at the end of the
  ///   input when no more will come; it then names `part`.
  mutating func attempt<Value>(
    _ part: @autoclosure () -> String,
    _ body: (inout BitReader) throws(DecodingStop) -> Value
  ) throws(CompressionError) -> Value? {
    let mark = Mark(next: next, bits: bits, bitCount: bitCount)
    let start = byteOffset
    do throws(DecodingStop) {
      return try body(&self)
    } catch {
      if case .wrong(let problem) = error { throw CompressionError(byteOffset: start, problem: problem) }
      if isComplete { throw endsTooEarly(part()) }
      (next, bits, bitCount) = (mark.next, mark.bits, mark.bitCount)
      return nil
    }
  }

  /// The error for input that ends inside `part`.
  func endsTooEarly(_ part: String) -> CompressionError {
    CompressionError(byteOffset: endOffset, problem: "the data ends here, expected the rest of \(part)")
  }

  private mutating func returnWholeBytes() {
    next -= bitCount / 8
    bitCount %= 8
    bits &= 1 << UInt64(bitCount) - 1
  }
}

/// `value` as all its hexadecimal digits: `0x1f`.
func hexadecimal(_ value: some FixedWidthInteger & UnsignedInteger) -> String {
  let digits = String(value, radix: 16)
  return "0x" + String(repeating: "0", count: value.bitWidth / 4 - digits.count) + digits
}
