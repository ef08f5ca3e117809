import RawData

extension Command {
  static let weave = Command(
    name: "weave",
    summary: "Fills the code and output blocks of the pages in Lessons/ from source and runs.",
    usage: """
      Usage: lessons weave [--check]

      Runs every lesson on data/ and puts source and outputs into the pages, from the package's folder, and the pictures into
      Lessons/figures. With --check it changes nothing: it shows in which lines a page or a picture is stale, and fails.
      """
  ) { arguments, pipeline in
    var checks = false
    while let word = try arguments.next() {
      guard word == "--check" else { throw UsageError(unknown: "option", word, expected: ["--check"]) }
      checks = true
    }
    let stale = try Pages(root: ".").weave(pipeline, writes: !checks)
    let names = stale.map(\.path).joined(separator: ", ")
    if checks, !stale.isEmpty {
      Terminal().result(stale.map(\.text).joined(separator: "\n\n"))
      throw InputError(file: names, problem: "stale, the lines are above; run `lessons weave`")
    }
    Terminal().result(stale.isEmpty ? "all pages are up to date" : "refreshed \(names)")
  }
}
