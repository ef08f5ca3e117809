import Embeddings
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
  /// What each finished task has printed.
  private var results: [PipelineTask: String] = [:]
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
    let result = try trace.span(task.rawValue) { try body(of: task) }
    results[task] = result
    return result
  }

  /// Makes every task run again when it is asked for.
  func forgetResults() {
    results = [:]
    trained = [:]
    reports = [:]
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

  /// The rows of a CSV file in the pipeline's schema, from the start.
  func openCSV(_ path: String, batchSize: Int = 4096) throws -> CSVReader {
    try CSVReader(path: path, schema: pipeline.schema, batchSize: batchSize, header: options.header)
  }

  /// The raw records, from the start.
  func openRawRecords(_ schema: Schema) throws -> ExampleReader {
    ExampleReader(paths: try ShardedRecords.shards(in: directory.rawRecords), schema: schema)
  }

  /// The same, for the span that is running: it has read these rows, and the bytes of their files.
  func openCountedRawRecords(_ schema: Schema) throws -> CountedReader<ExampleReader> {
    trace.add(bytes: try ShardedRecords.size(of: directory.rawRecords))
    return CountedReader(try openRawRecords(schema), for: trace.here)
  }

  /// A writer of the features `names` as shards in `directory`; their rows are counted where they have to be divided.
  func shardWriter(
    in directory: String,
    names: [String],
    countingRows: () throws -> Int
  ) throws -> ShardedExampleWriter {
    let layout = ShardedExampleWriter.Layout(
      directory: directory,
      shards: options.shards,
      rowCount: options.shards > 1 ? try trace.span("count_rows", countingRows) : 0,
      compression: options.compression
    )
    return try ShardedExampleWriter(layout, names: names)
  }

  /// The names of a data set's files below the working directory: `raw_tfrecords/part-00000-of-00004 to part-00003-of-00004`.
  func shardNames(in place: String) -> String {
    let (first, last) = (ShardedRecords.shardName(0, of: options.shards), options.shards - 1)
    return "\(place)/\(first)" + (last > 0 ? " to \(ShardedRecords.shardName(last, of: options.shards))" : "")
  }

  /// The transformed records, from the start.
  func openTransformedRecords(_ schema: Schema) throws -> ExampleReader {
    ExampleReader(paths: try ShardedRecords.shards(in: directory.transformedRecords), schema: schema)
  }
}
