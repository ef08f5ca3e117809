extension Character {
  /// How many columns of a terminal the character takes up: 2 for East Asian wide characters and emoji, 0 for
  /// control characters and marks that stand alone, 1 for the rest.
  ///
  /// The widths of Unicode Standard Annex 11, as terminals apply them: ambiguous characters count 1.
  package var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    // A variation selector 16 asks for the coloured, wide form of a character that is text by default.
    if unicodeScalars.contains("\u{FE0F}") || first.properties.isEmojiPresentation { return 2 }
    switch first.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      return Self.isWide(first.value) ? 2 : 1
    }
  }

  /// Whether it is a control character, which a terminal obeys instead of showing it.
  package var isControl: Bool { unicodeScalars.first?.properties.generalCategory == .control }

  private static func isWide(_ value: UInt32) -> Bool {
    // Nearly every character of the pipeline's own text ends here.
    if value < 0x1100 { return false }
    return wideRanges.contains { $0.contains(value) }
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul Jamo
    0x2E80...0x303E,  // CJK radicals and punctuation
    0x3041...0x33FF,  // Kana, Bopomofo, compatibility forms
    0x3400...0x4DBF,  // CJK extension A
    0x4E00...0xA4CF,  // CJK unified ideographs, Yi
    0xA960...0xA97F,  // Hangul Jamo extended A
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // CJK compatibility ideographs
    0xFE30...0xFE6F,  // CJK compatibility and small forms
    0xFF00...0xFF60,  // Fullwidth forms
    0xFFE0...0xFFE6,  // Fullwidth signs
    0x17000...0x18CFF,  // Tangut
    0x1B000...0x1B2FF,  // Kana supplement and extensions
    0x20000...0x3FFFD,  // CJK extensions B and later
  ]
}

extension StringProtocol {
  /// How many columns of a terminal the text takes up.
  package var columns: Int { reduce(0) { $0 + $1.columns } }
}
