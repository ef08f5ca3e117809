/// Writes protobuf text format, byte for byte as Python's `text_format.MessageToString` does.
struct TextFormatWriter {
  /// What is written so far.
  private(set) var text = ""
  private var indentation = ""

  /// Adds a message whose fields `body` writes.
  mutating func message(_ name: String, _ body: (inout TextFormatWriter) -> Void) {
    text += "\(indentation)\(name) {\n"
    indentation += "  "
    body(&self)
    indentation.removeLast(2)
    text += "\(indentation)}\n"
  }

  /// Adds a field whose value is a number or a word.
  mutating func field(_ name: String, _ value: String) {
    text += "\(indentation)\(name): \(value)\n"
  }

  /// Adds a field whose value is a text.
  mutating func field(_ name: String, quoted value: String) {
    field(name, "\"\(value.unicodeScalars.map(Self.escaped).joined())\"")
  }

  /// Control characters as three octal digits; everything beyond ASCII as it is.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\t": "\\t"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\"", "'", "\\": "\\\(scalar)"
    case "\0"..<" ", "\u{7F}": "\\" + String(scalar.value + 0o1000, radix: 8).dropFirst()
    default: String(scalar)
    }
  }
}
