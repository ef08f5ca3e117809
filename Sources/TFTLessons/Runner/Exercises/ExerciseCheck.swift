import RawData

/// Compiles an exercise against the lessons and runs its test, with `swift test` in `Exercises/`.
///
/// The package there has one target for each exercise; `EXERCISE=NAME` leaves it that one alone, so that a file that does not
/// compile is in nobody else's way.
struct ExerciseCheck {
  /// What came of it.
  enum Verdict: Equatable, Sendable {
    case solved
    /// The test says what is missing.
    case failed(String)
    /// The compiler says where.
    case notCompiled(String)
    /// A trap, or an endless loop.
    case ended(String)
    /// The fault is not in the exercise: what the tools said.
    case noVerdict(String)
  }

  private static let minutesToBuild = 30.0

  let folder: ExerciseFolder
  let exercise: Exercise

  /// - Throws: `InputError` when there is no `swift`; `FileError` when nothing can be written.
  func run() throws -> Verdict {
    let directory = "\(folder.path)/.build"
    try Platform.makeDirectory(directory)
    let output = "\(directory)/\(exercise.name).log"
    // The plan of the last build knows nothing of files that are new since.
    try Platform.remove("\(directory)/release.yaml")
    let end = try swiftTest(output)
    let text = String(decoding: try InputFile.contents(of: output), as: UTF8.self)
    return ExerciseLog(text, exercise: exercise).verdict(end)
  }

  /// Optimized, as trainings are slow without.
  private func swiftTest(_ output: String) throws -> Platform.ProgramEnd {
    guard Self.hasSwift else {
      throw InputError(file: "swift", problem: "cannot be run; install Swift 6.3 and put it on the PATH")
    }
    return try Platform.run(
      ["swift", "test", "-c", "release", "--package-path", folder.path],
      environment: ["EXERCISE": exercise.name],
      output: output,
      seconds: Self.minutesToBuild * 60
    )
  }

  /// Whether one of the directories on the PATH has a program `swift`.
  private static var hasSwift: Bool {
    Platform.environment("PATH")?.split(separator: ":").contains { Platform.exists("\($0)/swift") } ?? false
  }
}
