import Preprocessing
import RawData
import TaxiFare
import TransformedData

extension Lesson {
  /// What the language does for its users: columns that show themselves, and columns that complain.
  static let language: [Cell] = [
    Cell("print", "With a few rides as a sample, columns show their values while the function runs.") { run in
      let sample = try run.rowsInMemory(run.options.data).batches(of: 3).first
      var shown: [String] = []
      _ = try taxiColumnsShown(Inputs(schema: run.pipeline.schema, sample: sample)) { shown.append("\($0)") }
      return shown.joined(separator: "\n")
    },
    Cell("degenerate", "Columns with nothing to scale by.") { run in
      try run.perform(.writeRawTFRecords)
      let graph = try PreprocessingGraph(schema: run.pipeline.schema, taxiDegenerateColumns)
      let transformFn = try graph.analyze { try run.openRawRecords($0) }
      let rides = try run.rides(RideTable.shown, transformFn.inputSchema)
      let table = RideTable([rides, try rides.map { try transformFn.transform($0) }]).text
      return "\(table)\(transformFn.notices.joined(separator: "\n"))"
    },
  ]
}
