import Drawing
import RawData

/// What `lessons exercise` does with its words.
struct ExerciseDesk {
  private enum Deed: String, CaseIterable {
    case check, hint, solution, reset, list
  }

  private let folder: ExerciseFolder
  private var progress: ExerciseProgress
  private let terminal = Terminal()

  /// Does what `words` say: nothing, the name of an exercise, or a deed and perhaps a name.
  ///
  /// - Throws: `UsageError` for other words, before anything is done.
  static func run(_ words: [String]) throws {
    guard let first = words.first else { return try ExerciseDesk().showNext() }
    guard let deed = Deed(rawValue: first) else {
      if words.count == 1, let exercise = Exercise.all.first(where: { $0.name == first }) {
        return try ExerciseDesk().show(exercise)
      }
      throw UsageError(
        unknown: "word",
        first,
        expected: Deed.allCases.map(\.rawValue) + Exercise.all.map(\.name)
      )
    }
    guard words.count <= (deed == .list ? 1 : 2) else {
      throw UsageError(
        "found \"\(words[words.count - 1])\", expected \(deed == .list ? "nothing" : "one exercise")"
      )
    }
    let named = words.count > 1 ? try Exercise.named(words[1]) : nil
    var desk = try ExerciseDesk()
    if deed == .list { return desk.list() }
    guard let exercise = named ?? desk.progress.next else { return desk.terminal.result(allSolved) }
    switch deed {
    case .check: try desk.check(exercise)
    case .hint: try desk.hint(exercise)
    case .solution: try desk.solution(exercise)
    case .reset: try desk.reset(exercise)
    case .list: break
    }
  }

  private init() throws {
    folder = try ExerciseFolder.find()
    progress = try ExerciseProgress(in: folder)
  }

  private static let allSolved = "All exercises are solved. `lessons exercise list` names them."

  private func showNext() throws {
    guard let exercise = progress.next else { return terminal.result(Self.allSolved) }
    try show(exercise)
  }

  private func show(_ exercise: Exercise) throws {
    try folder.prepare(exercise)
    let name = exercise == progress.next ? "" : " \(exercise.name)"
    terminal.result(
      """
      \(exercise.name): \(exercise.place)

      \(try folder.task(exercise))

      Your file:  \(folder.file(exercise))
      Check it:   lessons exercise check\(name)
      Stuck:      lessons exercise hint\(name)
      """
    )
  }

  private func list() {
    var table = TextTable(columns: [
      ("lesson", .right), ("exercise", .left), ("what is done", .left), ("", .left),
    ])
    for exercise in Exercise.all {
      let mark = progress.isSolved(exercise) ? "solved" : exercise == progress.next ? "next" : ""
      table.addRow([String(exercise.lesson), exercise.name, exercise.summary, mark])
    }
    let count = Exercise.all.count { progress.isSolved($0) }
    terminal.result("\(table.render())\(count) of \(Exercise.all.count) solved")
  }

  private mutating func check(_ exercise: Exercise) throws {
    if try folder.prepare(exercise) {
      terminal.progress("\(folder.file(exercise)) is the starter: change it first.")
    }
    terminal.progress(
      Platform.isDirectory("\(folder.path)/.build")
        ? "Compiling \(exercise.name) and running its test ..."
        : "Compiling the lessons and \(exercise.name): this takes some minutes once, and seconds from then on ..."
    )
    let verdict = try ExerciseCheck(folder: folder, exercise: exercise).run()
    try progress.set(exercise, isSolved: verdict == .solved)
    switch verdict {
    case .solved:
      terminal.result("\(exercise.name) is solved.")
      let next = progress.next.map { "Next: \($0.name), \($0.summary). `lessons exercise` shows it." }
      terminal.result(next ?? Self.allSolved)
    case .failed(let text): try refuse(exercise, text, "is not solved yet; `lessons exercise hint` helps")
    case .notCompiled(let text): try refuse(exercise, text, "does not compile")
    case .ended(let text): try refuse(exercise, text, "has stopped in the middle: a trap, or an endless loop")
    case .noVerdict(let text):
      try refuse(exercise, text, "could not be compiled, and not by your fault, it seems")
    }
  }

  private func refuse(_ exercise: Exercise, _ text: String, _ problem: String) throws {
    terminal.result(text)
    throw InputError(file: folder.file(exercise), problem: problem)
  }

  private mutating func hint(_ exercise: Exercise) throws {
    let hints = try folder.hints(exercise)
    guard !hints.isEmpty else { return terminal.result("There is no hint for \(exercise.name).") }
    let number = min(progress.hintsSeen(exercise) + 1, hints.count)
    try progress.set(exercise, hintsSeen: number)
    let rest =
      number < hints.count
      ? "" : "\n\nThat was the last one. `lessons exercise solution \(exercise.name)` shows the rest."
    terminal.result("\(exercise.name), hint \(number) of \(hints.count)\n\n\(hints[number - 1])\(rest)")
  }

  private func solution(_ exercise: Exercise) throws {
    terminal.result(try folder.solution(exercise))
  }

  private mutating func reset(_ exercise: Exercise) throws {
    let kept = try folder.reset(exercise)
    try progress.set(exercise, isSolved: false)
    try progress.set(exercise, hintsSeen: 0)
    let file = folder.file(exercise)
    terminal.result(
      kept.map { "\(file) is the starter again; your work is in \($0)." } ?? "\(file) is the starter."
    )
  }
}
