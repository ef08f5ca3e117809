import Testing

/// What stops a training before it begins, and what it must not lose.
extension CommandLineTests {
  /// The error of a task that trains on the awkward rides, changed or not.
  private static func training(_ options: [String], task: String = "train_embedding_model") async throws
    -> LessonsProcess
  {
    let words = ["task", task, "--workdir", "area", "--quiet"] + options
    let process = try await LessonsProcess.run(words, in: ScratchDirectory.current.path)
    #expect(process.status == 1 && process.output.isEmpty)
    #expect(try !ScratchDirectory.current.exists("area/models/embedding"))
    return process
  }

  // With a model's own transform the rows come another way, and with --data alone only some of them.
  @Test(arguments: [
    ("nan", "nan", "train_embedding_model", ["--data", "wrong.csv", "--valid", "rides.csv"]),
    ("inf", "inf", "train_fare_model", ["--data", "rides.csv", "--valid", "wrong.csv"]),
    ("-1e30", "-1e+30", "train_fare_model", ["--data", "wrong.csv"]),
  ])
  func `a wrong label names its cell`(label: String, found: String, task: String, options: [String])
    async throws
  {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    // Of the rides of lines 12 to 16 one is held back: whichever it is, the place is that in the file.
    for line in [12, 14] {
      try scratch.write(Self.rides(line: line, cell: 1, is: label), to: "wrong.csv")
      let process = try await Self.training(options, task: task)
      #expect(
        process.errors.hasSuffix(
          "lessons: wrong.csv:\(line):9: label \"fare_amount\": found \(found), expected a number from -1e+18 to "
            + "1e+18; mend this row or take it out, or mend what the preprocessing_fn makes of it\n"
        )
      )
    }
  }

  @Test(arguments: [
    (
      "", ["--data", "few.csv", "--valid", "rides.csv"],
      "few.csv: the file is empty, expected a header line"
    ),
    (
      "", ["--data", "rides.csv", "--valid", "few.csv"], "few.csv: the file is empty, expected a header line"
    ),
    (
      header + "\n", ["--data", "few.csv", "--valid", "rides.csv"],
      "few.csv: found no rows, expected some to train a model on"
    ),
    (
      header + "\n", ["--data", "rides.csv", "--valid", "few.csv"],
      "few.csv: found no rows, expected some to judge the model by"
    ),
  ])
  func `a file without rows is named`(text: String, options: [String], problem: String) async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    try scratch.write(text, to: "few.csv")
    #expect(try await Self.training(options).errors.hasSuffix("lessons: \(problem)\n"))
  }

  @Test func `predict tells where the models are, and refuses rows that are transformed already`()
    async throws
  {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let task = ["task", "train_embedding_model", "--data", "rides.csv", "--workdir", "area", "--quiet"]
    try #require(try await LessonsProcess.run(task, in: scratch.path).status == 0)
    func predict(_ model: String, _ input: String) async throws -> String {
      let process = try await Self.lessons(
        "predict",
        "--model",
        model,
        "--input",
        input,
        "--output",
        "out.csv"
      )
      #expect(process.status == (process.errors.isEmpty ? 0 : 1))
      return process.errors
    }
    let (found, model) = ("found no model.json, expected a model's directory", "area/models/embedding")
    for place in ["area", "area/models", "area/models/"] {
      #expect(try await predict(place, "rides.csv") == "lessons: \(place): \(found); here is \(model)\n")
    }
    #expect(
      try await predict("area/raw_tfrecords", "rides.csv")
        == "lessons: area/raw_tfrecords: \(found); `lessons task train_fare_model` makes one\n"
    )

    let output = "area/transformed_tfrecords/transform_output"
    for name in ["made.csv", "made.tfrecord"] {
      let words = ["transform", "--transform-output", output, "--input", "rides.csv", "--output", name]
      try #require(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    }
    let advice = "expected raw ones, which are transformed here: give the CSV file or raw_tfrecords"
    let (beside, within) = (
      "of which transform_output beside them tells",
      "with \"day_of_week\" and 7 more that the transform makes"
    )
    for (input, evidence) in [
      ("area/transformed_tfrecords", beside), ("area/transformed_tfrecords/part-00000-of-00001", beside),
      ("made.csv", within), ("made.tfrecord", within),
    ] {
      #expect(
        try await predict(model, input)
          == "lessons: \(input): found transformed rows, \(evidence); \(advice)\n"
      )
    }
    #expect(!scratch.exists("out.csv"))
    #expect(try await predict(model, "area/raw_tfrecords").isEmpty && scratch.exists("out.csv"))
  }

  @Test func `a file of one's own in a model's directory is not lost`() async throws {
    let scratch = try ScratchDirectory.current
    let words = ["task", "train_embedding_model", "--data", "rides.csv", "--workdir", "area", "--quiet"]
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    try #require(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    try scratch.write("mine", to: "area/models/embedding/events/notes.txt")
    try scratch.write("nobody's", to: "area/models/embedding/.DS_Store")
    let before = try scratch.files(below: "area/models")
    let again = try await LessonsProcess.run(words + ["--force"], in: scratch.path)
    #expect(
      again.errors
        == "lessons: area/models/embedding/events/notes.txt: was not made by lessons, and would be lost when "
        + "area/models/embedding is made anew; move it elsewhere\n"
    )
    #expect(try again.status == 1 && scratch.files(below: "area/models") == before)
    let cleaned = try await Self.lessons("task", "clean_directory", "--workdir", "area", "--quiet")
    #expect(
      cleaned.output
        == "removed raw_tfrecords, transformed_tfrecords, models/embedding, figures/embedding, task_state.json from area; "
        + "kept models/embedding/events/notes.txt, not made by lessons\n"
    )
    #expect(try scratch.files(below: "area") == ["models/embedding/events/notes.txt": Array("mine".utf8)])
  }

  @Test func `the number of threads changes nothing that is left`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    for threads in ["1", "3"] {
      let words = ["--task", "train_embedding_model", "--data", "rides.csv", "--workdir", threads, "--quiet"]
      let process = try await LessonsProcess.run(words + ["--threads", threads], in: scratch.path)
      try #require(process.status == 0)
    }
    #expect(try scratch.files(below: "1") == scratch.files(below: "3"))
    for command in [["run"], ["task", "clean_directory"], []] {
      let process = try await LessonsProcess.run(command + ["--threads", "0"], in: scratch.path)
      #expect(process.status == 2)
      #expect(
        process.errors.hasPrefix("lessons: --threads: found \"0\", expected an integer from 1 to 1024\n")
      )
    }
  }
}
