import Drawing
import RawData

/// A lesson read and run in the terminal: its page from top to bottom, each cell where the page shows its output.
///
/// The page's order is the reader's, the lesson's is that of its program, and they differ. Every cell makes what it needs, so
/// it says the same in both: a test runs them so.
struct Notebook {
  private let run: PipelineRun
  private let lesson: Lesson
  private let page: LessonPage
  private let renderer: MarkdownRenderer
  private let terminal = Terminal()
  /// Whether a cell's time is shown with its name. Elsewhere than on a terminal a run has the same bytes each time, so that
  /// it can be kept and compared; the times are in `--metrics` and `--print_performance_metrics` in any case.
  private let showsTimes: Bool
  /// The outputs of the cells that have run.
  private var outputs: [String: (text: String, seconds: Double)] = [:]
  private var isFirst = true

  init(_ run: PipelineRun, _ lesson: Lesson, _ page: LessonPage) {
    (self.run, self.lesson, self.page) = (run, lesson, page)
    showsTimes = Platform.isTerminal(1)
    let directory = run.directory
    renderer = MarkdownRenderer(width: TextTable.width, palette: Palette(isColorful: Terminal.isColorful)) {
      path in
      let drawn = "\(directory.path)/\(path)"
      return Platform.exists(drawn) ? drawn : "Lessons/\(path)"
    }
  }

  /// Reads and runs the lesson.
  mutating func show() throws {
    for part in page.parts {
      switch part {
      case .prose(let blocks): print(renderer.text(blocks))
      case .code(let path, let language, let lines):
        print(renderer.label(path) + renderer.text(ofCode: lines, in: language))
      case .output(let name): try showOutput(of: name)
      case .figure(let name, let block):
        // What is shown is what the cell has drawn, wherever its text stands.
        if let cell = cell(named: name) { _ = try output(of: cell) }
        print(renderer.text([block]))
      }
    }
    // A cell whose picture was shown has been shown.
    let shown = Set(
      page.parts.compactMap { part in
        switch part {
        case .output(let name), .figure(let name, _): name
        default: nil
        }
      }
    )
    for cell in lesson.cells where !cell.isPicture && !shown.contains("\(lesson.number)/\(cell.name)") {
      print(renderer.text([.paragraph([Span(cell.narration)])]))
      try showOutput(of: "\(lesson.number)/\(cell.name)")
    }
  }

  private func cell(named name: String) -> Lesson.Cell? {
    lesson.cells.first { "\(lesson.number)/\($0.name)" == name }
  }

  private mutating func showOutput(of name: String) throws {
    guard let cell = cell(named: name) else { return }
    // Before the run: a long one tells how far it is, and that stands with its output.
    startPart()
    let (text, seconds) = try output(of: cell)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(MarkdownParser.cleaned)
    let shown = lines.last == "" ? Array(lines.dropLast()) : lines
    let label = renderer.label(showsTimes ? "\(name)  \(seconds.duration())" : name)
    guard showsTimes else {
      // A result in a file is one line, however long.
      let indent = String(repeating: " ", count: MarkdownRenderer.indentation)
      return terminal.result(label + shown.map { $0.isEmpty ? "\n" : "\(indent)\($0)\n" }.joined())
    }
    terminal.result(label + renderer.text(ofCode: shown, in: "text"))
  }

  /// What a cell has to show; it runs once.
  private mutating func output(of cell: Lesson.Cell) throws -> (text: String, seconds: Double) {
    let name = "\(lesson.number)/\(cell.name)"
    if let output = outputs[name] { return output }
    let start = Platform.monotonicSeconds()
    let run = run
    let text = try run.trace.span(name) {
      try TextTable.$width.withValue(renderer.width - MarkdownRenderer.indentation) { try cell.run(run) }
    }
    let output = (text, Platform.monotonicSeconds() - start)
    outputs[name] = output
    return output
  }

  /// Prints a part of the page, after an empty line.
  private mutating func print(_ text: String) {
    guard !text.isEmpty else { return }
    startPart()
    terminal.result(text)
  }

  private mutating func startPart() {
    if !isFirst { terminal.result("") }
    isFirst = false
  }
}
