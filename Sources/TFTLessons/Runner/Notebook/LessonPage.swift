import RawData

/// A lesson's page, divided where its code, its outputs and its pictures stand.
struct LessonPage: Sendable {
  enum Part: Equatable, Sendable {
    case prose([MarkdownBlock])
    /// A region of a source file.
    case code(path: String, language: String, lines: [String])
    /// Where the output of the cell `2/write` stands.
    case output(String)
    /// A picture, and the cell that draws it.
    case figure(cell: String, MarkdownBlock)
  }

  let parts: [Part]

  /// - Throws: `InputError` for a page that shows a cell which does not exist.
  init(contentsOf path: String, cells: [String]) throws {
    let text = String(decoding: try InputFile.contents(of: path), as: UTF8.self)
    // The folder of the pages is below the package's.
    let root = Platform.parent(of: Platform.parent(of: path))
    self.init(text, cells: cells) { try? Snippet.read($1, from: "\(root)/\($0)", shownAs: $0) }
    for case .output(let cell) in parts where !cells.contains(cell) {
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        $0.contains("output: \(cell) ")
      }
      throw InputError(
        file: path,
        position: .line((line ?? 0) + 1, column: 1),
        problem: "\(UsageError(unknown: "cell", cell, expected: cells))"
      )
    }
  }

  /// - Parameters:
  ///   - cells: those that may draw pictures: `6/journey` draws what is in `figures/6-journey`.
  ///   - source: the lines of a region of a file as they are now; nil when they are not found, and the page's are shown.
  init(_ text: String, cells: [String], source: (_ path: String, _ region: String) -> [String]?) {
    var parts: [Part] = []
    var prose: [MarkdownBlock] = []
    func end(with part: Part) {
      if !prose.isEmpty { parts.append(.prose(prose)) }
      prose = []
      parts.append(part)
    }
    var blocks = MarkdownParser.blocks(text)[...]
    while let block = blocks.popFirst() {
      if case .comment(let text) = block, let marker = PageMarker(text) {
        // The picture itself stands below.
        if case .figure = marker { continue }
        var (language, lines): (String, [String]) = ("swift", [])
        if case .code(let name, let code) = blocks.first {
          (language, lines) = (name, code)
          blocks.removeFirst()
        }
        switch marker {
        case .output(let cell): end(with: .output(cell))
        case .code(let path, let region):
          end(with: .code(path: path, language: language, lines: source(path, region) ?? lines))
        case .figure: break
        }
      } else if case .figure(_, let path) = block, let cell = Self.cell(drawing: path), cells.contains(cell) {
        end(with: .figure(cell: cell, block))
      } else {
        prose.append(block)
      }
    }
    if !prose.isEmpty { parts.append(.prose(prose)) }
    self.parts = parts
  }

  /// `6/journey` of `figures/6-journey/layers.svg`.
  private static func cell(drawing path: String) -> String? {
    let names = path.split(separator: "/")
    guard names.count == 3, names[0] == "figures", let dash = names[1].firstIndex(of: "-") else { return nil }
    return "\(names[1][..<dash])/\(names[1][names[1].index(after: dash)...])"
  }
}
