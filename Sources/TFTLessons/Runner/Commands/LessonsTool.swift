import Drawing
import Embeddings
import RawData
import TaxiFare

/// The command-line tool for a pipeline: what the executable `lessons` calls.
public struct LessonsTool: Sendable {
  private let pipeline: Pipeline
  private static let terminal = Terminal()

  /// A tool that works on `pipeline`.
  public init(_ pipeline: Pipeline = taxiFare) {
    self.pipeline = pipeline
  }

  /// Runs the command that the program's command line names, and ends the program.
  public static func main(_ pipeline: Pipeline = taxiFare) -> Never {
    Platform.terminate(status: LessonsTool(pipeline).run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the command that `words` name, without the program's own name; the exit status.
  ///
  /// 0: done. 1: the work failed. 2: the command line was wrong.
  public func run(_ words: [String]) -> Int32 {
    Platform.ignoreBrokenPipes()
    do {
      try TextTable.$width.withValue(Terminal.width) { try dispatch(words) }
      return 0
    } catch let error as UsageError {
      let command = Command.all.first { $0.name == words.first }.map { "\($0.name) " } ?? ""
      Self.terminal.error("lessons: \(error)\nTry `lessons \(command)--help`.")
      return 2
    } catch let stop as Interruption {
      Self.terminal.error("lessons: \(stop)")
      return 130
    } catch {
      Self.terminal.error("lessons: \(error)")
      return 1
    }
  }

  private func dispatch(_ words: [String]) throws {
    let command = Command.all.first { $0.name == words.first }
    let isKnown = command != nil || words.first?.hasPrefix("-") != false
    if isKnown, words.contains("--help") || words.contains("-h") {
      return Self.terminal.result(command.map { "\($0.summary)\n\n\($0.usage)" } ?? Command.help)
    }
    guard let first = words.first, !first.hasPrefix("-") else {
      var arguments = Arguments(words)
      return try Command.runMainJob(&arguments, pipeline)
    }
    guard let command else {
      throw UsageError(unknown: "command", first, expected: Command.all.map(\.name))
    }
    var arguments = Arguments(Array(words.dropFirst()))
    try command.run(&arguments, pipeline)
  }
}
