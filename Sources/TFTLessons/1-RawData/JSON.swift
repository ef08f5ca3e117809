/// A JSON document (RFC 8259). Numbers stay as text, so that a float keeps every bit; objects keep their order.
package enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  package static func int(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

  /// The shortest decimal that reads back as `value`; NaN and infinities, which JSON lacks, become strings.
  package static func float(_ value: Float) -> JSON {
    value.isFinite ? .number(value.description) : .string(value.description)
  }

  package static func double(_ value: Double) -> JSON {
    value.isFinite ? .number(value.description) : .string(value.description)
  }

  package static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  /// The value of the member `name`; nil when this is no object or has no such member.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var array: [JSON]? {
    if case .array(let values) = self { values } else { nil }
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var int: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  package var float: Float? {
    switch self {
    case .number(let text), .string(let text): Float(text)
    default: nil
    }
  }

  package var double: Double? {
    switch self {
    case .number(let text), .string(let text): Double(text)
    default: nil
    }
  }
}

extension JSON {
  /// The document as text for people: two spaces of indentation; arrays and objects that fit on a line stay on it.
  package var text: String {
    var text = ""
    append(to: &text, indent: "")
    return text + "\n"
  }

  /// The document on one line.
  package var compactText: String {
    var text = ""
    _ = appendCompact(to: &text, limit: .max)
    return text
  }

  /// Adds the document on one line; false, and not all of it, when `text` has more than `limit` bytes then.
  private func appendCompact(to text: inout String, limit: Int) -> Bool {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): Self.append(quoted: string, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        guard value.appendCompact(to: &text, limit: limit) else { return false }
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        Self.append(quoted: member.name, to: &text)
        text += ": "
        guard member.value.appendCompact(to: &text, limit: limit) else { return false }
      }
      text += "}"
    }
    return text.utf8.count <= limit
  }

  /// Adds the document, on one line where it fits.
  private func append(to text: inout String, indent: String) {
    let start = text.utf8.count
    if !isLarge, appendCompact(to: &text, limit: start + 110 - indent.utf8.count) { return }
    text.removeSubrange(text.utf8.index(text.startIndex, offsetBy: start)...)
    let inner = indent + "  "
    switch self {
    case .array(let values):
      text += "[\n"
      for (index, value) in values.enumerated() {
        text += index > 0 ? ",\n" : ""
        text += inner
        value.append(to: &text, indent: inner)
      }
      text += "\n\(indent)]"
    case .object(let members):
      text += "{\n"
      for (index, member) in members.enumerated() {
        text += index > 0 ? ",\n" : ""
        text += inner
        Self.append(quoted: member.name, to: &text)
        text += ": "
        member.value.append(to: &text, indent: inner)
      }
      text += "\n\(indent)}"
    default:
      _ = appendCompact(to: &text, limit: .max)
    }
  }

  /// An object of objects, or of several lists, reads better over several lines, however short.
  private var isLarge: Bool {
    guard case .object(let members) = self else { return false }
    return members.contains { member in
      if case .object = member.value { return true }
      return member.value.array?.contains { if case .object = $0 { true } else { false } } ?? false
    }
  }

  private static func append(quoted string: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    // Mostly there is nothing to escape.
    if string.utf8.allSatisfy({ $0 >= 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      text += string
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ": text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
