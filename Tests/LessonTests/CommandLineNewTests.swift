import Testing

/// `lessons new` as a process: what it makes, and what it refuses.
@Suite("The command new", .scratchDirectory)
struct CommandLineNewTests {
  /// The library's directory, as every package of these tests is made on it.
  static var library: String { taxiData("").split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } }

  static func new(_ words: [String], rows: String? = nil) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    if let rows {
      try scratch.write(rows, to: "rows.csv")
    } else {
      try scratch.write(Fixture.bytes("new/customers.csv"), to: "rows.csv")
    }
    return try await LessonsProcess.run(["new"] + words, in: scratch.path)
  }

  static let data = ["--data", "rows.csv", "--label"]

  @Test func `a package is made whole, and the next commands are said`() async throws {
    let scratch = try ScratchDirectory.current
    let process = try await Self.new(["Customers"] + Self.data + ["churned", "--package", Self.library])
    #expect(process.status == 0 && process.errors.isEmpty, "\(process.errors)")
    #expect(
      process.output.hasPrefix(
        "Customers: predicts churned, 2 classes, from 6 columns of 120 rows (left out: \"number\", \"customer\", \"land\")\n\n"
          + "Next:\n  cd Customers\n  swift run -c release Customers\n"
      )
    )
    #expect(
      try scratch.files(below: "Customers").keys.sorted() == [
        ".gitignore", "Package.swift", "README.md", "Sources/Customers/Models.swift",
        "Sources/Customers/Pipeline.swift", "Sources/Customers/Preprocessing.swift",
        "Sources/Customers/Schema.swift", "Sources/Customers/main.swift",
        "Tests/CustomersTests/CustomersTests.swift", "data/sample.csv",
      ]
    )
    #expect(try scratch.names() == ["Customers", "rows.csv"])
    #expect(try scratch.text(of: "Customers/Package.swift").contains("path: \"\(Self.library)\")"))
    #expect(
      try scratch.text(of: "Customers/Sources/Customers/Pipeline.swift").contains("\(scratch.path)/rows.csv")
    )
  }

  @Test func `the library is found above the program when nobody names it`() async throws {
    let process = try await Self.new(["Customers"] + Self.data + ["churned"])
    #expect(process.status == 0, "\(process.errors)")
    let scratch = try ScratchDirectory.current
    #expect(try scratch.text(of: "Customers/Package.swift").contains("path: \"\(Self.library)\")"))
  }

  @Test func `what is there already is not replaced, and nothing half-written stays`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("Customers")
    try scratch.write("mine", to: "Customers/mine.txt")
    let process = try await Self.new(["Customers"] + Self.data + ["churned"])
    #expect(
      process
        == LessonsProcess(
          output: "",
          errors:
            "lessons: Customers: is there already, and is not replaced; --output names another directory\n",
          status: 1
        )
    )
    #expect(try scratch.names() == ["Customers", "rows.csv"])
    #expect(try await Self.new(["Customers", "--output", "other/"] + Self.data + ["churned"]).status == 0)
    #expect(try scratch.names() == ["Customers", "other", "rows.csv"])
  }

  @Test(arguments: [
    ([], "lessons new needs the name of the package"),
    (["Nu"], "--data is missing"),
    (["Nu", "--data", "rows.csv"], "--label is missing"),
    (["Nu", "Mu"], "found \"Mu\" after the name Nu, expected one name"),
    (["Nu", "--dta", "x"], "unknown option \"--dta\"; did you mean --data?"),
    (["Nu", "--data", "a", "--data", "b"], "--data is given twice"),
    (
      ["Nu", "--no-header"],
      "--no-header: a package names its features by the header line; add one to the file"
    ),
    (
      ["2day"],
      "the name \"2day\": expected at most 64 letters A to Z, digits and _, a letter first, as in Penguins"
    ),
    (
      ["../x"],
      "the name \"../x\": expected at most 64 letters A to Z, digits and _, a letter first, as in Penguins"
    ),
    (["class"], "the name \"class\" is taken by Swift or by this library, expected another one"),
    (["rawdata"], "the name \"rawdata\" is taken by Swift or by this library, expected another one"),
    (
      ["Nu", "--data", "rows.csv", "--label", "churn"],
      "unknown column \"churn\"; did you mean churned?"
    ),
    (
      ["Nu", "--data", "rows.csv", "--label", "churned", "--predict", "words"],
      "--predict: found \"words\", expected number or classes"
    ),
    (
      ["Nu", "--data", "rows.csv", "--label", "churned", "--package", "."],
      "--package: found no Package.swift of TFTLessons in ., expected the library's directory"
    ),
  ])
  func `a wrong command line is an error that says what was expected`(words: [String], problem: String)
    async throws
  {
    let process = try await Self.new(words)
    #expect(process.errors == "lessons: \(problem)\nTry `lessons new --help`.\n")
    #expect(process.status == 2 && process.output.isEmpty)
    #expect(try ScratchDirectory.current.names() == ["rows.csv"])
  }

  @Test(arguments: [
    ("x,y\n", "rows.csv: found no rows below the header line, expected some to learn from"),
    (
      "x,y\n1,a\n2,\n3,b\n4,\n",
      "rows.csv:3:3: 2 rows have no \"y\", which is to be learned, the first one here; take them out, or name another "
        + "label (of 4 rows)"
    ),
    (
      "x,y\n1,a\n2,a\n",
      "rows.csv: label \"y\": found the value \"a\" in all rows, expected different ones: there is nothing to learn"
    ),
    ("x,y\n1,a\n1,b\n", "rows.csv: found no column beside \"y\" that says something, expected one"),
    (
      "x,y\n\((0..<101).map { "\($0),t\($0)\n" }.joined())",
      "rows.csv: label \"y\": found more than 100 different values, expected that many classes at most"
    ),
  ])
  func `rows that nothing can be learned of are an error`(rows: String, problem: String) async throws {
    let process = try await Self.new(["Nu"] + Self.data + ["y"], rows: rows)
    #expect(process == LessonsProcess(output: "", errors: "lessons: \(problem)\n", status: 1))
    #expect(try ScratchDirectory.current.names() == ["rows.csv"])
  }

  @Test func `texts are no numbers, and broken numbers no classes`() async throws {
    let texts = try await Self.new(["Nu", "--predict", "number"] + Self.data + ["plan"])
    #expect(
      texts.errors
        == "lessons: rows.csv: label \"plan\": found texts, expected numbers: leave --predict number out\n"
    )
    let numbers = try await Self.new(
      ["Nu", "--predict", "classes"] + Self.data + ["y"],
      rows: "x,y\n1,1.5\n2,2.5\n3,3.5\n"
    )
    #expect(
      numbers.errors
        == "lessons: rows.csv: label \"y\": found 3 different numbers with a point, expected integers or texts as classes: "
        + "leave --predict classes out\n"
    )
  }

  @Test func `the help is the text that was agreed on`() async throws {
    let process = try await LessonsProcess.run(["new", "--help"])
    #expect(process == LessonsProcess(output: try Fixture.text("help/new.txt"), errors: "", status: 0))
  }
}
