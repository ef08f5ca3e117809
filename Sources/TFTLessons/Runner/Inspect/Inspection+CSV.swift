import RawData

extension Inspection {
  /// Infers the columns of a CSV file in one pass; its first rows are read again, by the schema that was found.
  mutating func inspectCSV() throws {
    var rowCount = 0
    let inferred = Result { try Schema.inferred(fromCSV: path) { rowCount += $0 } }
    add("rows", .int(rowCount))
    let schema = try inferred.get()
    add("columns", .int(schema.features.count))
    tables.append(InspectionTable("features", of: schema))
    if options.limit > 0, rowCount > 0 { tables.append(try examples(schema, limit: options.limit)) }
  }

  private func examples(_ schema: Schema, limit: Int) throws -> InspectionTable {
    var table = InspectionTable("examples", columns: ["row", "feature", "tensor", "value"])
    var reader = try CSVReader(path: path, schema: schema, batchSize: min(limit, 4096), threads: 1)
    var row = 0
    while row < limit, let batch = try reader.next() {
      for batchRow in 0..<min(batch.rowCount, limit - row) {
        for (name, column) in zip(batch.names, batch.columns) {
          let tensor = TensorText(column, row: batchRow)
          table.addRow([.int(row), .string(name), .string(tensor.shape), .string(tensor.values)])
        }
        row += 1
      }
    }
    return table
  }
}

extension InspectionTable {
  /// A row for each feature of `schema`.
  init(_ name: String, of schema: Schema) {
    self.init(name, columns: ["feature", "type", "presence", "values", "domain"])
    for feature in schema.features {
      addRow([
        .string(feature.name), .string(feature.type.rawValue), .string(Self.presence(feature)),
        .int(feature.width), .string(Self.domain(feature)),
      ])
    }
  }

  private static func presence(_ feature: FeatureSpec) -> String {
    switch feature.presence {
    case .required: "required"
    case .optional: "optional"
    case .defaultValue(let text): "default \(text)"
    }
  }

  private static func domain(_ feature: FeatureSpec) -> String {
    if let domain = feature.domain { return "\(domain.min) to \(domain.max)" }
    if let domain = feature.floatDomain { return "\(domain.lowerBound) to \(domain.upperBound)" }
    return feature.stringDomain.map { $0.count == 1 ? "1 text" : "\($0.count) texts" } ?? ""
  }
}
