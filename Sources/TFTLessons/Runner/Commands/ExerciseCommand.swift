import RawData

extension Command {
  static let exercise = Command(
    name: "exercise",
    summary: "Shows the next exercise, checks it, gives a hint, shows a solution.",
    usage: """
      Usage: lessons exercise                  the next one that is not solved: its task and its file
             lessons exercise NAME             that of this one
             lessons exercise check [NAME]     compiles the file and runs its test
             lessons exercise hint [NAME]      one hint after the other
             lessons exercise solution [NAME]  a file that passes the test; yours stays as it is
             lessons exercise reset [NAME]     puts the starter back, and keeps your file beside it
             lessons exercise list             all of them, and which are solved

      NAME is an exercise's name; without one it is the next that is not solved. `check`, `hint` and the others work in
      any order on any exercise.

      The files are in Exercises/ of a clone of TFTLessons, which is looked for in the working directory, above it, and above this
      program. What is solved is kept in Exercises/progress.json. `check` needs Swift; its first run compiles the lessons, which
      takes some minutes, later ones take seconds. The exit status of `check` is 0 when the exercise is solved, else 1.
      """
  ) { arguments, _ in
    var words: [String] = []
    while let word = try arguments.next() { words.append(word) }
    try ExerciseDesk.run(words)
  }
}
