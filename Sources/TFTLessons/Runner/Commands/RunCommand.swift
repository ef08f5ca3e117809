import Drawing
import Embeddings
import RawData

extension Command {
  static let run = Command(
    name: "run",
    summary: "Runs lessons: a number, a range, or all.",
    usage: """
      Usage: lessons run [2 | 2-4 | all] [--stream] [OPTIONS]

      With --data, lesson 7 works on those rows, however many: it analyzes them, writes them as transformed TFRecords, one file for
      each CSV file or 262144 rows of it, and trains a model for an epoch. It goes on where an earlier run was ended.

        --stream                    lesson 7 trains straight on the CSV files, through the transform: no transformed records

      \(CommonOptions.help)
      """
  ) { arguments, pipeline in
    var options = CommonOptions()
    var lessons: [Lesson] = []
    while let word = try arguments.next() {
      if try options.read(word, &arguments) { continue }
      if word == "--stream" {
        options.run.streams = true
        continue
      }
      if word.hasPrefix("-") {
        throw UsageError(unknown: "option", word, expected: ["--stream"] + CommonOptions.names)
      }
      lessons += try Self.lessons(named: word)
    }
    let run = try PipelineRun(pipeline, options.run, trace: options.makeTrace())
    try options.checkPaths()
    try run.traced(options) { try run.show(lessons.isEmpty ? Lesson.all : lessons) }
  }

  /// Without a command: every lesson, or the tasks given by the original's `--task NAME`.
  static func runMainJob(_ arguments: inout Arguments, _ pipeline: Pipeline) throws {
    var options = CommonOptions()
    var tasks: [PipelineTask] = []
    var isDry = false
    while let word = try arguments.next() {
      if word == "--task" {
        tasks.append(try task(named: try arguments.value(of: word)))
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
    let run = try PipelineRun(pipeline, options.run, trace: options.makeTrace())
    try options.checkPaths()
    try run.traced(options) { try run.show(Lesson.all) }
  }

  private static func lessons(named word: String) throws(UsageError) -> [Lesson] {
    if word == "all" { return Lesson.all }
    let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let known = 1...Lesson.all.count
    guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1], known.contains(first),
      known.contains(last), first <= last
    else {
      throw UsageError(
        "unknown lesson \"\(word)\", expected 1 to \(known.upperBound), a range like 2-4, or all"
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

  /// Runs lessons and prints each cell's narration and output.
  func show(_ lessons: [Lesson]) throws {
    let terminal = Terminal(isQuiet: options.isQuiet)
    if lessons.contains(where: { $0.number == Lesson.transformedData.number }) { leaveNoticesToResults() }
    for lesson in lessons {
      terminal.narration("\n== Lesson \(lesson.number): \(lesson.title) ==\n\(lesson.summary)")
      try trace.span("lesson_\(lesson.number)") {
        for cell in lesson.cells(for: options) {
          terminal.narration("\n\(cell.narration)")
          terminal.result(try cell.run(self))
        }
      }
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
