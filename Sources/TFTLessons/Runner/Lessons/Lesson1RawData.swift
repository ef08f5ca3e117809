import Drawing
import RawData

extension Lesson {
  static let rawData = Lesson(
    number: 1,
    title: "Raw data",
    summary: "From the text of a CSV file to typed columns in batches.",
    cells: [
      .here(1),
      .way,
      Cell("ride-line", "A CSV file is text. Its header, and the line of the ride that we follow.") { run in
        try run.exampleLine()
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
      Cell("ride", "The ride again, now as typed values.") { run in
        try run.exampleRide().map(PipelineRun.table) ?? "no rows"
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
        let cells = run.pipeline.schema.features.map {
          $0.type == .string ? "text" : $0.type == .int64 ? "1" : "abc"
        }
        let names = run.pipeline.schema.features.map(\.name)
        let text = "\(names.joined(separator: ","))\n\(cells.joined(separator: ","))\n"
        return try run.reading(text, name: "bad.csv", run.pipeline.schema)
      },
      Cell("quotes", "What may stand in a cell: RFC 4180, in one row.") { run in
        let text = "note,fare\r\n\"a comma, a \"\"quote\"\"\nand a second line\",4.5\r\n\"\",8"
        let schema = Schema([FeatureSpec("note", .string), FeatureSpec("fare", .float32)])
        return "\(text.replacing("\r\n", with: "\n"))\n\n\(try run.reading(text, name: "notes.csv", schema))"
      },
      Cell("numbers", "Numbers at the edges of their types.") { run in try edgeNumbers(run) },
      Cell("missing", "An empty cell, and three schemas.") { run in
        let presences: [(String, FeatureSpec.Presence)] = [
          ("required", .required), ("optional", .optional), ("default 0", .defaultValue("0")),
        ]
        let parts = try presences.map { name, presence in
          let schema = Schema([FeatureSpec("id", .int64), FeatureSpec("tip", .float32, presence: presence)])
          return "tip is \(name):\n\(try run.reading("id,tip\n1,2.5\n2,\n", name: "tips.csv", schema))"
        }
        return parts.joined(separator: "\n")
      },
      Cell("no-header", "The same rides without their first line.") { run in
        let lines = try run.firstLines(3, of: run.options.data).dropFirst()
        let text = lines.map { "\($0)\n" }.joined()
        return try run.reading(text, name: "bare.csv", run.pipeline.schema, header: .none)
      },
      Cell("schema-file", "The schema as a file: the beginning of schema.pbtxt.") { run in
        run.pipeline.schema.pbtxt.split(separator: "\n").prefix(24).joined(separator: "\n")
      },
    ]
  )

  private static func statistics(_ run: PipelineRun) throws -> DatasetStatistics {
    var reader = try run.openData()
    return try DatasetStatistics(&reader, schema: run.pipeline.schema)
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

  /// What becomes of numbers at the edges of `float32` and `int64`.
  private static func edgeNumbers(_ run: PipelineRun) throws -> String {
    var table = TextTable(columns: [("cell", .left), ("as float32", .left), ("as int64", .left)])
    let cells = [
      "16777217", "0.1", "3.5e38", "1e-46", "-0", "nan", "-Infinity", "9223372036854775807",
      "9223372036854775808",
      " 7 ", "1_000", "0x10",
    ]
    for cell in cells {
      let found = try [FeatureType.float32, .int64].map { type in
        let schema = Schema([FeatureSpec("x", type)])
        return try run.firstValue(of: "x\n\(cell)\n", schema) ?? "an error"
      }
      table.addRow(["\"\(cell)\""] + found)
    }
    return table.render()
  }
}

extension PipelineRun {
  /// Reads a CSV file with this text: its rows, each feature with its values, or the error.
  fileprivate func reading(
    _ text: String,
    name: String,
    _ schema: Schema,
    header: CSVReader.Header = .firstRecord
  ) throws -> String {
    do {
      return try rows(of: text, name: name, schema, header: header).map { row in
        zip(row.names, row.columns).map { name, column in
          let values = TensorText(column, row: 0).values
          return "\(name): \(values.isEmpty ? "no value" : values)"
        }.joined(separator: ", ")
      }.joined(separator: "\n")
    } catch let error as InputError {
      return directory.shown("\(error)")
    }
  }

  /// The first value in a CSV file with this text, nil when it is an error.
  fileprivate func firstValue(of text: String, _ schema: Schema) throws -> String? {
    do {
      return try rows(of: text, name: "numbers.csv", schema, header: .firstRecord).first?.columns[0].text(
        at: 0
      )
    } catch is InputError {
      return nil
    }
  }

  private func rows(
    of text: String,
    name: String,
    _ schema: Schema,
    header: CSVReader.Header
  ) throws -> [Batch] {
    let path = "\(directory.path)/\(name)"
    try Platform.makeDirectory(directory.path)
    try OutputFile.write(text, to: path)
    defer { try? Platform.remove(path) }
    var reader = try CSVReader(path: path, schema: schema, header: header, threads: 1)
    return try reader.rows(upTo: 8)
  }
}
