import Drawing
import Embeddings
import RawData

/// The lessons' pages.
struct Pages {
  /// The package's root.
  let root: String

  /// Weaves every page in `Lessons/` and draws the figures, and writes those that changed when `writes`; how they differ.
  ///
  /// - Throws: `InputError` when a page names what there is not, or no page shows a cell, a figure or a region of the source.
  func weave(_ pipeline: Pipeline, writes: Bool) throws -> [PageDifference] {
    let (outputs, figures) = try runLessons(pipeline)
    let weaver = Weaver(root: root, outputs: outputs, figures: figures.files)
    var shown: Set<PageMarker> = []
    var stale: [PageDifference] = []
    for name in try Platform.entries(of: "\(root)/Lessons").sorted() where name.hasSuffix(".md") {
      let path = "Lessons/\(name)"
      let page = String(decoding: try InputFile.contents(of: "\(root)/\(path)"), as: UTF8.self)
      let woven = try weaver.weave(page, path: path)
      shown.formUnion(woven.shown)
      guard let difference = PageDifference(path: path, found: page, expected: woven.text) else { continue }
      stale.append(difference)
      if writes { try OutputFile.write(woven.text, to: "\(root)/\(path)") }
    }
    try checkUse(of: outputs.keys.sorted(), figures.files, shown)
    return stale + (try refresh(figures, writes: writes))
  }

  /// - Throws: `InputError` for a cell, a figure or a region that no page shows.
  func checkUse(of cells: [String], _ figures: [String: String], _ shown: Set<PageMarker>) throws {
    if let unused = figures.keys.sorted().first(where: { !shown.contains(.figure($0)) }) {
      throw InputError(
        file: "Lessons",
        problem: "no page shows a figure, expected <!-- figure: \(unused) --> and ![what to see in it](...)"
      )
    }
    // A cell whose figure is on a page has been shown.
    let drawing = Set(figures.keys.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
    let hidden = cells.first { !shown.contains(.output($0)) && !drawing.contains($0) }
    if let hidden {
      throw InputError(
        file: "Lessons",
        problem: "no page shows cell \"\(hidden)\", expected <!-- output: \(hidden) -->"
      )
    }
    for folder in ["Lessons", "Sources", "Tests"] where Platform.isDirectory("\(root)/\(folder)") {
      let regions = try Snippet.all(root: root, in: folder)
      guard let unused = regions.first(where: { !shown.contains(.code(path: $0.path, region: $0.region)) })
      else { continue }
      throw InputError(
        file: unused.path,
        position: .line(unused.line, column: 1),
        problem: "no page shows this region, expected <!-- code: \(unused.path)#\(unused.region) -->"
      )
    }
  }

  /// Writes the figures that changed, when `writes`, and removes those that nobody draws any more; the stale ones.
  private func refresh(_ figures: PageFigures, writes: Bool) throws -> [PageDifference] {
    let folder = "\(root)/Lessons/figures"
    let old = try PageFigures(in: folder)
    return try Set(figures.drawn.keys).union(old.drawn.keys).sorted().compactMap { name in
      let (found, expected) = (old.drawn[name], figures.drawn[name])
      let path = "Lessons/figures/\(name)"
      guard let stale = PageDifference(path: path, found: found ?? "", expected: expected ?? "") else {
        return nil
      }
      guard writes else { return stale }
      if let expected {
        try Platform.makeDirectory(Platform.parent(of: "\(folder)/\(name)"))
        try OutputFile.write(expected, to: "\(folder)/\(name)")
      } else {
        try Platform.remove("\(folder)/\(name)")
      }
      return stale
    }
  }

  /// The outputs of all cells, by `lesson/cell`, and their figures.
  private func runLessons(_ pipeline: Pipeline) throws -> ([String: String], PageFigures) {
    var options = RunOptions()
    options.data = "\(root)/\(options.data)"
    options.valid = options.valid.map { "\(root)/\($0)" }
    options.workdir = "\(root)/working_area/weave"
    return try DirectoryLock.hold(options.workdir) {
      defer { try? Platform.remove(options.workdir) }
      let run = try PipelineRun(pipeline, options)
      return (try Self.outputs(of: run), try PageFigures(of: run.directory))
    }
  }

  private static func outputs(of run: PipelineRun) throws -> [String: String] {
    var outputs: [String: String] = [:]
    for lesson in Lesson.all {
      for cell in lesson.cells {
        // Pages look the same from every terminal.
        outputs["\(lesson.number)/\(cell.name)"] = try TextTable.$width.withValue(100) { try cell.run(run) }
      }
    }
    return outputs
  }
}
