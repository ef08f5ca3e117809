import RawData

/// The folder `Exercises/`: a package of its own beside the lessons', with a folder for each exercise.
struct ExerciseFolder: Sendable {
  /// `Exercises`, or a path that ends so.
  let path: String

  /// The folder in or above the working directory, or above the program's own file.
  ///
  /// - Throws: `InputError` when there is none.
  static func find() throws -> ExerciseFolder {
    if isFolder("Exercises") { return ExerciseFolder(path: "Exercises") }
    let program = Platform.executablePath.map(Platform.parent(of:))
    for start in [try? Platform.absolutePath(of: "."), program].compactMap({ $0 }) {
      var directory = start
      while !directory.isEmpty {
        let path = directory == "/" ? "/Exercises" : directory + "/Exercises"
        if isFolder(path) { return ExerciseFolder(path: path) }
        directory = directory == "/" ? "" : Platform.parent(of: directory)
      }
    }
    throw InputError(
      file: "Exercises",
      problem: "found no such folder here, above, or above the program; run it in a clone of TFTLessons"
    )
  }

  private static func isFolder(_ path: String) -> Bool {
    Platform.isRegularFile("\(path)/Package.swift") && Platform.isDirectory("\(path)/Solutions")
  }

  /// The learner's file.
  func file(_ exercise: Exercise) -> String { "\(path)/\(exercise.name)/Exercise.swift" }

  private func starter(_ exercise: Exercise) -> String { "\(path)/\(exercise.name)/Starter.swift" }

  /// Puts the starter in the place of the learner's file, unless there is one; whether it did.
  @discardableResult
  func prepare(_ exercise: Exercise) throws -> Bool {
    let file = file(exercise)
    guard !Platform.exists(file) else { return false }
    try OutputFile.write(try Self.text(starter(exercise)), to: file)
    return true
  }

  /// Puts the starter back. What the learner wrote is kept beside it.
  ///
  /// - Returns: where the learner's work is now; nil when nothing had been changed.
  func reset(_ exercise: Exercise) throws -> String? {
    let file = file(exercise)
    try prepare(exercise)
    if try InputFile.areSame(file, starter(exercise)) { return nil }
    var kept = "\(file).bak"
    var number = 1
    while Platform.exists(kept) {
      number += 1
      kept = "\(file).bak\(number)"
    }
    try Platform.move(file, to: kept)
    try prepare(exercise)
    return kept
  }

  /// What is to be done: the comment at the start of the starter.
  func task(_ exercise: Exercise) throws -> String {
    let lines = try Self.text(starter(exercise)).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix { $0.hasPrefix("//") }.map { $0.dropFirst($0.hasPrefix("// ") ? 3 : 2) }
      .joined(separator: "\n")
  }

  /// The hints, from the first nudge to the last but one step; lines of three dashes divide them.
  func hints(_ exercise: Exercise) throws -> [String] {
    let lines = try Self.text("\(path)/\(exercise.name)/Hints.md").split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    return lines.split(separator: "---").map { lines in
      lines.drop { $0.isEmpty }.joined(separator: "\n")
    }
  }

  /// A file that solves the exercise.
  func solution(_ exercise: Exercise) throws -> String {
    try Self.text("\(path)/Solutions/\(exercise.name).swift")
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try InputFile.contents(of: path), as: UTF8.self)
  }
}
