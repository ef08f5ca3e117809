/// An SVG picture in the making: elements, escaping, numbers and the shared style sheet.
///
/// Attributes are written in the order given and numbers with one decimal, so the same drawing has the same
/// bytes everywhere.
package struct SVGDocument: Sendable {
  private var lines: [String] = []
  private var openElements: [String] = []

  /// Starts a picture with a background.
  ///
  /// - Parameters:
  ///   - title: what it is called, for screen readers and tooltips.
  ///   - description: what it shows, for those who don't see it.
  ///   - size: its width and height.
  ///   - isDiagram: whether it has boxes of a diagram.
  package init(title: String, description: String, size: Size, isDiagram: Bool = false) {
    // Whole pixels, upwards: a part of one would show the page through at the edge.
    let (width, height) = ((size.width + 0.499).fixed(places: 0), (size.height + 0.499).fixed(places: 0))
    // Several pictures may end up in one page, where ids have to differ.
    let id = Self.identifier(title)
    open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
        ("viewBox", "0 0 \(width) \(height)"), ("role", "img"),
        ("aria-labelledby", "\(id)-title \(id)-description"),
      ]
    )
    element("title", [("id", "\(id)-title")], text: title)
    element("desc", [("id", "\(id)-description")], text: description)
    let sheets = [SVGStyle.sheet] + (isDiagram ? [SVGStyle.diagramSheet] : [])
    lines.append("<style>\n\(sheets.joined(separator: "\n"))\n</style>")
    element("rect", [("class", "background"), ("width", "100%"), ("height", "100%")])
  }

  /// The whole document, with everything closed that is still open.
  package func finished() -> String {
    var document = self
    while !document.openElements.isEmpty {
      document.close()
    }
    return document.lines.joined(separator: "\n") + "\n"
  }

  /// Starts an element that holds others, up to the matching `close()`.
  package mutating func open(_ name: String, _ attributes: [(String, String)]) {
    lines.append("<\(name)\(Self.text(of: attributes))>")
    openElements.append(name)
  }

  /// Ends the element opened last.
  package mutating func close() {
    if let name = openElements.popLast() {
      lines.append("</\(name)>")
    }
  }

  /// An element on its own, with text in it or without.
  package mutating func element(_ name: String, _ attributes: [(String, String)], text: String? = nil) {
    let start = "<\(name)\(Self.text(of: attributes))"
    lines.append(text.map { "\(start)>\(Self.escaped($0))</\(name)>" } ?? "\(start)/>")
  }

  /// Text on one line; `start`, `middle` or `end` among the classes says which part of it is at the point.
  package mutating func text(_ text: String, at point: Point, class names: String) {
    let attributes = [("class", names), ("x", point.x.decimal()), ("y", point.y.decimal())]
    element("text", attributes, text: text)
  }

  /// A rectangle with round corners.
  package mutating func rectangle(_ rectangle: Rectangle, radius: Double, class names: String) {
    element(
      "rect",
      [
        ("class", names), ("x", rectangle.left.decimal()), ("y", rectangle.top.decimal()),
        ("width", rectangle.size.width.decimal()), ("height", rectangle.size.height.decimal()),
        ("rx", radius.decimal()),
      ]
    )
  }

  /// A filled circle.
  package mutating func dot(at center: Point, radius: Double, class names: String) {
    element(
      "circle",
      [
        ("class", names), ("cx", center.x.decimal()), ("cy", center.y.decimal()), ("r", radius.decimal()),
      ]
    )
  }

  /// A path; see `SVGPath`.
  package mutating func path(_ path: SVGPath, class names: String) {
    element("path", [("class", names), ("d", path.data)])
  }

  /// The text with everything replaced that XML would misread or forbids.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func text(of attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
  }

  /// The ASCII letters and digits of the text, with hyphens for the rest.
  private static func identifier(_ text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return (["drawing"] + words.map(String.init)).joined(separator: "-")
  }
}
