import Drawing
import RawData

extension Lesson {
  static let rawData = Lesson(
    number: 1,
    title: "Raw data",
    summary: "From the text of a CSV file to typed columns in batches.",
    cells: [
      Cell("first-lines", "A CSV file is text: a header, then a line per taxi ride.") { run in
        try firstLines(3, of: run.options.data)
      },
      Cell("schema", "The schema says what each column holds.") { run in
        var table = TextTable(columns: [("feature", .left), ("type", .left), ("presence", .left)])
        for feature in run.pipeline.schema.features {
          table.addRow([
            feature.name, feature.type.rawValue, feature.presence == .required ? "required" : "optional",
          ])
        }
        return table.render()
      },
      Cell("batch", "The reader gives batches: per feature one contiguous array for many rows.") { run in
        try run.trace.span("read_csv") { try describeBatches(run) }
      },
      Cell("first-row", "The first ride again, now as typed values.") { run in
        var reader = try run.openData()
        return try reader.rows(upTo: 1).map(PipelineRun.table).first ?? "no rows"
      },
      Cell("statistics", "One pass over the file, and every column has a portrait.") { run in
        try run.trace.span("statistics") { StatisticsReport(statistics: try statistics(run)).tables }
      },
      Cell("anomalies", "What looks wrong, in numbers, and what to do about it.") { run in
        let statistics = try statistics(run)
        return StatisticsReport.list(
          statistics.anomalies(against: run.pipeline.schema) + statistics.suspicions()
        )
      },
      Cell("bad-cell", "A cell that does not fit the schema is an error that says where and why.") { run in
        try badCell(run)
      },
    ]
  )

  private static func statistics(_ run: PipelineRun) throws -> DatasetStatistics {
    var reader = try run.openData()
    return try DatasetStatistics(&reader, schema: run.pipeline.schema)
  }

  private static func firstLines(_ count: Int, of path: String) throws -> String {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    _ = try file.read(upTo: 4096, appendingTo: &bytes)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(count).joined(separator: "\n")
  }

  private static func describeBatches(_ run: PipelineRun) throws -> String {
    var reader = try run.openData()
    var sizes: [Int] = []
    var first: Batch?
    try reader.forEachBatch { batch in
      sizes.append(batch.rowCount)
      first = first ?? batch
    }
    var lines = [
      "\(sizes.reduce(0, +)) rows in \(sizes.count) batches of \(sizes.map(String.init).joined(separator: ", "))"
    ]
    for (name, column) in zip(first?.names ?? [], first?.columns ?? []) {
      lines.append("\(name): \(column.type.rawValue) [\(column.rowCount), 1]")
    }
    return lines.joined(separator: "\n")
  }

  /// Shows the error for a file with a word where a number belongs.
  private static func badCell(_ run: PipelineRun) throws -> String {
    let schema = run.pipeline.schema
    let cells = schema.features.map { $0.type == .string ? "text" : $0.type == .int64 ? "1" : "abc" }
    let path = "\(run.directory.path)/bad.csv"
    try Platform.makeDirectory(run.directory.path)
    try OutputFile.write(
      "\(schema.features.map(\.name).joined(separator: ","))\n\(cells.joined(separator: ","))\n",
      to: path
    )
    defer { try? Platform.remove(path) }
    do {
      var reader = try CSVReader(path: path, schema: schema)
      _ = try reader.next()
      return "no error"
    } catch let error as InputError {
      return run.directory.shown("\(error)")
    }
  }
}
