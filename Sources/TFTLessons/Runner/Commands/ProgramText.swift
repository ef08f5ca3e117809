import Embeddings
import TaxiFare

/// Texts of the tool `lessons`, as the tool of a pipeline of one's own says them.
struct ProgramText: Sendable {
  /// What the running tool says.
  @TaskLocal static var current = ProgramText(taxiFare)

  private let pipeline: Pipeline

  init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
  }

  /// What the lessons' own tool does when no command is named, in its help.
  private static let lessonsMainJob = "every lesson in order, on data/"
  private static let lessonsPurpose = "TensorFlow Transform, rebuilt as lessons in pure Swift."
  private static let lessonsData = "(default data/taxi-train.csv)"
  private static let lessonsValid =
    "(default data/taxi-valid.csv; with --data alone, a fifth of its rows);\n                                "
  private static let lessonsList = "Lists lessons, and tasks with their state."

  /// A message with the program's name in place of `lessons`, where it starts the message and where it stands in a command.
  func text(_ message: String) -> String {
    guard !pipeline.isLessons else { return message }
    let named = message.hasPrefix("lessons: ") ? pipeline.name + message.dropFirst("lessons".count) : message
    return replace([("`lessons ", "`\(pipeline.name) ")], in: named)
  }

  /// A help text with the program's name, tasks and default data.
  func help(_ text: String) -> String {
    guard !pipeline.isLessons else { return text }
    let (name, valid) = (pipeline.name, pipeline.valid ?? "a fifth of the training rows")
    return replace(
      [
        ("`lessons ", "`\(name) "), ("Usage: lessons", "Usage: \(name)"),
        ("       lessons ", "       \(name) "),
        (Self.lessonsPurpose, "Trains and runs the pipeline \(name)."),
        (Self.lessonsMainJob, "every task in order, with their times"),
        (Self.lessonsList, "Lists tasks with their state."),
        (Self.lessonsData, "(default \(pipeline.data))"),
        (Self.lessonsValid, "(default \(valid));\n                                "),
        (
          Command.descriptions(of: PipelineTask.allCases),
          Command.descriptions(of: PipelineTask.all(of: pipeline))
        ),
      ],
      in: text
    )
  }

  private func replace(_ replacements: [(part: String, other: String)], in text: String) -> String {
    replacements.reduce(text) { $0.replacing($1.part, with: $1.other) }
  }
}
