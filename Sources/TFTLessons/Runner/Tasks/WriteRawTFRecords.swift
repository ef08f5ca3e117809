import RawData
import TFRecords

extension PipelineRun {
  /// Reads the CSV file and writes its rows as TFRecords, with their schema and, gathered on the way, their statistics.
  ///
  /// The transformed records that were made of the raw ones before go away with those: nobody shall mix the two.
  func writeRawTFRecords() throws -> String {
    try OutputDirectory.write(to: directory.rawRecords) { staging in
      let files = try DataFiles(options.data)
      // The headers of all shards are looked at before the first is read. A single file may be a pipe, read only once.
      if files.paths.count > 1 { _ = try openCSV(files.paths) }
      let statistics = Background(DatasetStatistics.Accumulator(pipeline.schema))
      let rows = try trace.span("read_csv_and_encode_examples") {
        let rows = try writeShards(
          of: files.paths,
          in: staging,
          names: pipeline.schema.features.map(\.name),
          csvPaths: files.paths,
          countingRows: {
            try files.paths.reduce(0) { try $0 + CSVReader.rowCount(of: $1, header: options.header) }
          },
          { WatchedReader(try openCSV($0)) { batch in statistics.perform { $0.add(batch) } } }
        )
        trace.add(rows: rows, bytes: files.size)
        return rows
      }
      try trace.span("write_schema_and_statistics") {
        try OutputFile.write(pipeline.schema.pbtxt, to: "\(staging)/schema.pbtxt")
        let json = DatasetStatistics.json([("raw_tfrecords", statistics.finish().finish())])
        try OutputFile.write(json.text, to: "\(staging)/statistics.json")
      }
      try removeTransformedRecords(unlessMadeOf: staging)
      let bytes = try ShardedRecords.size(of: staging)
      return
        "\(shardNames(in: "raw_tfrecords", shardLayout(of: files.paths.count).count)): \(rows) records, \(bytes) bytes"
    }
  }

  /// Removes the transformed records, unless the raw ones that they were made of are the same as those in `raw`.
  private func removeTransformedRecords(unlessMadeOf raw: String) throws {
    let transformed = directory.transformedRecords
    guard Platform.exists(transformed), OutputDirectory.isOurs(transformed),
      try !OutputDirectory.areSame(raw, directory.rawRecords)
    else { return }
    guard options.isForced || !ShardedOutput.isMadeByWorkers(transformed) else {
      throw FileError(
        path: transformed,
        problem:
          "was made by workers, of rows that are not here, and would be lost; --workdir names another directory, "
          + "and --force removes it"
      )
    }
    try FittedFiles(directory: transformed).checkUnedited()
    try OutputDirectory.check(transformed)
    try Platform.remove(transformed)
    onProgress(
      "raw_tfrecords have changed: removed transformed_tfrecords, which were made of the old ones"
    )
  }

  /// The first raw record, tensor by tensor.
  func viewOriginalSampleData() throws -> String {
    var reader = try openRawRecords(pipeline.schema)
    guard let row = try reader.rows(upTo: 1).first else { return "no records" }
    return Self.table(of: row)
  }
}
