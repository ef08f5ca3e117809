import Drawing
import Embeddings

extension Command {
  static let task = Command(
    name: "task",
    summary: "Runs tasks by name, each after those it needs.",
    usage: """
      Usage: lessons task NAME... [OPTIONS]

      Tasks:
      \(PipelineTask.allCases.map { "  \($0.rawValue)\n      \($0.summary)" }.joined(separator: "\n"))

      \(CommonOptions.help)
      """
  ) { arguments, pipeline in
    var options = CommonOptions()
    var tasks: [PipelineTask] = []
    while let word = try arguments.next() {
      if try options.read(word, &arguments) { continue }
      if word.hasPrefix("-") { throw UsageError(unknown: "option", word, expected: CommonOptions.names) }
      tasks.append(try task(named: word))
    }
    guard !tasks.isEmpty else { throw UsageError("lessons task needs the name of a task") }
    let run = try PipelineRun(pipeline, options.run, trace: options.makeTrace())
    try options.checkPaths(tasks)
    try run.traced(options) { try run.show(tasks) }
  }

  static func task(named name: String) throws(UsageError) -> PipelineTask {
    guard let task = PipelineTask(rawValue: name) else {
      throw UsageError(unknown: "task", name, expected: PipelineTask.allCases.map(\.rawValue))
    }
    return task
  }

  static let list = Command(
    name: "list",
    summary: "Lists lessons and tasks.",
    usage: "Usage: lessons list"
  ) { arguments, _ in
    if let word = try arguments.next() { throw UsageError("found \"\(word)\", expected nothing after list") }
    var lessons = TextTable(columns: [("lesson", .right), ("title", .left), ("what it teaches", .left)])
    for lesson in Lesson.all { lessons.addRow([String(lesson.number), lesson.title, lesson.summary]) }
    var tasks = TextTable(columns: [("task", .left), ("what it does", .left)])
    for task in PipelineTask.allCases { tasks.addRow([task.rawValue, task.summary]) }
    Terminal().result("\(lessons.render())\n\(tasks.render())")
  }
}
