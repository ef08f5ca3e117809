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
    while let word = arguments.next() {
      if try !options.read(word, &arguments) { tasks.append(try task(named: word)) }
    }
    guard !tasks.isEmpty else { throw UsageError("lessons task needs the name of a task") }
    let run = try PipelineRun(pipeline, options.run)
    try run.traced(options) { try run.show(tasks) }
  }

  static func task(named name: String) throws(UsageError) -> PipelineTask {
    guard let task = PipelineTask(rawValue: name) else {
      let known = PipelineTask.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("unknown task \"\(name)\", expected one of \(known)")
    }
    return task
  }

  static let list = Command(
    name: "list",
    summary: "Lists lessons and tasks.",
    usage: "Usage: lessons list"
  ) { arguments, _ in
    if let word = arguments.next() { throw UsageError("unknown option \"\(word)\"") }
    var lessons = TextTable(columns: [("lesson", .right), ("title", .left), ("what it teaches", .left)])
    for lesson in Lesson.all { lessons.addRow([String(lesson.number), lesson.title, lesson.summary]) }
    var tasks = TextTable(columns: [("task", .left), ("what it does", .left)])
    for task in PipelineTask.allCases { tasks.addRow([task.rawValue, task.summary]) }
    Terminal().result("\(lessons.render())\n\(tasks.render())")
  }
}
