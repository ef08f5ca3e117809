import Embeddings
import Preprocessing
import RawData
import TransformedData

extension PipelineRun {
  /// What the products of a task follow from, as far as can be told before it is done.
  ///
  /// What the tasks before it have made goes by their records: it was found whole, or made, a moment ago.
  func facts(of task: PipelineTask) throws -> TaskFacts {
    if let model = task.model { return try facts(of: try definition(of: model)) }
    guard task == .transformTFRecords else {
      return TaskFacts(
        inputs: try Self.inputs("--data", options.data),
        parameters: [
          .init(name: "schema", value: FileFingerprint.hash(of: pipeline.schema.pbtxt)), headerParameter,
        ] + layoutParameters
      )
    }
    return TaskFacts(
      inputs: [try input(madeBy: .writeRawTFRecords)],
      parameters: [
        .init(name: "preprocessing_fn", value: Fingerprint.hexadecimal(try graph().fingerprint))
      ] + layoutParameters
    )
  }

  private func facts(of definition: ModelDefinition) throws -> TaskFacts {
    let ownGraph = definition.preprocessingFn == nil ? nil : try graph(of: definition)
    var training = definition.training
    (training.seed, training.threads) = (0, 1)
    let valid = try options.valid.map { try Self.inputs("--valid", $0) } ?? []
    return TaskFacts(
      inputs: [try input(madeBy: ownGraph == nil ? .transformTFRecords : .writeRawTFRecords)] + valid,
      parameters: [
        .init(name: "--seed", value: "\(options.seed)"), headerParameter,
        .init(name: "training", value: "\(training), \(options.mostValidationRows) validation rows"),
        .init(name: "report", value: try reportDescription()),
      ]
        + (ownGraph.map {
          [.init(name: "model's preprocessing_fn", value: Fingerprint.hexadecimal($0.fingerprint))]
        } ?? [])
    )
  }

  private var headerParameter: TaskFacts.Parameter {
    let isNone = if case .none = options.header { true } else { false }
    return .init(name: "--no-header", value: isNone ? "on" : "off")
  }

  private var layoutParameters: [TaskFacts.Parameter] {
    [
      .init(name: "--shards", value: options.shards.map { "\($0)" } ?? "1 for each CSV file"),
      .init(name: "--compression", value: options.compression.rawValue),
    ]
  }

  /// What a report tells apart, with the fingerprint of how.
  private func reportDescription() throws -> String {
    let report = pipeline.report
    let groupings = report.groupings.map { "\($0.name) \($0.boundaries)" }
    let map = report.map.map { ["\($0.name) \($0.xLabel) \($0.x) \($0.yLabel) \($0.y)"] } ?? []
    guard !groupings.isEmpty || !map.isEmpty else { return "none" }
    return FileFingerprint.hash(
      of: (groupings + map + ["\(try reportGraph().fingerprint)"]).joined(separator: "\n")
    )
  }

  /// The files that `text` stands for, each by itself where they are shards.
  private static func inputs(_ name: String, _ text: String) throws -> [TaskFacts.Input] {
    let files = try DataFiles(text)
    if files.paths == [text] { return [try input(name, text)] }
    return try zip(files.paths, files.labels).map { try input("\(name) \($1)", $0) }
  }

  private static func input(_ name: String, _ path: String) throws -> TaskFacts.Input {
    let isPipe = Platform.exists(path) && !Platform.isRegularFile(path)
    let fingerprint = isPipe ? nil : try FileFingerprint(of: path)
    return .init(name: name, path: path, fingerprint: fingerprint.map { "\($0.size) \($0.hash)" })
  }

  private func input(madeBy task: PipelineTask) throws -> TaskFacts.Input {
    .init(
      name: task.products[0],
      path: task.products[0],
      fingerprint: try state().records[task]?.outputFingerprint
    )
  }
}

extension PipelineRun {
  /// Whether a task that was done is to be done again.
  func verdict(on task: PipelineTask, _ facts: TaskFacts, _ record: TaskRecord?) throws -> TaskVerdict {
    guard let record else { return .notDone }
    var earlier = record.facts
    let model = earlier.parameters.firstIndex { $0.name == "model" }.map { earlier.parameters.remove(at: $0) }
    let reasons = facts.reasons(since: earlier) + (try record.damages(in: directory.path))
    guard reasons.isEmpty else { return .outOfDate(reasons) }
    if let name = task.model, model?.value != modelFingerprint(try definition(of: name)) {
      return .outOfDate(["the model has changed"])
    }
    return .upToDate(record)
  }

  /// The record of a task that has just been done.
  func record(of task: PipelineTask, _ facts: TaskFacts, _ result: String) throws -> TaskRecord {
    var facts = facts
    if let name = task.model, let model = modelFingerprint(try definition(of: name)) {
      facts.parameters.append(.init(name: "model", value: model))
    }
    let outputs = try task.products.flatMap { try TaskRecord.Output.all(in: $0, of: directory.path) }
    return TaskRecord(facts: facts, outputs: outputs, result: result)
  }

  /// What differs for two models that differ: name, label, loss, inputs and layers, on the features of the transform that
  /// the trained model has with it. Nil when its layers do not fit those features.
  private func modelFingerprint(_ definition: ModelDefinition) -> String? {
    guard let transformFn = try? TransformOutput.read(directory.model(definition.name)),
      let architecture = try? definition.architecture(transformFn.outputSchema)
    else { return nil }
    return FileFingerprint.hash(of: architecture.description)
  }
}
