import Drawing
import RawData

/// Where a command's texts go: results to standard output, progress and diagnostics to standard error.
struct Terminal: Sendable {
  /// Leaves out narration and progress.
  var isQuiet = false

  /// How wide results may be: as wide as the terminal, and 100 columns where they go elsewhere.
  static var width: Int {
    Platform.terminalColumns(1).map { max($0, narrowest) } ?? TextTable.width
  }

  /// Whether results may have colours: on a terminal that knows them, whose user has not said otherwise by `NO_COLOR`
  /// (https://no-color.org: any value but an empty one).
  static var isColorful: Bool {
    Platform.isTerminal(1) && (Platform.environment("NO_COLOR") ?? "").isEmpty
      && !["dumb", ""].contains(Platform.environment("TERM") ?? "")
  }

  /// Whether results and diagnostics come together on a screen.
  static var isOneScreen: Bool { Platform.isTerminal(1) && Platform.isTerminal(2) }

  /// In fewer columns nothing can be read, however it is divided.
  private static let narrowest = 40

  /// Prints a result.
  func result(_ text: String) {
    Self.write(text, to: 1)
  }

  /// Prints what helps to read the results.
  func narration(_ text: String) {
    if !isQuiet { Self.write(text, to: 1) }
  }

  /// Prints how far the work is.
  func progress(_ text: String) {
    if !isQuiet { Self.write(text, to: 2) }
  }

  /// Prints a piece of a line that moves.
  func bar(_ text: String) {
    if !isQuiet { Self.writePart(text, to: 2) }
  }

  /// Prints what went wrong.
  func error(_ text: String) {
    Self.write(ProgramText.current.text(text), to: 2)
  }

  /// Says, also when it is quiet, what was done otherwise than a reader of the results would think.
  func notes(_ lines: [String]) {
    for line in lines { error("lessons: \(line)") }
  }

  /// A reader that has gone away (`lessons list | head -1`) is no failure of ours; a full disk is.
  private static func write(_ text: String, to descriptor: Int32) {
    writePart(text.hasSuffix("\n") ? text : text + "\n", to: descriptor)
  }

  private static func writePart(_ text: String, to descriptor: Int32) {
    do {
      try Array(text.utf8).withUnsafeBytes { bytes in
        _ = try Platform.writeFully(descriptor, bytes, path: "standard output")
      }
    } catch {
      if descriptor == 1 { write("lessons: \(error)", to: 2) }
      Platform.terminate(status: 1)
    }
  }
}
