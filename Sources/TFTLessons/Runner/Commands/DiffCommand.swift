import RawData
import TransformedData

extension Command {
  static let diff = Command(
    name: "diff",
    summary: "Says in what two fitted transforms differ: moved numbers, vocabularies, operations.",
    usage: """
      Usage: lessons diff A B [--json]

        A, B    transform_output directories, the earlier one first, or models' directories
        --json  the same as a list of objects

      Compared are the raw features, the transformed ones, every operation with its constants, and what each analysis has
      found: numbers and edges that have moved, tokens that came, went or have another rank. Of many numbers or tokens their
      count is shown and the first \(DifferenceReport.shown). Names of steps and lines of the program may differ. The exit
      status is 0 with and without differences.
      """
  ) { arguments, _ in
    var paths: [String] = []
    var isJSON = false
    while let word = try arguments.next() {
      switch word {
      case "--json": isJSON = true
      case _ where word.hasPrefix("--"): throw UsageError(unknown: "option", word, expected: ["--json"])
      default: paths.append(word)
      }
    }
    guard paths.count == 2 else {
      throw UsageError("lessons diff needs two directories; found \(paths.count)")
    }
    let transforms = try paths.map { try TransformOutput.read($0) }
    let report = DifferenceReport(differences: transforms[0].differences(to: transforms[1]))
    Terminal().result(isJSON ? report.json.text : report.text)
  }
}
