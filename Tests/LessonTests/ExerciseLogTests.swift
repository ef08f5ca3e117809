import Testing

@testable import RawData
@testable import Runner

/// What of a compiler's and a test's many lines the learner is shown.
@Suite("Exercises: what the tools have said") struct ExerciseLogTests {
  private static let exercise = Exercise(name: "OnePass", lesson: 4, summary: "")

  private static func verdict(_ text: String, _ end: Platform.ProgramEnd) -> ExerciseCheck.Verdict {
    ExerciseLog(text, exercise: exercise).verdict(end)
  }

  @Test func `a compiler's error is shown with its frame, and without warnings and progress`() {
    let text = """
      [13/19] Compiling OnePass Exercise.swift
      /clone/Exercises/OnePass/Exercise.swift:2:1: warning: unused
      2 | x
        | `- warning: unused
      /clone/Exercises/OnePass/Exercise.swift:3:14: error: cannot convert
      2 | func answer() -> Int { 41 }
      3 | let x: Int = "a"
        |              `- error: cannot convert
      error: fatalError
      """
    #expect(
      Self.verdict(text, .exited(1))
        == .notCompiled(
          """
          OnePass/Exercise.swift:3:14: error: cannot convert
          2 | func answer() -> Int { 41 }
          3 | let x: Int = "a"
            |              `- error: cannot convert
          """
        )
    )
  }

  @Test func `an issue is shown with what the test says of it`() {
    let text = """
      ◇ Test run started.
      ✘ Test "one pass" recorded an issue at Test.swift:3:36: Expectation failed: (passes → 2) == 1
      ↳ each pass reads all of the data once more
      ✘ Test "one pass" failed after 0.001 seconds with 1 issue.
      ✘ Test run with 1 test in 1 suite failed after 0.001 seconds with 1 issue.
      """
    #expect(
      Self.verdict(text, .exited(1))
        == .failed(
          """
          - "one pass": Test.swift:3:36: (passes → 2) == 1
              each pass reads all of the data once more
          """
        )
    )
  }

  @Test func `a program that stops in the middle is not solved`() {
    let trap = "◇ Test run started.\nOnePass/Exercise.swift:3: Fatal error: Index out of range\n"
    #expect(
      Self.verdict(trap, .exited(1)) == .ended("- OnePass/Exercise.swift:3: Fatal error: Index out of range")
    )
    #expect(Self.verdict("◇ Test run started.\n", .outOfTime) == .ended("It did not come to an end."))
  }

  @Test func `without a test that has run nothing is solved`() {
    #expect(Self.verdict("Build complete!", .exited(0)) == .noVerdict("Build complete!"))
    let solved = "◇ Test run started.\n✔ Test run with 1 test in 1 suite passed after 0.001 seconds.\n"
    #expect(Self.verdict(solved, .exited(0)) == .solved)
  }
}
