import Drawing
import Embeddings
import RawData

extension Command {
  static let run = Command(
    name: "run",
    summary: "Runs lessons as notebooks: a number, a name, a range, or all.",
    usage: """
      Usage: lessons run [2 | tfrecords | 2-4 | all] [--lessons DIR] [--stream] [OPTIONS]

      Shows the lesson's page, and runs each of its cells where the page has its output. What the lesson needs of those before
      it is made first. On a terminal there are colours, unless NO_COLOR is set, and each cell's time; with --quiet there are
      the results alone.

      With --data, lesson 7 works on those rows, however many: it analyzes them, writes them as transformed TFRecords, one file for
      each CSV file or 262144 rows of it, and trains a model for an epoch. It goes on where an earlier run was ended.

        --lessons DIR               where the pages are (default the folder Lessons in this directory, or in one that the
                                    program's file is in)
        --stream                    lesson 7 trains straight on the CSV files, through the transform: no transformed records

      \(CommonOptions.help)
      """
  ) { arguments, pipeline in
    var options = CommonOptions(pipeline)
    var lessons: [Lesson] = []
    var folder: String?
    while let word = try arguments.next() {
      if word == pagesOption {
        folder = try arguments.value(of: word)
        continue
      }
      if try options.read(word, &arguments) { continue }
      if word == streamOption {
        options.run.streams = true
        continue
      }
      if word.hasPrefix("-") {
        throw UsageError(
          unknown: "option",
          word,
          expected: [pagesOption, streamOption] + CommonOptions.names
        )
      }
      lessons += try Self.lessons(named: word)
    }
    if lessons.isEmpty { lessons = Lesson.all }
    let run = try PipelineRun(pipeline, options.run, trace: options.makeTrace())
    try options.checkPaths(nil, pipeline)
    if options.run.isQuiet { return try run.traced(options) { try run.show(lessons) } }
    let pages = try LessonPages(of: lessons, in: folder)
    try run.traced(options) { try run.show(lessons, pages) }
  }

  private static let pagesOption = "--lessons"
  private static let streamOption = "--stream"

  /// Without a command: every lesson, or every task of a pipeline of one's own, or the tasks given by the original's
  /// `--task NAME`.
  static func runMainJob(_ arguments: inout Arguments, _ pipeline: Pipeline) throws {
    var options = CommonOptions(pipeline)
    var tasks: [PipelineTask] = []
    var isDry = false
    while let word = try arguments.next() {
      if word == "--task" {
        tasks.append(try task(named: try arguments.value(of: word), pipeline))
      } else if word == dryRun {
        isDry = true
      } else if try !options.read(word, &arguments) {
        throw UsageError(unknown: "option", word, expected: ["--task", dryRun] + CommonOptions.names)
      }
    }
    if !tasks.isEmpty { return try perform(tasks, isDry: isDry, options, pipeline) }
    if isDry { throw UsageError("\(dryRun) needs tasks: add --task NAME") }
    options.printsMetrics = true
    options.visualizeTasks = options.visualizeTasks ?? WorkingDirectory(path: options.run.workdir).runGraph
    guard pipeline.isLessons else {
      // Cleaning would undo what the others find done.
      let tasks = PipelineTask.all(of: pipeline).filter { $0 != .cleanDirectory }
      return try perform(tasks, isDry: false, options, pipeline)
    }
    let run = try PipelineRun(pipeline, options.run, trace: options.makeTrace())
    try options.checkPaths(nil, pipeline)
    try run.traced(options) { try run.show(Lesson.all) }
  }

  private static func lessons(named word: String) throws(UsageError) -> [Lesson] {
    if word == "all" { return Lesson.all }
    if let lesson = Lesson.all.first(where: { $0.name == word }) { return [lesson] }
    let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let known = 1...Lesson.all.count
    guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1], known.contains(first),
      known.contains(last), first <= last
    else {
      throw UsageError(
        unknown: "lesson",
        word,
        expected: Lesson.all.map(\.name) + ["all"],
        otherwise: "1 to \(known.upperBound), a range like 2-4, a name like tfrecords, or all"
      )
    }
    return Lesson.all.filter { first...last ~= $0.number }
  }
}

extension PipelineRun {
  /// Runs `body`, then draws and prints what the trace has seen, as `options` ask for it.
  func traced(_ options: CommonOptions, _ body: () throws -> Void) throws {
    let terminal = Terminal(isQuiet: options.run.isQuiet)
    onProgress = { terminal.progress($0) }
    if Platform.isTerminal(2) { onBar = { terminal.bar($0) } }
    onNotices = { terminal.notes($0) }
    if let threads = options.run.threads { Parallelism.limit(to: threads) }
    try DirectoryLock.hold(directory.path) { try schemaOrigin.advising(body) }
    if let path = options.visualizeTasks {
      let graph = CallGraph(title: "The run", calls: trace.calls)
      try Self.write(try GraphFormat(path).text(of: graph.diagram), to: path)
      terminal.narration("the run as a graph: \(path)")
    }
    if let path = options.metrics { try Self.write(trace.finished.metrics.text, to: path) }
    if let path = options.timeline { try Self.write(trace.finished.timeline.text, to: path) }
    if options.printsMetrics { terminal.result(trace.table) }
  }

  private static func write(_ text: String, to path: String) throws {
    try Platform.makeDirectory(Platform.parent(of: path))
    try OutputFile.write(text, to: path)
  }

  /// Runs lessons as notebooks, those that have a page; of the others prints each cell's narration and output.
  func show(_ lessons: [Lesson], _ pages: LessonPages = LessonPages()) throws {
    if lessons.contains(where: { $0.number == Lesson.transformedData.number }) { leaveNoticesToResults() }
    if let notice = pages.notice { onNotices([notice]) }
    for (index, lesson) in lessons.enumerated() {
      try trace.span("lesson_\(lesson.number)") {
        guard !lesson.worksOnAll(options), let page = pages[lesson] else { return try showInShort(lesson) }
        if index > 0 { Terminal().result("") }
        var notebook = Notebook(self, lesson, page)
        try notebook.show()
      }
    }
  }

  private func showInShort(_ lesson: Lesson) throws {
    let terminal = Terminal(isQuiet: options.isQuiet)
    terminal.narration("\n== Lesson \(lesson.number): \(lesson.title) ==\n\(lesson.summary)")
    for cell in lesson.cells(for: options) where !cell.isPicture {
      terminal.narration("\n\(cell.narration)")
      terminal.result(try cell.run(self))
    }
  }

  /// The result of `transform_tfrecords` has the notices too: where it is shown on the same screen, once is enough.
  private func leaveNoticesToResults() {
    if Terminal.isOneScreen { onNotices = { _ in } }
  }

  /// Runs tasks and prints what each has to show.
  func show(_ tasks: [PipelineTask]) throws {
    let terminal = Terminal(isQuiet: options.isQuiet)
    keepsModels = true
    if tasks.contains(.transformTFRecords) { leaveNoticesToResults() }
    for task in tasks {
      let result = try perform(task)
      terminal.narration("\n== \(task.rawValue) ==")
      terminal.result(result)
    }
  }
}
