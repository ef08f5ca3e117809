import Testing

/// Tasks, lessons and what they leave behind.
extension CommandLineTests {
  static let tasks = [
    "clean_directory", "write_raw_tfrecords", "transform_tfrecords", "view_original_sample_data",
    "view_transformed_sample_data", "train_non_embedding_model", "train_embedding_model", "train_fare_model",
    "train_and_predict_non_embedding_model", "train_and_predict_embedding_model",
    "train_and_predict_fare_model",
  ]

  static let raw = [
    "raw_tfrecords/part-00000-of-00001", "raw_tfrecords/schema.pbtxt", "raw_tfrecords/statistics.json",
    "task_state.json",
  ]
  static let transformed =
    raw
    + [
      "part-00000-of-00001", "transform_output/metadata/schema.pbtxt", "transform_output/transform_fn.json",
      "transform_output/transform_fn/saved_model.pb",
      "transform_output/transform_fn/variables/variables.index",
      "transform_output/transformed_metadata/schema.pbtxt",
    ].map { "transformed_tfrecords/\($0)" }

  static func model(_ name: String) -> [String] {
    let figures = [
      "importance.svg", "loss.svg", "map-pick-ups.svg", "predictions.svg", "residuals-by-distance-in-km.svg",
      "residuals-by-hour-of-day.svg",
    ]
    return (figures + embeddings[name, default: []].map { "embedding-\($0).svg" }).map {
      "figures/\(name)/\($0)"
    }
    .sorted()
      + [
        "end_to_end.json", "events/train/events.out.tfevents.0.lessons",
        "events/validation/events.out.tfevents.0.lessons",
        "history.json", "model.json", "serving/saved_model.pb", "transform_fn.json", "weights.safetensors",
      ].map { "models/\(name)/\($0)" }
  }

  /// The features that each model has embeddings of, in their figures' names.
  private static let embeddings = [
    "embedding": [
      "dropoff-location", "hashed-trip", "hashed-trip-and-time", "hour-of-day-of-week", "pickup-location",
    ],
    "fare": ["part-of-week"],
  ]

  /// The files that each task leaves, its prerequisites' with them.
  static let leavings: [(task: String, files: [String])] = [
    ("clean_directory", []), ("write_raw_tfrecords", raw), ("transform_tfrecords", transformed),
    ("view_original_sample_data", raw), ("view_transformed_sample_data", transformed),
    ("train_non_embedding_model", model("non_embedding") + transformed),
    ("train_embedding_model", model("embedding") + transformed), ("train_fare_model", model("fare") + raw),
    ("train_and_predict_non_embedding_model", model("non_embedding") + transformed),
    ("train_and_predict_embedding_model", model("embedding") + transformed),
    ("train_and_predict_fare_model", model("fare") + raw),
  ]

  @Test(arguments: leavings)
  func `a task alone runs what it needs first`(task: String, files: [String]) async throws {
    let process = try await Self.lessons("task", task, "--data", "rides.csv", "--workdir", "area")
    #expect(process.status == 0, "\(process.errors)")
    #expect(process.output.hasPrefix("\n== \(task) ==\n"))
    let scratch = try ScratchDirectory.current
    #expect((scratch.exists("area") ? try scratch.files(below: "area").keys.sorted() : []) == files)
  }

  @Test func `the original's flags run tasks, draw them and print their times`() async throws {
    let process = try await Self.lessons(
      "--task",
      "write_raw_tfrecords",
      "--task",
      "transform_tfrecords",
      "--data",
      "rides.csv",
      "--workdir",
      "area",
      "--visualize_tasks",
      "pictures/run.svg",
      "--print_performance_metrics"
    )
    #expect(process.status == 0 && process.errors.isEmpty)
    let lines = process.output.split(separator: "\n").map(String.init)
    let cells = lines.filter { $0.hasPrefix("│") }.map { line in
      line.split(separator: "│").map { String($0).filter { $0 != " " } }
    }
    #expect(cells.first == ["index", "caller", "called", "elapsed_time", "rows/s", "MB/s"])
    #expect(
      cells.dropFirst().map { $0[1] + " > " + $0[2] } == [
        "main > write_raw_tfrecords", "write_raw_tfrecords > read_csv_and_encode_examples",
        "write_raw_tfrecords > write_schema_and_statistics", "main > transform_tfrecords",
        "transform_tfrecords > preprocessing_fn", "transform_tfrecords > analyze",
        "transform_tfrecords > transform", "transform_tfrecords > write_transform_output",
      ]
    )
    #expect(cells.dropFirst().map { $0[0] } == (1...8).map(String.init))
    for row in cells.dropFirst() {
      #expect(row[3].wholeMatch(of: /[0-9]+\.[0-9]{6}/) != nil, "\(row[3])")
    }
    #expect(lines.contains("the run as a graph: pictures/run.svg"))
    let picture = try ScratchDirectory.current.text(of: "pictures/run.svg")
    #expect(picture.contains("<svg ") && picture.contains("transform_tfrecords"))
  }

  @Test func `quiet leaves the results alone`() async throws {
    let words = ["--data", "rides.csv", "--workdir", "area", "--task", "train_embedding_model"]
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let process = try await LessonsProcess.run(words + ["--quiet"], in: scratch.path)
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(process.output.hasPrefix("┌"))
    #expect(!process.output.contains("=="))
  }

  @Test func `clean_directory removes what was made and nothing else`() async throws {
    let scratch = try ScratchDirectory.current
    #expect(
      try await Self.task("write_raw_tfrecords").status
        == 0
    )
    try scratch.write("mine", to: "area/notes.txt")
    try scratch.makeDirectory("area/transformed_tfrecords.partial")
    try scratch.makeDirectory("area/models")
    try scratch.write("mine", to: "area/models/weights.bin")
    try scratch.makeDirectory("area/transformed_tfrecords")
    try scratch.write("mine", to: "area/transformed_tfrecords/part-00000-of-00001")
    let process = try await Self.lessons("task", "clean_directory", "--workdir", "area")
    #expect(
      process.output
        == "\n== clean_directory ==\nremoved raw_tfrecords, transformed_tfrecords.partial, task_state.json from area\n"
    )
    #expect(try scratch.names(in: "area") == ["models", "notes.txt", "transformed_tfrecords"])
    for name in ["notes.txt", "models", "transformed_tfrecords"] { try scratch.remove("area/\(name)") }
    let again = try await Self.lessons("task", "clean_directory", "--workdir", "area")
    #expect(again.output == "\n== clean_directory ==\nnothing of ours to remove in area\n")
    #expect(try scratch.names() == ["rides.csv"])
  }

  @Test func `our model's task reports on its errors, and clean_directory removes model and figures`()
    async throws
  {
    let process = try await Self.lessons(
      "task",
      "train_fare_model",
      "--data",
      "rides.csv",
      "--valid",
      "rides.csv",
      "--workdir",
      "area"
    )
    #expect(process.status == 0, "\(process.errors)")
    let firsts = process.output.split(separator: "\n").compactMap { line in
      line.split(separator: "│").first.map { $0.split(separator: " ").joined(separator: " ") }
    }
    let hours = (0..<24).map(String.init)
    let distances = [
      "0-0.1", "0.1-0.5", "0.5-1", "1-1.5", "1.5-2", "2-3", "3-5", "5-10", "10-20", "20+", "unknown",
    ]
    for expected in [["1", "10", "20", "30", "40", "50", "60"], ["40 validation rows"], hours, distances] {
      #expect(firsts.contains(expected), "\(expected)")
    }
    #expect(firsts.contains(["always the mean", "linear regression", "fare"]))
    #expect(Set(firsts).isSuperset(of: ["tariff", "has_flat_fare", "part_of_week"]))
    let scratch = try ScratchDirectory.current
    try scratch.write("mine", to: "area/figures/mine.svg")
    let cleaned = try await Self.lessons("task", "clean_directory", "--workdir", "area")
    #expect(
      cleaned.output
        == "\n== clean_directory ==\nremoved raw_tfrecords, models/fare, figures/fare, task_state.json from area\n"
    )
    #expect(try scratch.names(in: "area") == ["figures"])
  }

  @Test func `the same run gives the same bytes, another seed gives other weights`() async throws {
    let tasks = ["task", "train_embedding_model", "train_non_embedding_model", "--data", "rides.csv"]
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    var runs: [LessonsProcess] = []
    for options in [["--workdir", "a"], ["--workdir", "b/c"], ["--workdir", "d", "--seed", "2"]] {
      runs.append(try await LessonsProcess.run(tasks + options, in: scratch.path))
    }
    #expect(runs.map(\.status) == [0, 0, 0])
    #expect(runs[0] == runs[1])
    let (first, second) = (try scratch.files(below: "a"), try scratch.files(below: "b/c"))
    let third = try scratch.files(below: "d")
    #expect(first.keys.sorted() == second.keys.sorted() && first.keys.count == 43)
    for (name, bytes) in first {
      #expect(second[name] == bytes, "\(name)")
      let isLearned =
        name.hasPrefix("figures/")
        // What is typical is that of the training rows, and the seed says which rows those are.
        || [
          "weights.safetensors", "history.json", "end_to_end.json", "serving/saved_model.pb", ".lessons",
          "task_state.json",
        ]
        .contains {
          name.hasSuffix($0)
        }
      #expect((third[name] == bytes) != isLearned, "\(name)")
    }
  }

  @Test func `a directory that somebody else made is not replaced`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("area/raw_tfrecords")
    try scratch.write("mine", to: "area/raw_tfrecords/mine.txt")
    let process = try await Self.task("write_raw_tfrecords")
    #expect(process.status == 1)
    #expect(
      process.errors
        == "lessons: area/raw_tfrecords: is in the way: it was not made by lessons, so it is not replaced\n"
    )
    #expect(try scratch.names(in: "area/raw_tfrecords") == ["mine.txt"])
  }

  @Test(arguments: ["gzip", "zlib"])
  func `compressed records and a file without a header give the same model`(compression: String) async throws
  {
    let scratch = try ScratchDirectory.current
    let rides = try Fixture.text("tft/taxi-edges.csv")
    try scratch.write(rides, to: "rides.csv")
    try scratch.write(rides.split(separator: "\n").dropFirst().joined(separator: "\n"), to: "bare.csv")
    let task = ["task", "train_embedding_model", "--quiet"]
    let plain = try await LessonsProcess.run(
      task + ["--data", "rides.csv", "--workdir", "a"],
      in: scratch.path
    )
    let other = try await LessonsProcess.run(
      task + ["--data", "bare.csv", "--no-header", "--compression", compression, "--workdir", "b"],
      in: scratch.path
    )
    #expect(plain.status == 0 && other == plain)
    #expect(try scratch.files(below: "a/models") == scratch.files(below: "b/models"))
    let magic = try scratch.bytes(of: "b/raw_tfrecords/part-00000-of-00001").prefix(2)
    #expect(Array(magic) == (compression == "gzip" ? [0x1F, 0x8B] : [0x78, 0x9C]))
  }

  @Test func `too few rows to hold some back is an error`() async throws {
    let scratch = try ScratchDirectory.current
    let lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").prefix(2)
    try scratch.write(lines.joined(separator: "\n"), to: "one.csv")
    let process = try await Self.lessons(
      "task",
      "train_embedding_model",
      "--data",
      "one.csv",
      "--workdir",
      "area",
      "--quiet"
    )
    #expect(process.status == 1)
    #expect(
      process.errors.hasSuffix(
        "\nlessons: one.csv: found too few rows to hold a fifth of them back, expected five or more, or validation rows "
          + "by --valid\n"
      )
    )
    #expect(!scratch.exists("area/models"))
  }

  @Test func `a lesson prints its page and its cells`() async throws {
    let process = try await Self.lessons("run", "1", "--data", "rides.csv", "--workdir", "area")
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(process.output.hasPrefix("1. Raw data\n═══════════\n"))
    #expect(process.output.contains("\n  40 rows in 1 batches of 40\n"))
    #expect(process.output.contains("\n  bad.csv:2:6: fare_amount: found \"abc\", expected a number\n"))
  }
}
