import RawData

/// The pictures that cells draw. `lessons weave` puts them beside the pages, in `Lessons/figures`.
extension PipelineRun {
  /// Writes a cell's pictures; a line that says where they are.
  ///
  /// - Parameters:
  ///   - place: the lesson's number and the cell's name: `6-journey`.
  ///   - figures: each with its file's name.
  func write(_ figures: [(file: String, svg: String)], to place: String) throws -> String {
    let path = directory.figures(of: place)
    try Platform.makeDirectory(directory.figures)
    try OutputDirectory.write(to: path) { staging in
      for figure in figures { try OutputFile.write(figure.svg, to: "\(staging)/\(figure.file)") }
    }
    return "figures/\(place): \(figures.map(\.file).joined(separator: ", "))"
  }
}

/// The pictures that the pages show.
struct PageFigures {
  /// The pictures by their paths below `figures`: `6-journey/layers.svg`.
  let drawn: [String: String]

  /// - Throws: `InputError` when a page shows a picture that no cell draws, or a cell draws one that no page shows.
  func check(_ pages: [(path: String, text: String)]) throws {
    var shown: Set<String> = []
    for page in pages {
      for (index, line) in page.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        guard let figure = Self.figure(shownBy: line) else { continue }
        shown.insert(figure)
        guard drawn[figure] == nil else { continue }
        throw InputError(
          file: page.path,
          position: .line(index + 1, column: 1),
          problem: "no cell draws figures/\(figure), expected one of \(drawn.keys.sorted())"
        )
      }
    }
    if let unused = drawn.keys.sorted().first(where: { !shown.contains($0) }) {
      throw InputError(
        file: "Lessons",
        problem: "no page shows a picture, expected ![what it shows](figures/\(unused))"
      )
    }
  }

  /// `6-journey/layers.svg` of `![The layers](figures/6-journey/layers.svg)`.
  private static func figure(shownBy line: Substring) -> String? {
    guard line.hasPrefix("!["), line.hasSuffix(")") else { return nil }
    let path = line.dropLast().split(separator: "(").last ?? ""
    return path.hasPrefix("figures/") ? String(path.dropFirst("figures/".count)) : nil
  }
}

extension PageFigures {
  /// What the cells of a run have drawn.
  init(of directory: WorkingDirectory) throws {
    var drawn: [String: String] = [:]
    for lesson in Lesson.all {
      for cell in lesson.cells {
        let place = "\(lesson.number)-\(cell.name)"
        guard Platform.isDirectory(directory.figures(of: place)) else { continue }
        for file in try Platform.entries(of: directory.figures(of: place)) where file.hasSuffix(".svg") {
          let path = "\(directory.figures(of: place))/\(file)"
          drawn["\(place)/\(file)"] = String(decoding: try InputFile.contents(of: path), as: UTF8.self)
        }
      }
    }
    self.drawn = drawn
  }
}
