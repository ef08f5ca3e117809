import Embeddings

/// A command of the tool.
struct Command: Sendable {
  let name: String
  /// What it does, in a sentence.
  let summary: String
  /// How it is called, and its options.
  let usage: String
  let run: @Sendable (inout Arguments, Pipeline) throws -> Void

  static let all: [Command] = [
    .list, .run, .task, .transform, .predict, .export, .explain, .skew, .diff, .hashes, .graph, .convert,
    .stats,
    .schema,
    .inspect, .makeData, .new, .worker, .exercise, .weave,
  ]

  /// The commands of a pipeline's tool: those about the lessons are only in the lessons' own.
  static func all(of pipeline: Pipeline) -> [Command] {
    pipeline.isLessons ? all : all.filter { !aboutLessons.contains($0.name) }
  }

  private static let aboutLessons = ["run", "make-data", "new", "exercise", "weave"]

  /// The help of the tool as a whole.
  static func help(_ commands: [Command]) -> String {
    let width = commands.map(\.name.count).max() ?? 0
    let lines = commands.map { command in
      "  \(command.name)\(String(repeating: " ", count: width - command.name.count))  \(command.summary)"
    }
    return """
      TensorFlow Transform, rebuilt as lessons in pure Swift.

      Usage: lessons                        every lesson in order, on data/
             lessons COMMAND [OPTIONS]      one of the commands below; `lessons COMMAND --help` tells more
             lessons --task NAME [--task NAME ...] [OPTIONS]

      Commands:
      \(lines.joined(separator: "\n"))

      \(CommonOptions.help)
      """
  }
}
