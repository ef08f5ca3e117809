import RawData

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Numbers from text: equal to the C library's `strtof` and `strtoll` wherever the text is a number by our grammar.
enum NumbersTarget: FuzzTarget {
  static func run(_ input: Input) {
    let text = Array(input.rest)
    checkFloat(text)
    checkInteger(text)
    if text.count >= 4 { checkRoundTrip(text.reduce(0) { $0 << 8 | UInt32($1) }) }
  }

  private static func checkFloat(_ text: [UInt8]) {
    let found = NumberParser.float(text.span, 0, text.count)
    let trimmed = trimmed(text)
    let expected = isDecimal(trimmed) || isSpecial(trimmed) ? strtof(string(trimmed), nil) : nil
    guard let expected, !expected.isNaN else {
      return expect(found.map(\.isNaN) == expected.map(\.isNaN), "\(string(text)) is \(expected ?? 0)")
    }
    expectEqual(found?.bitPattern, expected.bitPattern, "\(string(text)) is \(expected)")
  }

  private static func checkInteger(_ text: [UInt8]) {
    let found = NumberParser.int64(text.span, 0, text.count)
    let trimmed = trimmed(text)
    guard isInteger(trimmed) else { return expectEqual(found, nil, "\(string(text)) is no integer") }
    errno = 0
    let value = strtoll(string(trimmed), nil, 10)
    expectEqual(found, errno == ERANGE ? nil : Int64(value), "\(string(text)) is \(value)")
  }

  /// The shortest decimal of any float reads back as that float.
  private static func checkRoundTrip(_ bits: UInt32) {
    let number = Float(bitPattern: bits)
    let text = Array(number.description.utf8)
    let found = NumberParser.float(text.span, 0, text.count)
    expect(found?.bitPattern == bits || found.map(\.isNaN) == true && number.isNaN, "\(number) is itself")
  }

  // The grammar once more, by peeling it off from both ends.

  private static func string(_ text: some Sequence<UInt8>) -> String {
    String(decoding: Array(text), as: UTF8.self)
  }

  private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    var rest = text.drop { $0 == 32 || $0 == 9 }
    while rest.last == 32 || rest.last == 9 { rest.removeLast() }
    return rest
  }

  private static func isDigits(_ text: ArraySlice<UInt8>) -> Bool { text.allSatisfy { 48...57 ~= $0 } }

  private static func unsigned(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
  }

  private static func isInteger(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = unsigned(text)
    return !digits.isEmpty && isDigits(digits)
  }

  private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    if parts.count == 2, !isInteger(parts[1]) { return false }
    let digits = unsigned(parts[0]).split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ".") }
    return digits.count <= 2 && digits.contains { !$0.isEmpty } && digits.allSatisfy(isDigits)
  }

  private static func isSpecial(_ text: ArraySlice<UInt8>) -> Bool {
    ["nan", "inf", "infinity"].contains { unsigned(text).map { $0 | 0x20 } == Array($0.utf8) }
      && unsigned(text).allSatisfy { $0 >= 65 }
  }
}
