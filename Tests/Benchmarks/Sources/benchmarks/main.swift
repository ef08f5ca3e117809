import Embeddings
import RawData
import TFRecords
import TaxiFare
import TransformedData

// benchmarks WORK FILE [OUTPUT]: does the work once and prints the seconds it took, start-up not among them.
// benchmarks tokens ROWS OUTPUT: makes the file of the works on tokens.

enum Work: String, CaseIterable {
  /// A CSV file to batches.
  case csv
  /// A TFRecord file read, its checksums checked, all features parsed.
  case read
  /// Batches in memory written as a TFRecord file.
  case write
  /// A CSV file to a TFRecord file.
  case convert
  /// Tokens in memory to their vocabulary in memory.
  case count
  /// A CSV file of tokens to the file of their vocabulary.
  case vocabulary
  /// Tokens in memory to their ids in a vocabulary.
  case lookup
  /// A CSV file of rides to raw TFRecords, and those analyzed and transformed to TFRecords of 20 features.
  case transform
  /// A CSV file of rides analyzed and transformed to TFRecords of 20 features.
  case features
  /// Raw rows in memory transformed, one by one.
  case row
  /// Examples in memory, for an epoch in batches of 64.
  case train64 = "train-64"
  /// The same in batches of 1024.
  case train1024 = "train-1024"
  /// A model on one-hot vectors, in batches of 8 from a file.
  case trainOneHot = "train-one-hot"
  /// Examples in memory to their predictions, in batches of 4096.
  case predict
  /// Examples in memory to their predictions, one by one.
  case predictRow = "predict-row"
  /// Raw rows in memory to predictions, one by one: the median latency, times the rows.
  case serveRowMedian = "serve-row-p50"
  /// The same with the latency that a row in a hundred exceeds.
  case serveRowTail = "serve-row-p99"
  /// A CSV file of raw rows to a file of predictions.
  case serveCSV = "serve-csv"
  /// Makes a file of examples for the works on models.
  case examples
  /// Makes a CSV file of tokens.
  case tokens
}

/// What a work needs, made before the clock starts: the rows, and what looks them up.
struct Prepared {
  var batches: [Batch] = []
  var examples: Examples?
  var predictor: Predictor?
  var transformFn: TransformFn?
  var serving: Serving?

  init(_ work: Work, _ file: String) throws {
    switch work {
    case .write:
      var reader = try CSVReader(path: file, schema: taxiSchema)
      try reader.forEachBatch { batches.append($0) }
    case .count, .lookup:
      batches = try Tokens.read(file)
      let batches = batches
      if work == .lookup { transformFn = try Tokens.analyze { _ in MemoryReader(batches) } }
    case .row:
      var reader = try CSVReader(path: file, schema: taxiSchema)
      batches = try reader.rows(upTo: 1000)
      transformFn = try Rides.analyze { try CSVReader(path: file, schema: $0, extraColumns: .ignored) }
    case .train64, .train1024: examples = try Models.read(file)
    case .predict: (predictor, batches) = (try Models.predictor(), try Models.batches(file))
    case .predictRow:
      predictor = try Models.predictor()
      batches = try Models.batches(file).prefix(1).flatMap { batch in
        (0..<2000).map { batch.slice($0..<$0 + 1) }
      }
    case .serveRowMedian, .serveRowTail: serving = try Serving(file, rowCount: 20_000)
    case .serveCSV: serving = try Serving(file, rowCount: 0)
    case .csv, .read, .convert, .vocabulary, .transform, .features, .trainOneHot, .tokens, .examples: break
    }
  }

  var rowCount: Int { batches.reduce(0) { $0 + $1.rowCount } }
}

func run(_ work: Work, _ file: String, output: String, _ prepared: Prepared) throws -> Int {
  let batches = prepared.batches
  switch work {
  case .csv:
    var reader = try CSVReader(path: file, schema: taxiSchema)
    return try reader.forEachBatch { _ in }
  case .read:
    var reader = ExampleReader(paths: [file], schema: taxiSchema, batchSize: 1024)
    return try reader.forEachBatch { _ in }
  case .write:
    return try write(batches, to: output)
  case .convert:
    return try Rides.convert(file, to: output)
  case .transform:
    let raw = "\(output)-raw"
    _ = try Rides.convert(file, to: raw)
    return try Rides.transform(to: output) { ExampleReader(paths: [raw], schema: $0) }
  case .features:
    return try Rides.transform(to: output) { try CSVReader(path: file, schema: $0, extraColumns: .ignored) }
  case .row:
    var (rows, transformed) = (0, Batch())
    for _ in 0..<20 {
      for row in batches {
        try prepared.transformFn?.transform(row, into: &transformed)
        rows += transformed.rowCount
      }
    }
    return rows
  case .count:
    let transformFn = try Tokens.analyze { _ in MemoryReader(batches) }
    return transformFn.vocabulary(named: "tokens") == nil ? 0 : prepared.rowCount
  case .vocabulary:
    let reader = CountingReader(try Tokens.reader(file))
    try Tokens.analyze { _ in reader }.write(to: "\(output)/transform_fn.json")
    return reader.rowCount
  case .lookup:
    var known = 0
    for batch in batches { known += try prepared.transformFn?.transform(batch).rowCount ?? 0 }
    return known
  case .train64: return try Models.train(prepared.examples, batchSize: 64)
  case .train1024: return try Models.train(prepared.examples, batchSize: 1024)
  case .trainOneHot: return try Models.trainOneHot(file)
  case .predict:
    guard let predictor = prepared.predictor else { return 0 }
    var (reader, rows) = (MemoryReader(batches), 0)
    try reader.process(threads: Parallelism.processorCount, { try predictor($0).count }) { rows += $0 }
    return rows
  case .predictRow:
    var rows = 0
    for _ in 0..<20 {
      for row in batches { rows += try prepared.predictor?(row).count ?? 0 }
    }
    return rows
  case .serveCSV: return try prepared.serving?.predictCSV(to: output) ?? 0
  case .serveRowMedian, .serveRowTail: return prepared.serving?.rowCount ?? 0
  case .examples: return try Models.write(rows: Int(file) ?? 0, to: output)
  case .tokens:
    return try Tokens.write(rows: Int(file) ?? 0, to: output)
  }
}

func write(_ batches: [Batch], to path: String) throws -> Int {
  let writer = try ExampleWriter(path: path, names: taxiSchema.features.map(\.name))
  for batch in batches { try writer.write(batch) }
  try writer.close()
  return batches.reduce(0) { $0 + $1.rowCount }
}

let words = Array(CommandLine.arguments.dropFirst())
guard words.count >= 2, let work = Work(rawValue: words[0]) else {
  fatalError("usage: benchmarks \(Work.allCases.map(\.rawValue).joined(separator: "|")) FILE [OUTPUT]")
}
let prepared = try Prepared(work, words[1])
let clock = ContinuousClock()
let start = clock.now
let rows = try run(work, words[1], output: words.count > 2 ? words[2] : "/dev/null", prepared)
var seconds = (clock.now - start) / .seconds(1)
if let serving = prepared.serving, work != .serveCSV {
  seconds = try serving.latency(percent: work == .serveRowMedian ? 50 : 99) * Double(rows)
}
print("{\"rows\": \(rows), \"seconds\": \(seconds)}")
