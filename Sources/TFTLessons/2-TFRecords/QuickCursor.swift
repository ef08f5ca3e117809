/// A place in a message of the usual form: everything has a length, nothing is damaged. It says that this is not so,
/// but not why; `ProtobufCursor` does.
struct QuickCursor {
  let bytes: UnsafeRawBufferPointer
  var index: Int

  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
  }

  /// Moves to the content of the field that comes next; where the content ends.
  ///
  /// - Returns: nil when another field comes next, or when its length does not fit before `end`.
  @inline(__always)
  mutating func enter(_ field: UInt8, until end: Int) -> Int? {
    guard end - index >= 2, bytes[index] == lengthDelimitedTag(field) else { return nil }
    var length = Int(bytes[index + 1])
    index += 2
    if length >= 0x80 {
      guard let long = longLength(length, until: end) else { return nil }
      length = long
    }
    return length <= end - index ? index + length : nil
  }

  /// Passes over a number; false when it does not end before `end`, or has more than ten bytes.
  @inline(__always)
  mutating func skipVarint(until end: Int) -> Bool {
    let last = min(end, index + 10)
    while index < last {
      index += 1
      if bytes[index - 1] < 0x80 { return true }
    }
    return false
  }

  /// The length whose first byte was `first`; nil when it has more than 35 bits or is cut.
  private mutating func longLength(_ first: Int, until end: Int) -> Int? {
    var length = first & 0x7F
    for shift in stride(from: 7, to: 35, by: 7) {
      guard index < end else { return nil }
      let byte = bytes[index]
      index += 1
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return length }
    }
    return nil
  }
}
