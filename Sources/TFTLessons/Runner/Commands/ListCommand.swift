import Drawing
import Embeddings
import RawData

extension Command {
  static let list = Command(
    name: "list",
    summary: "Lists lessons, and tasks with their state.",
    usage: """
      Usage: lessons list [OPTIONS]

      The state of a task is that of the working directory, for these options: up to date, out of date, or not done.
      `lessons task NAME --dry-run` says why. "Edited" is a fitted transform that a run would stop for.

      \(CommonOptions.help)
      """
  ) { arguments, pipeline in
    var options = CommonOptions(pipeline)
    while let word = try arguments.next() {
      if try options.read(word, &arguments) { continue }
      if word.hasPrefix("-") { throw UsageError(unknown: "option", word, expected: CommonOptions.names) }
      throw UsageError("found \"\(word)\", expected nothing after list")
    }
    var lessons = TextTable(columns: [("lesson", .right), ("title", .left), ("what it teaches", .left)])
    for lesson in Lesson.all { lessons.addRow([String(lesson.number), lesson.title, lesson.summary]) }
    let run = try PipelineRun(pipeline, options.run)
    let terminal = Terminal()
    run.onNotices = { terminal.notes($0) }
    var tasks = TextTable(columns: [("task", .left), ("what it does", .left), ("state", .left)])
    var verdicts: [PipelineTask: TaskVerdict] = [:]
    for task in PipelineTask.all(of: pipeline) {
      let verdict = try state(of: task, in: run, after: verdicts)
      verdicts[task] = verdict
      tasks.addRow([task.rawValue, task.summary, verdict.state])
    }
    terminal.result(pipeline.isLessons ? "\(lessons.render())\n\(tasks.render())" : tasks.render())
  }

  /// A task whose rows are not there to be compared with is out of date.
  private static func state(
    of task: PipelineTask,
    in run: PipelineRun,
    after earlier: [PipelineTask: TaskVerdict]
  ) throws -> TaskVerdict {
    do {
      return try run.verdict(on: task, after: earlier)
    } catch let error as FileError where error.path == run.options.data || error.path == run.options.valid {
      return .outOfDate(["\(error)"])
    }
  }
}
