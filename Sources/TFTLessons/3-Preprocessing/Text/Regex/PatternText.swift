/// A pattern's text, read from its start to its end.
struct PatternText {
  private let scalars: [Unicode.Scalar]
  /// How many scalars are read.
  var position = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  var isAtEnd: Bool { position == scalars.count }
  /// The next scalar, which stays the next one.
  var peek: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }
  /// All of it, for errors.
  var whole: String { text(scalars[...]) }

  /// What was read since `start`.
  func text(from start: Int) -> String { text(scalars[start..<position]) }

  /// Reads the next scalar; nil at the end.
  mutating func next() -> Unicode.Scalar? {
    defer { position = min(position + 1, scalars.count) }
    return peek
  }

  /// Reads `expected` if it is the next scalar.
  mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard peek == expected else { return false }
    position += 1
    return true
  }

  /// Reads all before `end`, and `end`; nil and nothing read where that does not come.
  mutating func take(upTo end: String) -> String? {
    let mark = Array(end.unicodeScalars)
    var index = position
    while index + mark.count <= scalars.count {
      if scalars[index..<index + mark.count].elementsEqual(mark) {
        defer { position = index + mark.count }
        return text(scalars[position..<index])
      }
      index += 1
    }
    return nil
  }

  /// Reads a decimal number, of which anything from ten thousand on is the same; nil where no digit is next.
  mutating func takeNumber() -> Int? {
    var number: Int?
    while let digit = peek, "0"..."9" ~= digit {
      number = min(10_000, (number ?? 0) * 10 + Int(digit.value) - 48)
      position += 1
    }
    return number
  }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
