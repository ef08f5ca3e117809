import RawData

/// `Exercises/progress.json`: which exercises are solved, and how many hints of each were asked for.
struct ExerciseProgress: Equatable, Sendable {
  private static let format = "tftlessons.exercises"

  private let path: String
  private var solved: Set<String> = []
  private var hints: [String: Int] = [:]

  /// What was done so far in `folder`: nothing where there is no file.
  ///
  /// - Throws: `InputError` for a file that is no progress.
  init(in folder: ExerciseFolder) throws {
    path = "\(folder.path)/progress.json"
    guard Platform.exists(path) else { return }
    let document = try JSON.read(path)
    try document.checkFormat(Self.format, version: 1, path: path)
    guard let names = document["solved"]?.array, case .object(let counts)? = document["hints"] else {
      throw InputError(file: path, problem: "found another form than lessons writes; remove it to begin anew")
    }
    solved = Set(names.compactMap(\.string))
    for member in counts { hints[member.name] = member.value.int.map { max(0, $0) } }
  }

  func isSolved(_ exercise: Exercise) -> Bool { solved.contains(exercise.name) }

  func hintsSeen(_ exercise: Exercise) -> Int { hints[exercise.name] ?? 0 }

  /// The first exercise that is not solved; nil when all are.
  var next: Exercise? { Exercise.all.first { !isSolved($0) } }

  /// Remembers whether the exercise is solved.
  mutating func set(_ exercise: Exercise, isSolved: Bool) throws {
    guard self.isSolved(exercise) != isSolved else { return }
    if isSolved { solved.insert(exercise.name) } else { solved.remove(exercise.name) }
    try write()
  }

  /// Remembers that so many hints were asked for.
  mutating func set(_ exercise: Exercise, hintsSeen count: Int) throws {
    guard hintsSeen(exercise) != count else { return }
    hints[exercise.name] = count > 0 ? count : nil
    try write()
  }

  private func write() throws {
    let known = Exercise.all.map(\.name)
    let document = JSON.object([
      .init("format", .string(Self.format)), .init("format_version", .int(1)),
      .init("solved", .strings(known.filter(solved.contains))),
      .init("hints", .object(known.compactMap { name in hints[name].map { JSON.Member(name, .int($0)) } })),
    ])
    try OutputFile.write(document.text, to: path)
  }
}
