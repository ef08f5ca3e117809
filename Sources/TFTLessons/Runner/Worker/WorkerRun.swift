import Embeddings
import FullScale
import Preprocessing
import RawData
import TFRecords
import TransformedData

/// A run of `lessons worker`: it reads lines, and prints a line for each or for all of them.
struct WorkerRun {
  private let pipeline: Pipeline
  private let options: WorkerOptions
  private let schemaOrigin: SchemaOrigin
  private let output: ShardedOutput
  private let terminal: Terminal

  /// A worker on the shards of `pipeline`, with the schema that `options` name in place of its own.
  init(_ options: WorkerOptions, _ pipeline: Pipeline) throws {
    var pipeline = pipeline
    schemaOrigin = options.files.has("--schema") ? .file(options.files["--schema"]) : .program
    if case .file(let path) = schemaOrigin { pipeline.schema = try Schema(contentsOf: path) }
    (self.pipeline, self.options) = (pipeline, options)
    output = ShardedOutput(directory: options.directory)
    terminal = Terminal(isQuiet: options.files.has("--quiet"))
  }

  /// Works until there are no more lines.
  func perform() throws {
    var analysis = try schemaOrigin.advising {
      SharedAnalysis(
        try PreprocessingGraph(schema: pipeline.schema, pipeline.preprocessingFn),
        pipeline.schema
      )
    }
    var lines = WorkerLines()
    let finishes = options.files.has("--finish")
    guard let first = try lines.next() else {
      if finishes { return try show(analysis) }
      throw InputError(
        file: "standard input",
        problem: "found no lines, expected the constants so far and more"
      )
    }
    try lines.locating { try analysis.restore(first) }
    switch options.work {
    case .analyze: try analyze(&lines, analysis)
    case .merge where finishes && analysis.isComplete: try publish(&lines, analysis)
    case .merge: try merge(&lines, analysis, finishes: finishes)
    case .transform: try transform(&lines, analysis)
    }
  }

  // MARK: analysis

  private func analyze(_ lines: inout WorkerLines, _ analysis: SharedAnalysis) throws {
    let empty = try nextPhase(of: analysis)
    while let line = try lines.next() {
      let shard = try lines.locating { try ShardFile(line) }
      let source = try source(of: shard)
      // Columns that no analyzer needs are not read, but a file of other columns is refused right away.
      if case .csv = source.format, Platform.isRegularFile(shard.path) {
        _ = try open(source, pipeline.schema)
      }
      var reader = try open(source, empty.inputSchema, extraColumns: .ignored)
      let (phase, rows) = try locatingErrors(in: source) {
        try empty.adding(&reader, threads: options.threads)
      }
      terminal.progress("lessons: \(shard.path): \(rows) rows analyzed")
      terminal.result(ShardAccumulator(analysis, phase, of: shard, rows: rows).json.compactText)
    }
  }

  private func merge(_ lines: inout WorkerLines, _ analysis: SharedAnalysis, finishes: Bool) throws {
    let empty = try nextPhase(of: analysis)
    var merged: ShardAccumulator?
    while let line = try lines.next() {
      try lines.locating {
        let next = try ShardAccumulator(line, analysis, empty)
        if merged == nil { merged = next } else { try merged?.merge(next) }
      }
    }
    guard let merged else {
      if !finishes { return }
      throw InputError(file: "standard input", problem: "found no accumulators, expected those of all shards")
    }
    terminal.progress("lessons: \(merged.rows) rows of shards \(merged.shards) of \(merged.count) merged")
    guard finishes else { return terminal.result(merged.json.compactText) }
    try show(try lines.locating { try schemaOrigin.advising { try merged.finish() } })
  }

  /// The analyses that are to be made now.
  private func nextPhase(of analysis: SharedAnalysis) throws -> AnalysisPhase {
    if let phase = try schemaOrigin.advising({ try analysis.nextPhase() }) { return phase }
    let problem =
      "found the constants of all \(analysis.phaseCount) phases, expected less: nothing is left to analyze"
    throw InputError(file: "standard input", position: .line(1, column: 1), problem: problem)
  }

  /// Prints what is known; when that is everything, the transform is there too.
  private func show(_ analysis: SharedAnalysis) throws {
    if analysis.isComplete { try terminal.notes(output.begin(analysis)) }
    terminal.result(analysis.json.compactText)
  }

  // MARK: transform

  private func transform(_ lines: inout WorkerLines, _ analysis: SharedAnalysis) throws {
    guard analysis.isComplete else {
      let problem =
        "found the constants of \(analysis.phasesDone) of \(analysis.phaseCount) phases, expected all: analyze first"
      throw InputError(file: "standard input", position: .line(1, column: 1), problem: problem)
    }
    let transformFn = try analysis.transformFn()
    while let line = try lines.next() {
      let shard = try lines.locating { try ShardFile(line) }
      let source = try source(of: shard)
      try source.checkRaw(transformFn)
      var reader = TransformedReader(try open(source, pipeline.schema), transformFn)
      let part = try locatingErrors(in: source) {
        try output.write(&reader, transformFn.outputSchema.features.map(\.name), of: shard, analysis)
      }
      terminal.progress("lessons: \(shard.path): \(part.rows) rows transformed, \(part.name)")
      terminal.result(part.json(analysis).compactText)
    }
  }

  private func publish(_ lines: inout WorkerLines, _ analysis: SharedAnalysis) throws {
    var parts: [TransformedPart] = []
    while let line = try lines.next() {
      parts.append(try lines.locating { try TransformedPart(line, analysis) })
    }
    let whole = try lines.locating { try parts.asWholeSet() }
    try output.publish(whole, analysis)
    let rows = whole.reduce(0) { $0 + $1.rows }
    terminal.progress("lessons: \(output.path): \(rows) records in \(whole.count) files")
    terminal.result(
      JSON.object([
        .init("transformed_tfrecords", .string(output.path)), .init("parts", .int(whole.count)),
        .init("rows", .int(rows)),
      ]).compactText
    )
  }

  // MARK: rows

  private var header: CSVReader.Header { options.files.has("--no-header") ? .none : .firstRecord }

  private func source(of shard: ShardFile) throws -> RowSource {
    try RowSource(path: shard.path, header: header)
  }

  private func open(
    _ source: RowSource,
    _ schema: Schema,
    extraColumns: CSVReader.ExtraColumns = .refused
  ) throws -> any BatchReader {
    try schemaOrigin.advising {
      if case .none = header, case .csv = source.format {
        return try source.open(schema, columns: pipeline.schema.features.map(\.name))
      }
      return try source.open(schema, extraColumns: extraColumns)
    }
  }

  private func locatingErrors<Result>(in source: RowSource, _ body: () throws -> Result) throws -> Result {
    try schemaOrigin.advising { try source.locatingErrors(body) }
  }
}
