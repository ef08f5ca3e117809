import Foundation
import Testing

@testable import RawData
@testable import Runner

/// `lessons exercise`, but for `check`, which compiles: `make exercises` proves that.
extension CommandLineTests {
  /// A folder `Exercises` with the real starters, hints and solutions, as in a fresh clone.
  private static func folder() throws -> ScratchDirectory {
    let scratch = try ScratchDirectory.current
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Exercises")
    try scratch.makeDirectory("Exercises")
    try FileManager.default.copyItem(
      at: source.appendingPathComponent("Solutions"),
      to: URL(fileURLWithPath: scratch.path("Exercises/Solutions"))
    )
    try scratch.write("", to: "Exercises/Package.swift")
    for exercise in Exercise.all {
      try scratch.makeDirectory("Exercises/\(exercise.name)")
      for name in ["Starter.swift", "Hints.md"] {
        let text = try String(
          contentsOf: source.appendingPathComponent("\(exercise.name)/\(name)"),
          encoding: .utf8
        )
        try scratch.write(text, to: "Exercises/\(exercise.name)/\(name)")
      }
    }
    return scratch
  }

  private static func exercise(_ words: String...) async throws -> LessonsProcess {
    try await LessonsProcess.run(["exercise"] + words, in: try ScratchDirectory.current.path)
  }

  @Test func `the help of exercise names all its words`() async throws {
    let process = try await LessonsProcess.run(["exercise", "--help"])
    #expect(process == LessonsProcess(output: try Fixture.text("help/exercise.txt"), errors: "", status: 0))
  }

  @Test func `any exercise is shown by its name`() async throws {
    _ = try Self.folder()
    let process = try await Self.exercise("TwoValues")
    #expect(process.status == 0 && process.output.hasPrefix("TwoValues: exercise 3 of "))
    #expect(process.output.contains("Check it:   lessons exercise check TwoValues\n"))
    #expect(try await Self.exercise("TwoValuse").errors.contains("did you mean TwoValues?"))
  }

  @Test func `the first exercise is shown with its task and its file, which is the starter`() async throws {
    let scratch = try Self.folder()
    let process = try await Self.exercise()
    #expect(process.status == 0 && process.errors.isEmpty)
    let first = "EmptyCells: exercise 1 of \(Exercise.all.count), lesson 1\n\nWhat does an empty cell mean?"
    #expect(process.output.hasPrefix(first))
    #expect(process.output.contains("\n    1,2.5,\n"))
    #expect(
      process.output.hasSuffix(
        """

        Your file:  Exercises/EmptyCells/Exercise.swift
        Check it:   lessons exercise check
        Stuck:      lessons exercise hint

        """
      )
    )
    let bytes = try scratch.bytes(of: "Exercises/EmptyCells/Exercise.swift")
    #expect(try bytes == scratch.bytes(of: "Exercises/EmptyCells/Starter.swift"))
  }

  @Test func `hints come one after the other, and the last one stays`() async throws {
    let scratch = try Self.folder()
    let first = try await Self.exercise("hint", "twovalues")
    #expect(first.output.hasPrefix("TwoValues, hint 1 of 3\n\n300 is 2 * 128 + 44"))
    #expect(
      try await Self.exercise("hint", "TwoValues").output.hasPrefix("TwoValues, hint 2 of 3\n\nEvery length")
    )
    let last = try await Self.exercise("hint", "TwoValues")
    #expect(
      last.output.hasSuffix(
        "\n\nThat was the last one. `lessons exercise solution TwoValues` shows the rest.\n"
      )
    )
    #expect(try await Self.exercise("hint", "TwoValues") == last)
    #expect(
      String(decoding: try scratch.bytes(of: "Exercises/progress.json"), as: UTF8.self) == """
        {
          "format": "tftlessons.exercises",
          "format_version": 1,
          "solved": [],
          "hints": {"TwoValues": 3}
        }

        """
    )
  }

  @Test func `what is solved is passed over, and the list says so`() async throws {
    let scratch = try Self.folder()
    try scratch.write(
      #"{"format": "tftlessons.exercises", "format_version": 1, "solved": ["EmptyCells"], "hints": {}}"#,
      to: "Exercises/progress.json"
    )
    #expect(try await Self.exercise().output.hasPrefix("KnownRides: exercise 2 of"))
    let list = try await Self.exercise("list")
    let rows = tableCells(list.output)
    #expect(rows[1] == ["1", "EmptyCells", "say what an empty cell means", "solved"])
    #expect(rows[2][3] == "next" && rows[3][3] == "")
    #expect(list.output.hasSuffix("1 of \(Exercise.all.count) solved\n"))
  }

  @Test func `reset puts the starter back and keeps the learner's work beside it`() async throws {
    let scratch = try Self.folder()
    let file = "Exercises/EmptyCells/Exercise.swift"
    #expect(try await Self.exercise("reset", "EmptyCells").output == "\(file) is the starter.\n")
    for (work, kept) in [("first", "\(file).bak"), ("second", "\(file).bak2")] {
      try scratch.write(work, to: file)
      let process = try await Self.exercise("reset", "EmptyCells")
      #expect(process.output == "\(file) is the starter again; your work is in \(kept).\n")
      #expect(try scratch.bytes(of: kept) == Array(work.utf8))
      #expect(try scratch.bytes(of: file) == scratch.bytes(of: "Exercises/EmptyCells/Starter.swift"))
    }
  }

  @Test func `a solution is shown, and the learner's file stays as it is`() async throws {
    let scratch = try Self.folder()
    try scratch.write("mine", to: "Exercises/OnePass/Exercise.swift")
    let process = try await Self.exercise("solution", "OnePass")
    #expect(process.output.contains("sqrt(variance(x))"))
    #expect(try scratch.bytes(of: "Exercises/OnePass/Exercise.swift") == Array("mine".utf8))
  }

  @Test func `a wrong word is told with the one that was meant`() async throws {
    _ = try Self.folder()
    let name = try await Self.exercise("hint", "MergeMean")
    #expect(name.status == 2)
    #expect(
      name.errors == """
        lessons: unknown exercise "MergeMean"; did you mean MergedMean?
        Try `lessons exercise --help`.

        """
    )
    #expect(
      try await Self.exercise("chek").errors.hasPrefix(
        "lessons: unknown word \"chek\"; did you mean check?\n"
      )
    )
    let many = try await Self.exercise("hint", "OnePass", "TwoValues")
    #expect(
      many.errors.hasPrefix("lessons: found \"TwoValues\", expected one exercise\n") && many.status == 2
    )
  }

  @Test func `a damaged progress is refused`() async throws {
    let scratch = try Self.folder()
    try scratch.write(
      #"{"format": "tftlessons.exercises", "format_version": 1, "solved": 3}"#,
      to: "Exercises/progress.json"
    )
    let process = try await Self.exercise("list")
    #expect(process.status == 1)
    #expect(
      process.errors
        == "lessons: Exercises/progress.json: found another form than lessons writes; remove it to begin anew\n"
    )
  }

  @Test func `every exercise has a folder with a task, hints and a solution, and the package names all`()
    throws
  {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let folder = ExerciseFolder(path: "\(root)/Exercises")
    let package = String(decoding: try InputFile.contents(of: "\(folder.path)/Package.swift"), as: UTF8.self)
    for exercise in Exercise.all {
      #expect(try folder.task(exercise).split(separator: " ").count > 30, "\(exercise.name)")
      #expect(try (2...4).contains(folder.hints(exercise).count), "\(exercise.name)")
      #expect(try !folder.solution(exercise).isEmpty)
      #expect(package.contains("\"\(exercise.name)\""))
    }
    let folders = try Platform.entries(of: folder.path).filter {
      Platform.exists("\(folder.path)/\($0)/Starter.swift")
    }
    #expect(Set(folders) == Set(Exercise.all.map(\.name)))
    #expect(Dictionary(grouping: Exercise.all, by: \.lesson).keys.sorted() == Array(1...7))
  }
}
