/// Whether a task has to be done.
enum TaskVerdict: Equatable, Sendable {
  /// All that it would make is there, made from the same.
  case upToDate(TaskRecord)
  /// It was never done, or is no longer known to be.
  case notDone
  /// It was done, and is to be done again: why.
  case outOfDate([String])
  /// It makes nothing that stays.
  case always
  /// It depends on what a task before it makes, which is to be done first.
  case after(PipelineTask)
  /// It cannot be done: the error.
  case refused(String)

  /// What a run would do, as a plan says it.
  var plan: String {
    switch self {
    case .upToDate: "up to date"
    case .notDone: "would run: not done yet"
    case .outOfDate(let reasons): "would run: \(reasons.joined(separator: "; "))"
    case .always: "would run, as it does each time"
    case .after(let task): "would run, unless \(task.rawValue) makes the same files as before"
    case .refused(let problem): "would stop: \(problem)"
    }
  }

  /// The state in a word or two, for a list of tasks.
  var state: String {
    switch self {
    case .upToDate: "up to date"
    case .notDone: "not done"
    case .outOfDate, .after: "out of date"
    case .always: "runs each time"
    case .refused: "edited"
    }
  }
}
