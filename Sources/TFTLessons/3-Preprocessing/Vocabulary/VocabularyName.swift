import RawData

extension Asset {
  /// `name` as a file name: what is no letter, digit, `_`, `-` or white space becomes `_`, runs of white space and `-`
  /// become one `-`.
  ///
  /// `"My vocab.txt"` becomes `"My-vocab_txt"`. TFT: `sanitized_vocab_filename`.
  package static func sanitized(_ name: String) -> String {
    let kept = name.unicodeScalars.map { isWordScalar($0) || isSpace($0) || $0 == "-" ? $0 : "_" }
    let start = kept.firstIndex { !isSpace($0) } ?? kept.endIndex
    let end = kept.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    var result = String.UnicodeScalarView()
    for scalar in kept[start..<end] {
      let isGap = isSpace(scalar) || scalar == "-"
      if !isGap { result.append(scalar) } else if result.last != "-" { result.append("-") }
    }
    return String(result)
  }

  /// Python's `\w`.
  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: scalar == "_" || scalar.properties.numericType != nil
    }
  }

  /// Python's `\s`.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || 0x1C...0x1F ~= scalar.value
  }
}
