import RawData

extension Command {
  static let new = Command(
    name: "new",
    summary: "Makes a package of your own: a pipeline for your CSV file.",
    usage: """
      Usage: lessons new NAME --data CSV --label COLUMN [--predict KIND] [--valid CSV] [--output DIR] [--package DIR]

      Writes a small Swift package that depends on this one: schema, preprocessing_fn, two models and a test for the rows of
      CSV, for you to edit. Its program is this tool working on your pipeline: tasks, predict, explain, skew, export, graph.

        NAME            what the package is called: letters, digits and _
        --data CSV      the rows; its header line names the columns
        --label COLUMN  the column to predict; every row has a value in it
        --predict KIND  number or classes (default classes for texts and for two different values, else number)
        --valid CSV     rows to judge the models by (default a fifth of the rows)
        --output DIR    where to make the package (default NAME); it is not there yet, or empty
        --package DIR   the directory of TFTLessons (default the nearest one above this directory or above the program)

      Numbers are counted in standard deviations; texts, and integers of few values, get ids by a vocabulary; times are taken
      apart; missing values are filled in, and a feature says where. Each step has a comment with what was found in the rows.
      """
  ) { arguments, _ in
    let request = try NewRequest(&arguments)
    let library = try LibraryPlace.find(given: request.library)
    try NewPackage.check(request.output)
    let plan = try PipelinePlan(csv: request.data, label: request.label, wish: request.wish)
    if let valid = request.valid { try Platform.checkReadable(valid) }
    let package = NewPackage(
      name: request.name,
      library: library,
      data: try Platform.absolutePath(of: request.data),
      valid: try request.valid.map { try Platform.absolutePath(of: $0) },
      plan: plan
    )
    try package.write(to: request.output)
    Terminal().result(package.summary(at: request.output))
  }
}

/// What `lessons new` is asked for.
private struct NewRequest {
  private(set) var name = ""
  private var values: [String: String] = [:]
  let wish: LabelPlan.Wish?

  private static let options = ["--data", "--label", "--predict", "--valid", "--output", "--package"]

  init(_ arguments: inout Arguments) throws(UsageError) {
    while let word = try arguments.next() {
      if Self.options.contains(word) {
        guard values.updateValue(try arguments.value(of: word), forKey: word) == nil else {
          throw UsageError("\(word) is given twice")
        }
      } else if word == "--no-header" {
        throw UsageError("--no-header: a package names its features by the header line; add one to the file")
      } else if word.hasPrefix("-") {
        throw UsageError(unknown: "option", word, expected: Self.options)
      } else if name.isEmpty {
        name = word
      } else {
        throw UsageError("found \"\(word)\" after the name \(name), expected one name")
      }
    }
    guard !name.isEmpty else { throw UsageError("lessons new needs the name of the package") }
    try PackageName.check(name)
    for option in ["--data", "--label"] where values[option] == nil {
      throw UsageError("\(option) is missing")
    }
    wish = try values["--predict"].map { text throws(UsageError) in
      guard let wish = LabelPlan.Wish(rawValue: text) else {
        throw UsageError("--predict: found \"\(text)\", expected number or classes")
      }
      return wish
    }
  }

  var data: String { values["--data"] ?? "" }
  var label: String { values["--label"] ?? "" }
  var valid: String? { values["--valid"] }
  var library: String? { values["--package"] }

  /// Without a slash at its end, which a name of a directory may have.
  var output: String {
    let path = values["--output"] ?? name
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

extension NewPackage {
  /// What was made, and what to do next.
  fileprivate func summary(at directory: String) -> String {
    let used = plan.features.filter(\.isUsed)
    let leftOut = plan.features.filter { !$0.isUsed }.map { SwiftText.shown($0.spec.name) }
    let without = leftOut.isEmpty ? "" : " (left out: \(leftOut.joined(separator: ", ")))"
    let run = "swift run -c release \(name)"
    return """
      \(directory): predicts \(plan.label.spec.name), \(plan.label.summary), from \(used.count) columns of \(plan.rowCount) rows\(without)

      Next:
        cd \(directory)
        \(run)
        \(run) predict --model working_area/models/embedding --input \(Self.sampleName) --output predictions.csv
        swift test
      The first of them builds the library, which takes some minutes, and runs every task; after it `\(run) list` shows them.
      README.md says more; Sources/\(name) is yours to edit.
      """
  }
}
