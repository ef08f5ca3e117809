extension JSON {
  /// Reads a JSON file.
  ///
  /// - Throws: `FileError` when it cannot be read, `InputError` with line and column when it is no JSON.
  package static func read(_ path: String) throws -> JSON {
    try parse(try InputFile.contents(of: path), path: path)
  }

  /// Checks the header that all our JSON files have.
  ///
  /// - Throws: `InputError` when the file is of another format or of a newer version.
  package func checkFormat(_ format: String, version newest: Int, path: String) throws(InputError) {
    guard self["format"]?.string == format else {
      throw InputError(
        file: path,
        problem: "found no \"format\": \"\(format)\", expected a file of that format"
      )
    }
    guard let version = self["format_version"]?.int, version > 0 else {
      let found = self["format_version"]?.compactText ?? "none"
      throw InputError(file: path, problem: "found format_version \(found), expected 1 to \(newest)")
    }
    guard version <= newest else {
      throw InputError(
        file: path,
        problem: "found format_version \(version), expected at most \(newest); read it with a newer release"
      )
    }
  }

  package static func parse(_ bytes: [UInt8], path: String) throws(InputError) -> JSON {
    var parser = JSONParser(bytes: bytes, path: path)
    return try parser.document()
  }
}

/// A recursive-descent parser of JSON.
private struct JSONParser {
  let bytes: [UInt8]
  let path: String
  private var index = 0
  private var depth = 0
  /// Deeper documents than anything we write are refused before they can exhaust the stack.
  private static let deepest = 200

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  mutating func document() throws(InputError) -> JSON {
    let value = try value()
    guard peek() == nil else { throw error("the end of the document") }
    return value
  }

  private mutating func value() throws(InputError) -> JSON {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("at most \(Self.deepest) nested levels") }
    switch peek() {
    case UInt8(ascii: "{"):
      return .object(try list(closing: "}") { parser throws(InputError) in try parser.member() })
    case UInt8(ascii: "["):
      return .array(try list(closing: "]") { parser throws(InputError) in try parser.value() })
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || 48...57 ~= byte: return try number()
    default: return try word()
    }
  }

  private mutating func member() throws(InputError) -> Member {
    guard peek() == UInt8(ascii: "\"") else { throw error("a name in quotes") }
    let name = try string()
    guard peek() == UInt8(ascii: ":") else { throw error("a colon") }
    index += 1
    return Member(name, try value())
  }

  private typealias Member = JSON.Member

  private mutating func list<Element>(
    closing: Unicode.Scalar,
    _ element: (inout JSONParser) throws(InputError) -> Element
  ) throws(InputError) -> [Element] {
    index += 1
    var elements: [Element] = []
    while peek() != UInt8(ascii: closing) {
      if !elements.isEmpty {
        guard peek() == UInt8(ascii: ",") else { throw error("a comma or \(closing)") }
        index += 1
      }
      elements.append(try element(&self))
    }
    index += 1
    return elements
  }

  private mutating func number() throws(InputError) -> JSON {
    let start = index
    while index < bytes.count, Self.isPartOfNumber(bytes[index]) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard Double(text) != nil else {
      index = start
      throw error("a number")
    }
    return .number(text)
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "0"..."9", "+", "-", ".", "e", "E": true
    default: false
    }
  }

  private mutating func word() throws(InputError) -> JSON {
    for (word, value) in [("null", JSON.null), ("true", .bool(true)), ("false", .bool(false))]
    where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return value
    }
    throw error("a value")
  }

  private mutating func string() throws(InputError) -> String {
    index += 1
    var text: [UInt8] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        text += String(try escape()).utf8
      } else {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
          index += 1
        }
        text += bytes[start..<index]
      }
    }
    guard index < bytes.count else { throw error("a closing quote") }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() throws(InputError) -> Unicode.Scalar {
    index += 1
    guard index < bytes.count else { throw error("an escape") }
    let letter = bytes[index]
    index += 1
    switch Unicode.Scalar(letter) {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "u": return try unicodeEscape()
    default: return Unicode.Scalar(letter)
    }
  }

  private mutating func unicodeEscape() throws(InputError) -> Unicode.Scalar {
    let high = try hexadecimal()
    guard high & 0xFC00 == 0xD800, bytes[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    else {
      return Unicode.Scalar(high) ?? "\u{FFFD}"
    }
    index += 2
    let low = try hexadecimal()
    return Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(InputError) -> UInt32 {
    guard index + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits") }
    index += 4
    return value
  }

  /// The next byte that is not white space, nil at the end.
  private mutating func peek() -> UInt8? {
    while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    return index < bytes.count ? bytes[index] : nil
  }

  private func error(_ expected: String) -> InputError {
    let before = bytes.prefix(index)
    let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    let found =
      index < bytes.count ? "found \(quoted(bytes[index...].prefix(12)))" : "found the end of the file"
    return InputError(
      file: path,
      position: .line(1 + before.count { $0 == 10 }, column: index - lineStart + 1),
      problem: "\(found), expected \(expected)"
    )
  }
}
