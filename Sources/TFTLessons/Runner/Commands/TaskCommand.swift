import Embeddings

extension Command {
  static let task = Command(
    name: "task",
    summary: "Runs tasks by name, each after those it needs.",
    usage: """
      Usage: lessons task NAME... [--dry-run] [OPTIONS]

      A task whose results are there, made from the same rows and options by the same code, is not done again; files are
      compared by their contents. `task_state.json` in the working directory tells what is done, from what.

        --dry-run                   print what would be done, and why; nothing is written

      Tasks:
      \(descriptions(of: PipelineTask.allCases))

      \(CommonOptions.help)
      """
  ) { arguments, pipeline in
    var options = CommonOptions(pipeline)
    var tasks: [PipelineTask] = []
    var isDry = false
    while let word = try arguments.next() {
      if word == dryRun {
        isDry = true
        continue
      }
      if try options.read(word, &arguments) { continue }
      if word.hasPrefix("-") {
        throw UsageError(unknown: "option", word, expected: [dryRun] + CommonOptions.names)
      }
      tasks.append(try task(named: word, pipeline))
    }
    guard !tasks.isEmpty else { throw UsageError("lessons task needs the name of a task") }
    try perform(tasks, isDry: isDry, options, pipeline)
  }

  /// The option that asks what would be done.
  static let dryRun = "--dry-run"

  /// Runs tasks, or says what that would do.
  static func perform(
    _ tasks: [PipelineTask],
    isDry: Bool,
    _ options: CommonOptions,
    _ pipeline: Pipeline
  ) throws {
    let run = try PipelineRun(pipeline, options.run, trace: options.makeTrace())
    try options.checkPaths(tasks, pipeline)
    guard isDry else { return try run.traced(options) { try run.show(tasks) } }
    let terminal = Terminal()
    run.onNotices = { terminal.notes($0) }
    let plan = try run.schemaOrigin.advising { try run.plan(tasks) }
    terminal.result(plan.map { "\($0.task.rawValue): \($0.plan)" }.joined(separator: "\n"))
  }

  /// What the help says of tasks.
  static func descriptions(of tasks: [PipelineTask]) -> String {
    tasks.map(description(of:)).joined(separator: "\n")
  }

  private static func description(of task: PipelineTask) -> String {
    let lines = ["  \(task.rawValue)", "      \(task.summary)"]
    return (lines + (task.ends.isEmpty ? [] : ["      (\(task.ends))"])).joined(separator: "\n")
  }

  static func task(named name: String, _ pipeline: Pipeline) throws(UsageError) -> PipelineTask {
    let known = PipelineTask.all(of: pipeline)
    guard let task = known.first(where: { $0.rawValue == name }) else {
      throw UsageError(unknown: "task", name, expected: known.map(\.rawValue))
    }
    return task
  }
}
