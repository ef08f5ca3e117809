import RawData

/// Transformed rows as a model takes them: numbers in one matrix, ids in a list per categorical feature.
struct ModelInputs: Sendable {
  /// Shape `[rows, numeric features]`.
  var numeric: Matrix
  /// One list of ids per categorical feature, in the configuration's order.
  var ids: [[Int32]]

  /// The features of `configuration` in `batch`.
  ///
  /// - Throws: `ModelError` when one is missing, of the wrong type, or an id is outside its vocabulary.
  init(_ batch: Batch, _ configuration: ModelConfiguration) throws(ModelError) {
    numeric = Matrix(rows: batch.rowCount, columns: configuration.numeric.count)
    for (column, name) in configuration.numeric.enumerated() {
      let values = try batch.floats(name)
      for row in values.indices { numeric.elements[row * numeric.columns + column] = values[row] }
    }
    ids = []
    for feature in configuration.categorical { ids.append(try batch.ids(feature)) }
  }

  /// The rows `indices`, in that order.
  func gather(_ indices: ArraySlice<Int>) -> ModelInputs {
    var result = self
    result.numeric = Matrix(
      rows: indices.count,
      columns: numeric.columns,
      elements: indices.flatMap { numeric.elements[$0 * numeric.columns..<($0 + 1) * numeric.columns] }
    )
    result.ids = ids.map { column in indices.map { column[$0] } }
    return result
  }

  mutating func append(_ other: ModelInputs) {
    numeric.append(other.numeric)
    for index in ids.indices { ids[index] += other.ids[index] }
  }
}

/// The data and the model do not fit together.
public struct ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was found and what was expected.
  public var description: String

  init(_ description: String) {
    self.description = description
  }
}

extension Batch {
  /// The one `float32` of each row; a row without a value gives NaN.
  func floats(_ name: String) throws(ModelError) -> [Float] {
    guard let column = self[name], case .float32(let values) = column.storage else {
      throw ModelError("feature \"\(name)\": found \(describe(name)), expected float32")
    }
    switch column.layout {
    case .fixed(width: 1): return values
    case .fixed(let width):
      throw ModelError("feature \"\(name)\": found \(width) values in a row, expected 1")
    case .ragged:
      return (0..<rowCount).map { row in
        let range = column.range(ofRow: row)
        return range.isEmpty ? .nan : values[range.lowerBound]
      }
    }
  }

  fileprivate func ids(_ feature: ModelConfiguration.Categorical) throws(ModelError) -> [Int32] {
    guard let column = self[feature.name], case .int64(let values) = column.storage,
      column.layout == .fixed(width: 1)
    else {
      throw ModelError(
        "feature \"\(feature.name)\": found \(describe(feature.name)), expected one int64 a row"
      )
    }
    if let outside = values.first(where: { !(0..<Int64(feature.vocabularySize)).contains($0) }) {
      throw ModelError(
        "feature \"\(feature.name)\": found id \(outside), expected 0 to \(feature.vocabularySize - 1)"
      )
    }
    return values.map { Int32($0) }
  }

  private func describe(_ name: String) -> String {
    self[name].map { "\($0.type.rawValue) of \($0.valueCount) values" } ?? "none"
  }
}
