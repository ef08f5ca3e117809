import RawData

/// What `swift test` has written, made short: only what the learner can do something about.
struct ExerciseLog {
  private let lines: [Substring]
  private let exercise: Exercise

  init(_ text: String, exercise: Exercise) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    self.exercise = exercise
  }

  /// What came of the exercise.
  func verdict(_ end: Platform.ProgramEnd) -> ExerciseCheck.Verdict {
    let hasRun = lines.contains { $0.contains("Test run started") }
    let hasEnded = lines.contains { $0.contains("Test run with") }
    switch end {
    case .exited(0) where hasRun && hasEnded: return .solved
    case .outOfTime: return .ended("It did not come to an end.")
    case .exited, .signalled:
      if hasEnded, !issues.isEmpty { return .failed(issues) }
      if hasRun {
        return .ended((fatalErrors + issues.split(separator: "\n").map(String.init)).joined(separator: "\n"))
      }
      if !compilerErrors.isEmpty { return .notCompiled(compilerErrors) }
      return .noVerdict(lines.suffix(30).joined(separator: "\n"))
    }
  }

  /// What each test has found, with the lines that explain it.
  private var issues: String {
    var kept: [String] = []
    var isIssue = false
    for line in lines {
      if line.contains(" recorded an issue ") {
        isIssue = true
        kept.append(shortened(line))
      } else if isIssue, line.hasPrefix("↳ ") || line.hasPrefix("\u{10105A} ") {
        kept.append("    \(line.dropFirst(2))")
      } else if isIssue, !line.hasPrefix("✘"), !line.hasPrefix("✔"), !line.hasPrefix("◇"), !line.isEmpty {
        kept.append("    \(line)")
      } else {
        isIssue = false
      }
    }
    return kept.joined(separator: "\n")
  }

  /// The compiler's errors in the exercise's own files, each with the lines that it shows.
  private var compilerErrors: String {
    var kept: [Substring] = []
    var isShown = false
    for line in lines {
      if let path = line.firstRange(of: "/\(exercise.name)/"),
        line.contains(": error: ") || line.contains(": warning: ")
      {
        isShown = line.contains(": error: ")
        if isShown { kept.append(line[path.lowerBound...].dropFirst()) }
      } else if isShown, line.isCodeFrame {
        kept.append(line)
      } else {
        isShown = false
      }
    }
    return kept.joined(separator: "\n")
  }

  /// Why the program stopped, where Swift says it.
  private var fatalErrors: [String] {
    lines.filter { $0.contains("Fatal error") || $0.contains("Crash:") }.map(shortened)
  }

  private func shortened(_ line: Substring) -> String {
    var line = line.hasPrefix("✘ ") ? line.dropFirst(2) : line
    if line.hasPrefix("Test ") { line = line.dropFirst(5) }
    return "- "
      + line.replacing(" recorded an issue at", with: ":").replacing(": Expectation failed", with: "")
  }
}

extension Substring {
  /// Whether it is a line of source as the compiler shows it: `12 | let x` or `   | mark`.
  fileprivate var isCodeFrame: Bool {
    let rest = drop { $0 == " " || $0.isNumber }
    return rest.hasPrefix("|") || rest.hasPrefix("`")
  }
}
