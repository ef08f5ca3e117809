import RawData

/// The figures that the pages show.
struct PageFigures {
  /// The figures by their paths below `figures`: `6-journey/layers.svg`.
  let drawn: [String: String]

  /// The paths by the names that pages call them: `6/journey/layers`.
  var files: [String: String] {
    Dictionary(uniqueKeysWithValues: drawn.keys.map { (Self.name(of: $0), $0) })
  }

  private static func name(of path: String) -> String {
    let parts = path.split(separator: "-", maxSplits: 1)
    return parts.joined(separator: "/").replacing(".svg", with: "")
  }
}

extension PageFigures {
  /// What the cells of a run have drawn.
  init(of directory: WorkingDirectory) throws {
    let places = Lesson.all.flatMap { lesson in lesson.cells.map { "\(lesson.number)-\($0.name)" } }
    try self.init(in: directory.figures, places)
  }

  /// What is below `Lessons/figures`.
  init(in folder: String) throws {
    try self.init(in: folder, Platform.isDirectory(folder) ? Platform.entries(of: folder) : [])
  }

  private init(in folder: String, _ places: [String]) throws {
    var drawn: [String: String] = [:]
    for place in places where Platform.isDirectory("\(folder)/\(place)") {
      for file in try Platform.entries(of: "\(folder)/\(place)") where file.hasSuffix(".svg") {
        let contents = try InputFile.contents(of: "\(folder)/\(place)/\(file)")
        drawn["\(place)/\(file)"] = String(decoding: contents, as: UTF8.self)
      }
    }
    self.drawn = drawn
  }
}
