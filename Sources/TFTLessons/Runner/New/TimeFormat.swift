import RawData

/// A way to write a time that is recognized in a column of texts.
struct TimeFormat {
  /// The format, in `strptime`'s directives.
  let text: String
  /// Whether it says the time of day.
  let hasHours: Bool
  /// The form of such a text: `0` stands for any digit.
  private let shape: [UInt8]

  private init(_ text: String, _ example: String) {
    self.text = text
    shape = Array(example.utf8)
    hasHours = text.contains("%H")
  }

  private static let known = [
    TimeFormat("%Y-%m-%d %H:%M:%S UTC", "0000-00-00 00:00:00 UTC"),
    TimeFormat("%Y-%m-%d %H:%M:%S", "0000-00-00 00:00:00"),
    TimeFormat("%Y-%m-%dT%H:%M:%SZ", "0000-00-00T00:00:00Z"),
    TimeFormat("%Y-%m-%dT%H:%M:%S", "0000-00-00T00:00:00"),
    TimeFormat("%Y-%m-%d %H:%M", "0000-00-00 00:00"), TimeFormat("%Y-%m-%d", "0000-00-00"),
    TimeFormat("%d.%m.%Y", "00.00.0000"),
  ]

  /// The format that all texts are in; nil when they are in none.
  static func of(_ texts: ByteStrings) -> TimeFormat? {
    guard texts.count > 0 else { return nil }
    return known.first { format in (0..<texts.count).allSatisfy { format.fits(texts[$0]) } }
  }

  private func fits(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == shape.count
      && zip(text, shape).allSatisfy { byte, expected in
        expected == UInt8(ascii: "0") ? 48...57 ~= byte : byte == expected
      }
  }
}
