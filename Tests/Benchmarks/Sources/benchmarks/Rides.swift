import Preprocessing
import RawData
import TFRecords
import TaxiFare
import TransformedData

/// The taxi pipeline's works.
enum Rides {
  /// Writes the rows of a CSV file as a TFRecord file.
  static func convert(_ file: String, to output: String) throws -> Int {
    var reader = try CSVReader(path: file, schema: taxiSchema)
    let writer = try ExampleWriter(path: output, names: taxiSchema.features.map(\.name))
    let rows = try writer.write(rowsOf: &reader)
    try writer.close()
    return rows
  }

  /// The taxi features fitted to the rows that `open` reads.
  static func analyze(_ open: (Schema) throws -> any BatchReader) throws -> TransformFn {
    try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn).analyze(open)
  }

  /// Analyzes the rows that `open` reads, and writes their features as a TFRecord file.
  static func transform(to output: String, _ open: (Schema) throws -> any BatchReader) throws -> Int {
    let transformFn = try analyze(open)
    let writer = try ExampleWriter(path: output, names: transformFn.outputSchema.features.map(\.name))
    var reader = TransformedReader(try open(transformFn.inputSchema), transformFn)
    let rows = try writer.write(rowsOf: &reader)
    try writer.close()
    return rows
  }
}
