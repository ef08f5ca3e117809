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
    return ProgramText.$current.withValue(ProgramText(pipeline)) { status(of: words) }
  }

  private func status(of words: [String]) -> Int32 {
    do {
      try TextTable.$width.withValue(Terminal.width) { try dispatch(words) }
      return 0
    } catch let error as UsageError {
      let command = Command.all(of: pipeline).first { $0.name == words.first }.map { "\($0.name) " } ?? ""
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
    let commands = Command.all(of: pipeline)
    let command = commands.first { $0.name == words.first }
    let isKnown = command != nil || words.first?.hasPrefix("-") != false
    if isKnown, words.contains("--help") || words.contains("-h") {
      let help = command.map { "\($0.summary)\n\n\($0.usage)" } ?? Command.help(commands)
      return Self.terminal.result(ProgramText.current.help(help))
    }
    guard let first = words.first, !first.hasPrefix("-") else {
      var arguments = Arguments(words)
      return try Command.runMainJob(&arguments, pipeline)
    }
    guard let command else {
      throw UsageError(unknown: "command", first, expected: commands.map(\.name))
    }
    var arguments = Arguments(Array(words.dropFirst()))
    try command.run(&arguments, pipeline)
  }
}
