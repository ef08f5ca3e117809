import Embeddings
import EndToEnd
import FullScale
import RawData
import TFRecords
import TransformedData

/// Lesson 7's work on a data set of any size: analyze it, transform it to sharded TFRecords, and train a model on it for an epoch.
///
/// Every step goes on where an earlier run, however it ended, has left it.
struct FullScaleJob {
  let run: PipelineRun
  /// The data set.
  let survey: Survey
  /// Where everything goes: `analysis`, `transformed_tfrecords`, `checkpoint`, `model`.
  let directory: String
  let definition: ModelDefinition
  /// Whether nobody needs to hear of it.
  private let isQuiet: Bool

  var analysis: String { "\(directory)/analysis" }
  var records: String { "\(directory)/transformed_tfrecords" }
  var model: String { "\(directory)/model" }
  var checkpoint: String { "\(directory)/checkpoint" }

  /// Surveys the data set `files`.
  ///
  /// - Parameters:
  ///   - directory: where everything goes.
  ///   - rowsInShard: how many rows a shard has at most.
  /// - Throws: `UsageError` when the pipeline has no model on its own features; whatever the survey throws.
  init(
    _ run: PipelineRun,
    _ files: DataFiles,
    in directory: String,
    rowsInShard: Int = Survey.rowsInShard,
    isQuiet: Bool = false
  ) throws {
    (self.run, self.directory, self.isQuiet) = (run, directory, isQuiet)
    // A model with features of its own would need a transform of its own.
    guard let definition = run.pipeline.models.last(where: { $0.preprocessingFn == nil }) else {
      throw UsageError("lesson 7 trains a model on the pipeline's features, and the pipeline has none")
    }
    self.definition = definition
    let progress = ShardProgress(
      "survey",
      rowCount: 0,
      byteCount: files.size,
      showsBar: !isQuiet && run.onBar != nil
    )
    defer { progress.finish() }
    survey = try run.trace.span("survey") {
      let survey = try Survey(
        files,
        schema: run.pipeline.schema,
        header: run.options.header,
        rowsInShard: rowsInShard,
        onBytes: progress.add
      )
      run.trace.add(rows: survey.rowCount, bytes: survey.byteCount)
      return survey
    }
    var state = try run.state()
    try state.mark()
  }

  /// Runs `body` as a pass over all rows, with a bar, and says at the end how fast it was.
  private func pass<Result>(
    _ name: String,
    _ body: (_ onRows: @escaping @Sendable (Int) -> Void) throws -> (result: Result, note: String)
  ) throws -> Result {
    let progress = ShardProgress(
      name,
      rowCount: survey.rowCount,
      byteCount: survey.byteCount,
      showsBar: !isQuiet && run.onBar != nil
    )
    defer { progress.finish() }
    return try run.trace.span(name) {
      let (result, note) = try body(progress.add)
      run.trace.add(rows: survey.rowCount, bytes: survey.byteCount)
      progress.finish()
      let line = ShardProgress.line(rows: survey.rowCount, bytes: survey.byteCount, seconds: progress.seconds)
      say("\(name): \(line); \(note)")
      return result
    }
  }

  private func say(_ line: String) {
    if !isQuiet { run.onProgress(line) }
  }

  /// Fits the transform.
  func fit() throws -> ShardedAnalysis.Found {
    try Platform.makeDirectory(analysis)
    try OutputDirectory.markAsOurs(analysis)
    return try pass("analyze") { onRows in
      let found = try ShardedAnalysis(directory: analysis).run(run.graph(), over: survey, onRows: onRows)
      return (found, "\(found.analyzedShards) of \(survey.shards.count) shards were not analyzed before")
    }
  }

  /// How much disk the transformed records need.
  func diskNeed() throws -> DiskNeed {
    let there = transform.bytesThere(of: survey)
    return try DiskNeed(try run.graph(), of: survey, there: there, in: records)
  }

  private var transform: ShardedTransform {
    ShardedTransform(directory: records, compression: run.options.compression)
  }

  /// Writes the transformed records, one file for each shard, and the transform beside them.
  func writeRecords(_ found: ShardedAnalysis.Found) throws -> ShardedTransform.Done {
    try FittedFiles(directory: records).checkUnedited()
    return try pass("transform") { onRows in
      let done = try transform.run(found, over: survey, onRows: onRows) { staging in
        run.onNotices(try FittedFiles(directory: staging).write(found.transformFn))
      }
      return (done, "\(done.transformedShards) of \(survey.shards.count) shards were not transformed before")
    }
  }

  /// Trains the model for an epoch: on the records, or straight on the CSV files through the transform.
  @discardableResult
  func train(_ found: ShardedAnalysis.Found, streams: Bool) throws -> TrainingResult {
    let seed = run.options.seed
    let order = ShuffledShards(
      count: survey.shards.count,
      seed: seed,
      holdsBack: run.options.valid == nil,
      isEmpty: { survey.shards[$0].rowCount == 0 }
    )
    let architecture = try definition.architecture(found.transformFn.outputSchema)
    let needed = found.transformFn.outputSchema.selecting(architecture.features + [architecture.label])
    let transformFn = try found.transformFn.selecting(needed.features.map(\.name))
    let all =
      streams
      ? order.stream(survey, transformFn)
      : order.records(try ShardedRecords.shards(in: records), needed)
    // A single shard has no other beside it to hold back.
    let isDivided = run.options.valid == nil && order.heldBack == nil
    let source = TrainingSource(window: Survey.rowsInShard) {
      isDivided ? HeldBackReader(try all(), seed: seed, isHeldBack: false) : try all()
    }
    let validation = try validationRows(order, transformFn, architecture)
    guard validation.count > 0 else {
      throw InputError(file: run.options.data, problem: "found no rows to judge the model by, expected some")
    }
    return try train(architecture, source, validation, order, found)
  }

  private func validationRows(
    _ order: ShuffledShards,
    _ transformFn: TransformFn,
    _ architecture: Architecture
  ) throws -> Examples {
    let most = run.options.mostValidationRows
    return try run.trace.span("read_validation_rows") {
      if let valid = run.options.valid {
        let rows = TransformedReader(try run.openCSV(valid), transformFn)
        return try Examples(rows, for: architecture, atMost: most)
      }
      if let rows = order.heldBackRows(survey, transformFn) {
        return try Examples(try AnyReader(rows()), for: architecture, atMost: most)
      }
      let rows = HeldBackReader(
        try order.stream(survey, transformFn)(),
        seed: run.options.seed,
        isHeldBack: true
      )
      return try Examples(rows, for: architecture, atMost: most)
    }
  }

  private func train(
    _ architecture: Architecture,
    _ source: TrainingSource,
    _ validation: Examples,
    _ order: ShuffledShards,
    _ found: ShardedAnalysis.Found
  ) throws -> TrainingResult {
    let rows = order.training.reduce(0) { $0 + survey.shards[$1].rowCount }
    let options = options(rows)
    let progress = TrainingProgress(
      "train",
      epochs: options.epochs,
      expected: (rows, Double(survey.byteCount) / Double(max(1, survey.rowCount))),
      onBar: isQuiet ? nil : run.onBar,
      onLine: isQuiet ? { _ in } : run.onProgress
    )
    var work = ModelTraining(
      name: definition.name,
      source: source,
      validation: validation,
      mostValidationRows: run.options.mostValidationRows,
      options: options,
      checkpoint: checkpoint,
      progress: progress
    )
    let done = try run.trace.span("train") {
      let done = try work.run(architecture)
      run.trace.add(rows: work.rowsRead)
      return done
    }
    let result = TrainingResult(done, validation: validation)
    try run.trace.span("save_model") {
      try OutputDirectory.write(to: model) { staging in
        let typical = try source.firstExamples(for: architecture)
        try EndToEndModel(found.transformFn, result.model, trainedOn: typical).write(to: staging)
        try result.writeHistory(to: staging)
      }
    }
    try work.removeCheckpoint()
    return result
  }

  /// How `rows` rows are trained for an epoch.
  private func options(_ rows: Int) -> TrainingOptions {
    var options = definition.training
    options.epochs = 1
    options.seed = run.options.seed
    options.threads = Parallelism.processorCount
    if rows >= Self.manyRows { options.batchSize = Self.largeBatch }
    return options
  }

  /// From so many rows on an epoch has steps enough for larger batches.
  private static let manyRows = 1 << 20
  /// Measured on 2 million rows: see the page.
  private static let largeBatch = 512
}

/// A reader of some kind.
private struct AnyReader: BatchReader {
  private var base: any BatchReader

  init(_ base: any BatchReader) {
    self.base = base
  }

  mutating func next() throws -> Batch? { try base.next() }
}
