import RawData

/// The first bytes of a text file, and what they look like.
struct TextStart {
  /// The whole lines among them, or the one line that has no end.
  private let lines: [Substring]

  /// Nil when the bytes are no text in UTF-8.
  init?(_ bytes: [UInt8]) {
    let isPlain = bytes.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 || $0 == 10 || $0 == 13 }
    let end = bytes.lastIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    guard isPlain, !bytes.isEmpty, let text = String(validating: bytes[..<end], as: UTF8.self) else {
      return nil
    }
    lines = text.split(whereSeparator: \.isNewline)
  }

  /// The first line that is not empty, or the start of it.
  var firstLine: Substring { lines.first ?? "" }

  var looksLikeJSON: Bool {
    lines.first?.first { !$0.isWhitespace } == "{"
  }

  /// The first line is a whole object.
  var looksLikeJSONLines: Bool {
    guard looksLikeJSON, case .object? = try? JSON.parse(Array(firstLine.utf8), path: "") else {
      return false
    }
    return true
  }

  var looksLikeSchema: Bool {
    lines.contains { $0.hasPrefix("feature {") || $0.hasPrefix("feature{") }
  }

  /// Two lines with as many commas; prose seldom has them.
  var looksLikeCSV: Bool {
    guard lines.count >= 2 else { return false }
    let commas = lines.prefix(2).map { line in line.count { $0 == "," } }
    return commas[0] > 0 && commas[0] == commas[1]
  }
}
