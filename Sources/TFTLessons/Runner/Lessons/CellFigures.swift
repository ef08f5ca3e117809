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
