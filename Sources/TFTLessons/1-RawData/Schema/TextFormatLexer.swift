/// Cuts protobuf text format into tokens.
struct TextFormatLexer {
  /// A token and its place in the file.
  struct Token {
    var kind: Kind
    var range: Range<Int>
  }

  enum Kind: Equatable {
    case identifier, number, string, symbol(Unicode.Scalar), end
  }

  let source: TextFormatSource
  private var index: Int
  private var bytes: [UInt8] { source.bytes }

  /// Starts at the first byte, after a byte order mark.
  init(_ source: TextFormatSource) {
    self.source = source
    index = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next token, `end` again and again at the end of the file.
  mutating func next() throws(InputError) -> Token {
    skipBlanksAndComments()
    let start = index
    guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try skipString(closing: byte)
      return Token(kind: .string, range: start..<index)
    case _ where Self.isDigit(byte) || byte == UInt8(ascii: ".") && Self.isDigit(peek(1) ?? 0):
      skipWord()
      guard TextFormatNumber.isNumber(bytes[start..<index]) else {
        throw source.error(start..<index, expected: "a number")
      }
      return Token(kind: .number, range: start..<index)
    case _ where Self.isLetter(byte):
      while let byte = peek(), Self.isLetter(byte) || Self.isDigit(byte) { index += 1 }
      return Token(kind: .identifier, range: start..<index)
    default:
      // A character beyond ASCII is one symbol, for the error it will be.
      repeat { index += 1 } while byte >= 0xC0 && peek().map { $0 & 0xC0 == 0x80 } ?? false
      return Token(kind: .symbol(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}"), range: start..<index)
    }
  }

  /// The name of an extension or of an `Any` message's type, from after its `[` to its `]`.
  mutating func bracketedName(from opening: Int) throws(InputError) -> String {
    index = opening + 1
    var name = ""
    skipBlanksAndComments()
    while let byte = peek(), byte != UInt8(ascii: "]") {
      guard Self.isLetter(byte) || Self.isDigit(byte) || Self.nameSymbols.contains(byte) else {
        throw source.error(index..<index + 1, expected: "the name of an extension or a message type")
      }
      name.unicodeScalars.append(Unicode.Scalar(byte))
      index += 1
      skipBlanksAndComments()
    }
    guard peek() != nil, !name.isEmpty else {
      throw source.error(
        index..<min(index + 1, bytes.count),
        expected: "the name of an extension or a message type"
      )
    }
    index += 1
    return "[\(name)]"
  }

  private static let nameSymbols = Array("./-~!$&()*+,;=%".utf8)

  private mutating func skipBlanksAndComments() {
    while let byte = peek() {
      if byte == UInt8(ascii: "#") {
        while let byte = peek(), byte != UInt8(ascii: "\n") { index += 1 }
      } else if byte == UInt8(ascii: " ") || 9...13 ~= byte {
        index += 1
      } else {
        return
      }
    }
  }

  /// Moves past the closing quote; what the escapes are worth is for `TextFormatString` to say.
  private mutating func skipString(closing quote: UInt8) throws(InputError) {
    let start = index
    index += 1
    while let byte = peek(), byte != quote {
      guard byte != UInt8(ascii: "\n") else {
        throw source.error(start..<index, expected: "a closing quote before the end of the line")
      }
      index += byte == UInt8(ascii: "\\") && peek(1) != nil && peek(1) != UInt8(ascii: "\n") ? 2 : 1
    }
    guard peek() != nil else {
      throw source.error(start..<index, expected: "a closing quote before the end of the file")
    }
    index += 1
  }

  /// Moves past everything that could be part of a number, so that `12ab` is one error and not two tokens.
  private mutating func skipWord() {
    while let byte = peek() {
      let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      guard
        Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ".")
          || isSign && isExponent(index - 1)
      else { return }
      index += 1
    }
  }

  /// Whether the letter at `position` starts an exponent rather than being a hexadecimal digit.
  private func isExponent(_ position: Int) -> Bool {
    bytes[position] | 0x20 == UInt8(ascii: "e")
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }

  private static func isLetter(_ byte: UInt8) -> Bool { 97...122 ~= byte | 0x20 || byte == UInt8(ascii: "_") }
}
