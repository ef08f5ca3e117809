import Drawing
import Embeddings
import RawData

extension Command {
  static let weave = Command(
    name: "weave",
    summary: "Fills the code and output blocks of the pages in Lessons/ from source and runs.",
    usage: """
      Usage: lessons weave [--check]

      Runs every lesson on data/ and puts source and outputs into the pages, from the package's folder, and the pictures into
      Lessons/figures. With --check it changes nothing and fails when a page or a picture is stale.
      """
  ) { arguments, pipeline in
    var checks = false
    while let word = try arguments.next() {
      guard word == "--check" else { throw UsageError(unknown: "option", word, expected: ["--check"]) }
      checks = true
    }
    let stale = try Pages(root: ".").weave(pipeline, writes: !checks)
    if checks, let first = stale.first {
      throw InputError(
        file: first.path,
        position: .line(first.line, column: 1),
        problem:
          "this page is stale: found \(quoted(first.found.utf8)), expected \(quoted(first.expected.utf8)); "
          + "run `lessons weave`"
      )
    }
    Terminal().result(
      stale.isEmpty ? "all pages are up to date" : "refreshed \(stale.map(\.path).joined(separator: ", "))"
    )
  }
}

/// The lessons' pages.
struct Pages {
  /// A page that is not as it should be, and the first line that differs.
  struct Stale {
    var path: String
    var line: Int
    var found: String
    var expected: String
  }

  /// The package's root.
  let root: String

  /// Weaves every page in `Lessons/`, and writes those that changed when `writes`; the stale ones.
  func weave(_ pipeline: Pipeline, writes: Bool) throws -> [Stale] {
    let (outputs, figures) = try runLessons(pipeline)
    let weaver = Weaver(root: root, outputs: outputs)
    var used: Set<String> = []
    var stale: [Stale] = []
    var pages: [(path: String, text: String)] = []
    for name in try Platform.entries(of: "\(root)/Lessons") where name.hasSuffix(".md") {
      let path = "\(root)/Lessons/\(name)"
      let page = String(decoding: try InputFile.contents(of: path), as: UTF8.self)
      let woven = try weaver.weave(page, path: "Lessons/\(name)")
      used.formUnion(outputs.keys.filter { page.contains("<!-- output: \($0) -->") })
      pages.append(("Lessons/\(name)", woven))
      guard woven != page else { continue }
      stale.append(Self.firstDifference("Lessons/\(name)", page, woven))
      if writes { try OutputFile.write(woven, to: path) }
    }
    try figures.check(pages)
    if let unused = outputs.keys.sorted().first(where: { !used.contains($0) }) {
      throw InputError(
        file: "Lessons",
        problem: "no page shows cell \"\(unused)\", expected <!-- output: \(unused) -->"
      )
    }
    return stale + (try refresh(figures, writes: writes))
  }

  /// Writes the pictures that changed, when `writes`; the stale ones.
  private func refresh(_ figures: PageFigures, writes: Bool) throws -> [Stale] {
    var stale: [Stale] = []
    for (name, svg) in figures.drawn.sorted(by: { $0.key < $1.key }) {
      let path = "\(root)/Lessons/figures/\(name)"
      let found =
        Platform.exists(path) ? String(decoding: try InputFile.contents(of: path), as: UTF8.self) : ""
      guard found != svg else { continue }
      stale.append(Self.firstDifference("Lessons/figures/\(name)", found, svg))
      guard writes else { continue }
      try Platform.makeDirectory(Platform.parent(of: path))
      try OutputFile.write(svg, to: path)
    }
    return stale
  }

  /// The outputs of all cells, by `lesson/cell`, and their pictures.
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

  private static func firstDifference(_ path: String, _ found: String, _ expected: String) -> Stale {
    let found = found.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(found, expected).prefix { $0 == $1 }.count
    return Stale(
      path: path,
      line: line + 1,
      found: line < found.count ? String(found[line]) : "",
      expected: line < expected.count ? String(expected[line]) : ""
    )
  }
}
