import RawData
import TFRecords

extension PipelineRun {
  /// Reads the CSV file and writes its rows as TFRecords, with their schema.
  func writeRawTFRecords() throws -> String {
    try OutputDirectory.write(to: directory.rawRecords) { staging in
      let name = ShardedRecords.shardName(0, of: 1)
      let writer = try ExampleWriter(
        path: "\(staging)/\(name)",
        names: pipeline.schema.features.map(\.name),
        compression: options.compression
      )
      let rows = try trace.span("read_csv_and_encode_examples") {
        var reader = try openData()
        return try reader.forEachBatch { try writer.write($0) }
      }
      try trace.span("write_schema") {
        try writer.close()
        try OutputFile.write(pipeline.schema.pbtxt, to: "\(staging)/schema.pbtxt")
      }
      let size = Platform.size(of: "\(staging)/\(name)")
      return "raw_tfrecords/\(name): \(rows) records, \(size) bytes"
    }
  }

  /// The first raw record, tensor by tensor.
  func viewOriginalSampleData() throws -> String {
    var reader = try openRawRecords(pipeline.schema)
    guard let row = try reader.rows(upTo: 1).first else { return "no records" }
    return Self.table(of: row)
  }
}
