import RawData
import TFRecords
import TaxiFare

// benchmarks WORK FILE [OUTPUT]: does the work once and prints the seconds it took, start-up not among them.

enum Work: String, CaseIterable {
  /// A CSV file to batches.
  case csv
  /// A TFRecord file read, its checksums checked, all features parsed.
  case read
  /// Batches in memory written as a TFRecord file.
  case write
  /// A CSV file to a TFRecord file.
  case convert
}

func run(_ work: Work, _ file: String, output: String) throws -> Int {
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
    var reader = try CSVReader(path: file, schema: taxiSchema)
    let writer = try ExampleWriter(path: output, names: taxiSchema.features.map(\.name))
    let rows = try reader.forEachBatch { try writer.write($0) }
    try writer.close()
    return rows
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
/// The rows to write, read before the clock starts.
let batches: [Batch] = try {
  guard work == .write else { return [] }
  var reader = try CSVReader(path: words[1], schema: taxiSchema)
  var batches: [Batch] = []
  try reader.forEachBatch { batches.append($0) }
  return batches
}()
let clock = ContinuousClock()
let start = clock.now
let rows = try run(work, words[1], output: words.count > 2 ? words[2] : "/dev/null")
let seconds = (clock.now - start) / .seconds(1)
print("{\"rows\": \(rows), \"seconds\": \(seconds)}")
