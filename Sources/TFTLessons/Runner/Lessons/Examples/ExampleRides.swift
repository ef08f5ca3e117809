import Preprocessing
import RawData
import TaxiFare
import TransformedData

extension Lesson.Cell {
  /// A cell that shows an example: the first rides' columns and what becomes of them, and what the full pass has found.
  init(_ example: TaxiExample) {
    self.init(example.name, example.narration) { run in
      try run.perform(.writeRawTFRecords)
      let graph = try PreprocessingGraph(schema: run.pipeline.schema, example.preprocessingFn)
      let transformFn = try graph.analyze { try run.openRawRecords($0) }
      let rides = try run.rides(RideTable.shown, transformFn.inputSchema)
      let found = transformFn.describeFindings()
      let table = RideTable([rides, try rides.map { try transformFn.transform($0) }]).text
      return found.isEmpty ? table : "\(table)found in all rides:\n\(found.joined(separator: "\n"))"
    }
  }
}

extension Lesson.Cell {
  /// The same cell; a pipeline whose rows have not the columns of a taxi ride is told so instead.
  var onTaxiColumns: Lesson.Cell {
    Lesson.Cell(name, narration) { run in
      let missing = taxiSchema.features.first { run.pipeline.schema[$0.name]?.type != $0.type }
      guard let missing else { return try self.run(run) }
      return "an example on taxi rides: this data has no \(missing.type.rawValue) feature \"\(missing.name)\""
    }
  }
}

extension PipelineRun {
  /// The raw records of these numbers, counted from 1, a batch for each; those that are not there are left out.
  func rides(_ numbers: [Int], _ schema: Schema) throws -> [Batch] {
    try perform(.writeRawTFRecords)
    var reader = try openRawRecords(schema)
    let batch = try reader.next() ?? Batch(rowCount: 0, names: [], columns: [])
    return numbers.filter { $0 <= batch.rowCount }.map { batch.slice($0 - 1..<$0) }
  }

  /// The first rows of a CSV file as one batch: so many that an example can be worked out in memory.
  func rowsInMemory(_ path: String) throws -> Batch {
    var reader = try openCSV(path, batchSize: 8192)
    return try reader.next() ?? Batch(rowCount: 0, names: [], columns: [])
  }
}
