import Preprocessing
import RawData

extension Batch {
  /// One row with the features of `schema`.
  ///
  /// - Throws: `OperationError` for a feature that has no value, or not one of its type.
  init(_ row: some RawRow, _ schema: Schema) throws {
    let cells = row.cells
    let columns = try schema.features.map { feature in
      do throws(RowError) {
        return try FeatureValues(cells[feature.name] ?? .missing, feature)
      } catch {
        throw OperationError(location: nil, operation: "input \"\(feature.name)\"", problem: error.problem)
      }
    }
    self.init(rowCount: 1, names: schema.features.map(\.name), columns: columns)
  }
}

extension FeatureValues {
  /// The values of a feature's only row.
  fileprivate init(_ value: RawValue, _ feature: FeatureSpec) throws(RowError) {
    let storage = try value.storage(feature)
    guard feature.presence != .optional else {
      self.init(storage, layout: .ragged(rowOffsets: [0, storage.count]))
      return
    }
    guard storage.count == feature.width else {
      let expected = feature.width == 1 ? "one" : "\(feature.width)"
      throw RowError("found \(storage.count) values, expected \(expected)")
    }
    self.init(storage, layout: .fixed(width: feature.width))
  }
}

extension RawValue {
  /// The values as the feature's type has them; its default where there are none.
  fileprivate func storage(_ feature: FeatureSpec) throws(RowError) -> FeatureValues.Storage {
    switch (self, feature.type) {
    case (.missing, _): return try Self.replacement(feature)
    case (.floats(let values), .float32): return .float32(values)
    case (.integers(let values), .int64): return .int64(values)
    case (.texts(let values), .string): return .string(ByteStrings(values))
    case (.integers(let values), .float32):
      return .float32(
        try values.map { value throws(RowError) in
          guard let number = Float(exactly: value) else {
            throw RowError(
              "found \(value), which no float32 is, expected one or a number with a decimal point"
            )
          }
          return number
        }
      )
    case (.floats, _), (.integers, _), (.texts, _):
      throw RowError("found \(kind), expected \(feature.type.rawValue)")
    }
  }

  private static func replacement(_ feature: FeatureSpec) throws(RowError) -> FeatureValues.Storage {
    switch (feature.presence, feature.type) {
    case (.optional, .float32): return .float32([])
    case (.optional, .int64): return .int64([])
    case (.optional, .string): return .string(ByteStrings())
    case (.defaultValue(let text), .float32):
      if let number = Float(text) { return .float32([number]) }
    case (.defaultValue(let text), .int64):
      if let number = Int64(text) { return .int64([number]) }
    case (.defaultValue(let text), .string): return .string(ByteStrings([text]))
    case (.required, _): break
    }
    throw RowError("found no value, expected \(feature.type.rawValue)")
  }

  private var kind: String {
    switch self {
    case .missing: "no value"
    case .floats(let values): "\(values.map(\.description).joined(separator: ", "))"
    case .integers(let values): "\(values.map(\.description).joined(separator: ", "))"
    case .texts(let values): values.map { quoted($0.utf8) }.joined(separator: ", ")
    }
  }
}
