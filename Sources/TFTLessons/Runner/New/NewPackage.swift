import RawData

/// A Swift package with a pipeline of one's own: its files, by their paths in it.
struct NewPackage {
  let name: String
  /// The directory of the library that it is built on.
  let library: String
  /// The CSV files that its tool works on when it is told of no others.
  let data: String
  let valid: String?
  let plan: PipelinePlan

  /// The texts of all files but the sample.
  var files: [(path: String, text: String)] {
    let sources = "Sources/\(name)"
    return [
      ("Package.swift", manifest), ("README.md", readme), (".gitignore", ".build\nworking_area\n"),
      ("\(sources)/main.swift", main), ("\(sources)/Pipeline.swift", pipeline),
      ("\(sources)/Schema.swift", schema), ("\(sources)/Preprocessing.swift", preprocessing),
      ("\(sources)/Models.swift", models), ("Tests/\(name)Tests/\(name)Tests.swift", test),
    ]
  }

  /// The name of the rows that the test runs on.
  static let sampleName = "data/sample.csv"

  /// Makes the directory, whole or not at all.
  ///
  /// - Throws: `FileError` when `directory` holds something, or cannot be written.
  func write(to directory: String) throws {
    try Self.check(directory)
    let staging = OutputDirectory.staging(of: directory)
    try Platform.remove(staging)
    do {
      try Platform.makeDirectory(staging)
      try OutputDirectory.markAsOurs(staging)
      for (path, text) in files {
        try Platform.makeDirectory(Platform.parent(of: "\(staging)/\(path)"))
        try OutputFile.write(text, to: "\(staging)/\(path)")
      }
      try Platform.makeDirectory("\(staging)/data")
      let names = plan.schema.features.map(\.name)
      let sample = try CSVWriter(path: "\(staging)/\(Self.sampleName)", names: names)
      for batch in plan.sample { try sample.write(batch) }
      try sample.close()
      try Platform.remove("\(staging)/\(OutputDirectory.mark)")
      try Platform.move(staging, to: directory)
    } catch {
      try? Platform.remove(staging)
      throw error
    }
  }

  /// Finds out, before any work is done, whether the package can be made at `directory`.
  ///
  /// - Throws: `FileError` when something is there.
  static func check(_ directory: String) throws(FileError) {
    let staging = OutputDirectory.staging(of: directory)
    for place in [directory, staging] where Platform.exists(place) {
      // What a program that was ended by force has left of a package carries the mark.
      let entries = Platform.isDirectory(place) ? try Platform.entries(of: place) : nil
      let isFree =
        place == staging ? !Platform.isLink(place) && OutputDirectory.isOurs(place) : entries?.isEmpty == true
      guard isFree else {
        throw FileError(
          path: place,
          problem: "is there already, and is not replaced; --output names another directory"
        )
      }
    }
    try Platform.checkWritable(directory: Platform.parent(of: directory))
  }

  var codes: [FeatureCode] {
    let taken = Set(plan.schema.features.map(\.name))
    return plan.features.map { FeatureCode($0, taken: taken) }
  }
}

// The texts, a file of the package each.
extension NewPackage {
  private var manifest: String {
    """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "\(name)",
      platforms: [.macOS(.v15)],
      dependencies: [
        // Where the library lies; when it moves, say here where to.
        .package(name: "TFTLessons", path: \(SwiftText.literal(library)))
      ],
      targets: [
        .executableTarget(name: "\(name)", dependencies: [.product(name: "TFTLessons", package: "TFTLessons")]),
        .testTarget(
          name: "\(name)Tests",
          dependencies: ["\(name)", .product(name: "TFTLessons", package: "TFTLessons")]
        ),
      ],
      swiftLanguageModes: [.v6]
    )

    """
  }

  private var main: String {
    """
    import TFTLessons

    // The command-line tool of the library, working on this pipeline: `swift run -c release \(name) --help`.
    LessonsTool.main(pipeline)

    """
  }

  private var pipeline: String {
    let validation =
      valid.map {
        "  // Rows to judge the models by; they learn nothing from them.\n  valid: \(SwiftText.literal($0)),\n"
      }
      ?? "  // Without a file of validation rows, every fifth row or so is held back to judge the models by.\n"
    return """
      import TFTLessons

      /// The column to predict.
      let label = \(SwiftText.literal(plan.label.spec.name))

      /// All that is particular to this data.
      let pipeline = Pipeline(
        name: "\(name)",
        // The rows to learn from, when the command line names no others by --data.
        data: \(SwiftText.literal(data)),
      \(validation)  schema: schema,
        label: label,
        preprocessingFn: preprocessingFn,
        models: [nonEmbeddingModel, embeddingModel]
      )

      """
  }

  private var schema: String {
    let lines = plan.schema.features.map { spec in
      let presence = spec.presence == .optional ? ", presence: .optional" : ""
      return "  FeatureSpec(\(SwiftText.literal(spec.name)), .\(spec.type.rawValue)\(presence)),\n"
    }
    return """
      import TFTLessons

      /// The columns of the CSV file: name, type, and whether a cell may be empty. Where it may not, an empty cell is an error that
      /// names its line.
      let schema = Schema([
      \(lines.joined())])

      """
  }

  private var preprocessing: String {
    let features = codes.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n\n")
    return """
      import TFTLessons

      /// From raw rows to what the models read.
      ///
      /// The function is called once, with columns that stand for all rows. What needs to know the data, such as a mean or a
      /// vocabulary, is found in full passes over the training rows, and kept: a single row is later scaled by the same mean.
      @Sendable func preprocessingFn(_ inputs: Inputs) throws -> Outputs {
        var outputs = Outputs()

      \(features)

      \(LabelCode(plan.label).lines.joined(separator: "\n"))
        return outputs
      }

      """
  }

  /// How a test of the package is called and what it does is the same for every pipeline.
  private var test: String {
    """
    import TFTLessons
    import Testing

    @testable import \(name)

    /// Rows from all over the data, in \(Self.sampleName).
    private var sample: String {
      let folders = #filePath.split(separator: "/").dropLast(3)
      return "/\\(folders.joined(separator: "/"))/\(Self.sampleName)"
    }

    @Test(arguments: pipeline.models.map(\\.name))
    func `a row has the same features and the same prediction alone and among others`(model name: String) throws {
      let definition = try #require(pipeline.models.first { $0.name == name })
      var reader = try CSVReader(path: sample, schema: pipeline.schema)
      let rows = try #require(try reader.next())

      // The pipeline as the tasks run it, on the sample: analyze, transform, train.
      let graph = try PreprocessingGraph(schema: pipeline.schema, pipeline.preprocessingFn)
      let transformFn = try graph.analyze { _ in try CSVReader(path: sample, schema: pipeline.schema) }
      let architecture = try definition.architecture(transformFn.outputSchema)
      let transformed = TransformedReader(try CSVReader(path: sample, schema: pipeline.schema), transformFn)
      let examples = try Examples(transformed, for: architecture)
      let result = try Trainer.train(
        architecture,
        on: TrainingSource(examples),
        validation: examples,
        options: TrainingOptions(epochs: 2, batchSize: 16)
      )
      let model = try EndToEndModel(transformFn, result.model, trainedOn: examples)

      #expect(model.inputSchema[label] == nil, "the model reads what it is to predict")
      #expect(try model.predict(rows).allSatisfy(\\.isFinite))
      let skew = try model.skew(of: rows)
      #expect(skew.rowCount == rows.rowCount)
      #expect(skew.isSame, "\\(skew.differences.map(\\.text))")
    }

    """
  }
}
