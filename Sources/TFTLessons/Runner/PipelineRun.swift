import Embeddings
import Preprocessing
import RawData
import TFRecords
import TransformedData

/// One run of a pipeline: what it works on, where, and what has been done so far.
final class PipelineRun {
  let pipeline: Pipeline
  let options: RunOptions
  let directory: WorkingDirectory
  let trace: Trace
  /// Called with a line about every epoch of a training.
  var onProgress: (String) -> Void = { _ in }
  /// Called with a bar that moves, where there is a terminal to show it.
  var onBar: ((String) -> Void)?
  /// Called once with what a user should know of the fitted transform, where there is something.
  var onNotices: ([String]) -> Void = { _ in }
  /// Whether a model that is trained already is left as it is. Lessons show the training itself, so they train it again.
  var keepsModels = false
  /// What each finished task has printed.
  private var results: [PipelineTask: String] = [:]
  /// What is done in the working directory; nil before anybody has asked.
  private var knownState: TaskState?
  /// The preprocessing functions that have been called: by model, and the pipeline's own.
  private var graphs: [String?: PreprocessingGraph] = [:]
  /// The trained models by name.
  var trained: [String: TrainingResult] = [:]
  /// What is to be said of their errors.
  var reports: [String: ModelReport] = [:]

  /// A run of `pipeline`, with the schema that `options` name in place of its own.
  init(_ pipeline: Pipeline, _ options: RunOptions, trace: Trace = Trace()) throws {
    var pipeline = pipeline
    if let path = options.schema {
      pipeline.schema = try Schema(contentsOf: path)
      try RowSource.checkCells(of: pipeline.schema, path: path)
    }
    self.pipeline = pipeline
    self.options = options
    self.trace = trace
    directory = WorkingDirectory(path: options.workdir)
  }

  /// What to edit when the rows or the program do not fit the schema.
  var schemaOrigin: SchemaOrigin { options.schema.map { .file($0) } ?? .program }

  /// Runs a task after its prerequisites; each runs once. What it has to show.
  @discardableResult
  func perform(_ task: PipelineTask) throws -> String {
    if let result = results[task] { return result }
    // Before any work: what it takes the place of may hold an edit.
    if task == .transformTFRecords {
      try FittedFiles(directory: directory.transformedRecords).checkUnedited()
    }
    for prerequisite in task.prerequisites { try perform(prerequisite) }
    let result = task.products.isEmpty ? try work(task) : try workIfNeeded(task)
    results[task] = result
    return result
  }

  /// Does a task whose products are not there, or are not what they would be now; what it has to show.
  private func workIfNeeded(_ task: PipelineTask) throws -> String {
    var state = try state()
    let facts = try facts(of: task)
    switch try verdict(on: task, facts, state.records[task]) {
    case .upToDate(let record) where !options.isForced && (keepsModels || task.model == nil):
      onProgress("\(task.rawValue): up to date, not done again")
      // What a user should know of the fitted transform is below the line about its records.
      if task == .transformTFRecords {
        onNotices(record.result.split(separator: "\n").dropFirst().map(String.init))
      }
      return record.result
    case .outOfDate(let reasons):
      onProgress("\(task.rawValue): done again: \(reasons.joined(separator: "; "))")
    default: break
    }
    let earlier = state.records[task]
    try state.begin(task)
    defer { knownState = state }
    do {
      let result = try work(task)
      try state.finish(task, record(of: task, facts, result))
      return result
    } catch {
      try state.abandon(task, earlier)
      throw error
    }
  }

  private func work(_ task: PipelineTask) throws -> String {
    try trace.span(task.rawValue) { try body(of: task) }
  }

  /// What is done in the working directory.
  func state() throws -> TaskState {
    if let knownState { return knownState }
    let state = try TaskState(of: directory.path)
    if let problem = state.problem {
      onNotices(["\(problem); what is done here is unknown, so tasks are done again"])
    }
    knownState = state
    return state
  }

  /// What the preprocessing function of the model `name` has built, or the pipeline's; it is called once.
  func graph(of definition: ModelDefinition? = nil) throws -> PreprocessingGraph {
    let name = definition?.name
    if let graph = graphs[name] { return graph }
    let function = definition?.preprocessingFn ?? pipeline.preprocessingFn
    let graph = try PreprocessingGraph(schema: pipeline.schema, function)
    graphs[name] = graph
    return graph
  }

  /// Makes every task run again when it is asked for.
  func forgetResults() {
    results = [:]
    trained = [:]
    reports = [:]
    knownState = nil
  }

  private func body(of task: PipelineTask) throws -> String {
    switch task {
    case .cleanDirectory: try cleanDirectory()
    case .writeRawTFRecords: try writeRawTFRecords()
    case .transformTFRecords: try transformTFRecords()
    case .viewOriginalSampleData: try viewOriginalSampleData()
    case .viewTransformedSampleData: try viewTransformedSampleData()
    case .trainNonEmbeddingModel: try train("non_embedding")
    case .trainEmbeddingModel: try train("embedding")
    case .trainFareModel: try trainWithReport("fare")
    case .trainAndPredictNonEmbeddingModel: try predict("non_embedding")
    case .trainAndPredictEmbeddingModel: try predict("embedding")
    case .trainAndPredictFareModel: try predict("fare")
    }
  }

  /// The training rows, from the start.
  func openData() throws -> CSVReader {
    try openCSV(options.data)
  }

  /// The rows of a CSV file, or of the shards that `name` stands for, in the pipeline's schema, from the start.
  func openCSV(_ name: String, batchSize: Int = 4096) throws -> CSVReader {
    try openCSV(DataFiles(name).paths, batchSize: batchSize)
  }

  /// The rows of CSV shards in the pipeline's schema, from the start.
  func openCSV(_ paths: [String], batchSize: Int = 4096) throws -> CSVReader {
    try CSVReader(paths: paths, schema: pipeline.schema, batchSize: batchSize, header: options.header)
  }

  /// The raw records, from the start.
  func openRawRecords(_ schema: Schema) throws -> ExampleReader {
    ExampleReader(paths: try ShardedRecords.shards(in: directory.rawRecords), schema: schema)
  }

  /// The same, for the span that is running: it has read these rows, and the bytes of their files.
  func openCountedRawRecords(_ schema: Schema) throws -> CountingReader<ExampleReader> {
    trace.add(bytes: try ShardedRecords.size(of: directory.rawRecords))
    let place = trace.here
    return CountingReader(try openRawRecords(schema)) { place.add(rows: $0) }
  }

  /// The names of a data set's files below the working directory: `raw_tfrecords/part-00000-of-00004 to part-00003-of-00004`.
  func shardNames(in place: String, _ count: Int) -> String {
    let first = ShardedRecords.shardName(0, of: count)
    return "\(place)/\(first)" + (count > 1 ? " to \(ShardedRecords.shardName(count - 1, of: count))" : "")
  }

  /// The transformed records, from the start.
  func openTransformedRecords(_ schema: Schema) throws -> ExampleReader {
    ExampleReader(paths: try ShardedRecords.shards(in: directory.transformedRecords), schema: schema)
  }
}
