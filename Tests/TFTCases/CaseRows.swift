import RawData

/// Rows of named columns, as the fixtures have them.
package struct CaseRows: Sendable {
  package var schema: Schema
  package var batch: Batch

  /// Nil when `json` has another form.
  init?(_ json: JSON) {
    guard case .object(let members) = json else { return nil }
    var specs: [FeatureSpec] = []
    var columns: [FeatureValues] = []
    for member in members {
      guard let column = CaseColumn(member.value), let type = column.type else { return nil }
      let width = member.value["width"]?.int
      specs.append(
        FeatureSpec(member.name, type, presence: width == nil ? .optional : .required, width: width ?? 1)
      )
      columns.append(column.values(width: width))
    }
    schema = Schema(specs)
    let rowCount = columns.first?.rowCount ?? 0
    batch = Batch(rowCount: rowCount, names: specs.map(\.name), columns: columns)
  }
}

/// The values of a column, row by row: numbers and texts as text, so that every bit is kept.
package struct CaseColumn: Equatable, Sendable {
  /// Nil when no row has a value, and so none tells.
  package var type: FeatureType?
  package var rows: [[String]]

  /// Nil when `json` has another form.
  init?(_ json: JSON) {
    guard let rows = json["rows"]?.array, let type = json["type"] else { return nil }
    self.type = type.string.flatMap(FeatureType.init(rawValue:))
    self.rows = rows.map { row in
      (row.array ?? []).map { value in
        if case .number(let text) = value { text } else { value.string ?? "" }
      }
    }
  }

  /// The rows of `values`.
  package init(_ values: FeatureValues) {
    type = values.valueCount == 0 ? nil : values.type
    rows = (0..<values.rowCount).map { values.range(ofRow: $0).map(values.text) }
  }

  /// The column as a batch has it: `width` values in each row, or any number of them.
  func values(width: Int?) -> FeatureValues {
    let flat = rows.flatMap(\.self)
    let storage: FeatureValues.Storage =
      switch type {
      case .float32: .float32(flat.compactMap(Float.init))
      case .int64: .int64(flat.compactMap { Int64($0) })
      case .string, nil: .string(ByteStrings(flat))
      }
    guard let width else {
      let offsets = rows.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
      return FeatureValues(storage, layout: .ragged(rowOffsets: offsets))
    }
    return FeatureValues(storage, layout: .fixed(width: width))
  }

  package var json: JSON {
    .object([
      .init("type", type.map { .string($0.rawValue) } ?? .null),
      .init("rows", .array(rows.map { .strings($0) })),
    ])
  }
}
