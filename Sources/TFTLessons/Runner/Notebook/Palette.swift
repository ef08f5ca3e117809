/// Makes text of styled lines: with colours for a terminal, or without a single escape byte.
///
/// Of the sixteen colours that every terminal has, those that can be read on a light and on a dark ground.
struct Palette: Sendable {
  let isColorful: Bool

  /// The line as text, without spaces at its end.
  func text(_ line: [Span]) -> String {
    var spans = line
    while var last = spans.popLast() {
      while last.text.utf8.last == UInt8(ascii: " ") { last.text.removeLast() }
      guard last.text.isEmpty else {
        spans.append(last)
        break
      }
    }
    guard isColorful else { return spans.map(\.text).joined() }
    var text = ""
    for (index, span) in spans.enumerated() {
      let isFirst = index == 0 || spans[index - 1].style != span.style
      let isLast = index == spans.count - 1 || spans[index + 1].style != span.style
      let codes = span.style.codes
      if isFirst, !codes.isEmpty { text += "\u{1B}[\(codes.joined(separator: ";"))m" }
      text += span.text
      if isLast, !codes.isEmpty { text += "\u{1B}[0m" }
    }
    return text
  }
}

extension TextStyle {
  /// The parameters of the terminal's command that sets the style ("Select Graphic Rendition", ECMA-48).
  fileprivate var codes: [String] {
    let all: [(TextStyle, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.link, "4"), (.code, "36"), (.keyword, "35"),
      (.literal, "32"), (.type, "36"), (.heading, "1;35"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
