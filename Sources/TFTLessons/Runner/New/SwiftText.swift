/// Pieces of Swift programs.
enum SwiftText {
  /// A string literal that stands for `text`.
  static func literal(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\t": "\\t"
      case "\r": "\\r"
      case _ where isInvisible(scalar): "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// What a reader of the program cannot see, or sees in another order than it stands there.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
    default: false
    }
  }

  /// A comment of one line or more; what is no text in it is escaped.
  static func comment(_ text: String, marker: String = "//", indent: Int = 0) -> [String] {
    let start = String(repeating: " ", count: indent) + marker
    return text.lines(ofAtMost: 116 - start.count).map { "\(start) \($0)" }
  }

  /// A name in a comment: in quotes, short, on one line.
  static func shown(_ text: String) -> String {
    let literal = literal(text)
    return literal.count <= 40 ? literal : "\(literal.prefix(36))...\""
  }

  /// A number of at most four digits that count.
  static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    var scale = 1.0
    while (value * scale).magnitude < 1_000 { scale *= 10 }
    while (value * scale).magnitude >= 10_000 { scale /= 10 }
    return (value * scale).rounded() / scale
  }

  /// The same as text, without a point where there is nothing behind it.
  static func number(_ value: Double) -> String {
    let text = Float(rounded(value)).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number as a literal of a `Float`, to a thousandth of `spread` or better.
  static func float(_ value: Double, spread: Double) -> String {
    guard spread > 0, spread.isFinite else { return Float(value).description }
    var (step, inverse) = (1.0, 1.0)
    while step > spread / 1_000 { (step, inverse) = (step / 10, inverse * 10) }
    while step * 10 <= spread / 1_000 { (step, inverse) = (step * 10, inverse / 10) }
    let steps = (value * inverse).rounded()
    return Float(inverse > 1 ? steps / inverse : steps * step).description
  }
}
