import RawData

extension Architecture {
  /// What the model reads of a transformed batch.
  ///
  /// - Parameter firstRow: the number of the batch's first row in the data, for errors.
  /// - Throws: `ModelError` when a feature is missing, of the wrong type, or an id is outside its vocabulary.
  func values(of batch: Batch, firstRow: Int = 0) throws(ModelError) -> [TensorValue] {
    var values: [TensorValue] = []
    values.reserveCapacity(inputs.count)
    // Features mostly come in the model's order.
    var place = 0
    for input in inputs {
      switch input.kind {
      case .numbers(let widths):
        var matrix = Matrix(rows: batch.rowCount, columns: widths.reduce(0, +))
        var column = 0
        for (name, width) in zip(input.features, widths) {
          let feature = batch.feature(name, after: &place)
          try batch.copyNumbers(feature, name, width: width, to: &matrix, column: column, firstRow: firstRow)
          column += width
        }
        values.append(.floats(matrix))
      case .ids(let steps, let count):
        let feature = batch.feature(input.features[0], after: &place)
        let ids = try batch.ids(feature, input.features[0], steps: steps, count: count, firstRow: firstRow)
        values.append(.ids(IDMatrix(rows: batch.rowCount, columns: steps, count: count, elements: ids)))
      }
    }
    return values
  }

  /// The labels of a transformed batch, as numbers.
  ///
  /// - Throws: `ModelError` when there are none, or the loss cannot judge them.
  func labels(of batch: Batch, firstRow: Int = 0) throws(ModelError) -> [Float] {
    var labels = Matrix(rows: batch.rowCount, columns: 1)
    try batch.copyNumbers(batch[label], label, width: 1, to: &labels, column: 0, firstRow: firstRow)
    if let (row, problem) = loss.fault(in: labels.elements, classes: outputShape.size) {
      throw ModelError("label", label, row: firstRow + row, problem)
    }
    return labels.elements
  }
}

extension Batch {
  /// The feature `name`, looked for at `place` first, which becomes the one after it.
  fileprivate func feature(_ name: String, after place: inout Int) -> FeatureValues? {
    guard let index = index(of: name, from: place) else { return nil }
    place = index + 1
    return columns[index]
  }

  /// Copies the numbers of a feature, `width` a row, to the columns from `column` on; a row without them gives NaN.
  fileprivate func copyNumbers(
    _ feature: FeatureValues?,
    _ name: String,
    width: Int,
    to matrix: inout Matrix,
    column: Int,
    firstRow: Int
  ) throws(ModelError) {
    guard let feature, feature.type != .string else {
      throw ModelError("feature \"\(name)\": found \(describe(name)), expected numbers")
    }
    if case .fixed(let found) = feature.layout, found != width {
      throw ModelError("feature \"\(name)\": found \(found) values in a row, expected \(width)")
    }
    do throws(RowWidthError) {
      switch feature.storage {
      case .float32(let values): try feature.layout.copy(values, rowCount, width, to: &matrix, column) { $0 }
      case .int64(let values):
        try feature.layout.copy(values, rowCount, width, to: &matrix, column) { Float($0) }
      case .string: break
      }
    } catch {
      let problem = "found \(error.count) values, expected \(width)"
      throw ModelError("feature", name, row: firstRow + error.row, problem)
    }
  }

  /// The ids of a feature, `steps` a row.
  fileprivate func ids(
    _ feature: FeatureValues?,
    _ name: String,
    steps: Int,
    count: Int,
    firstRow: Int
  ) throws(ModelError) -> [Int32] {
    guard let feature, case .int64(let values) = feature.storage,
      feature.layout == .fixed(width: steps)
    else {
      let expected = steps == 1 ? "one int64 a row" : "\(steps) int64 a row"
      throw ModelError("feature \"\(name)\": found \(describe(name)), expected \(expected)")
    }
    if let index = values.firstIndex(where: { !(0..<Int64(count)).contains($0) }) {
      let problem = "found id \(values[index]), expected 0 to \(count - 1)"
      throw ModelError("feature", name, row: firstRow + index / steps, problem)
    }
    return values.map { Int32(truncatingIfNeeded: $0) }
  }

  private func describe(_ name: String) -> String {
    self[name].map { "\($0.type.rawValue) of \($0.valueCount) values" } ?? "none"
  }
}

extension FeatureValues.Layout {
  /// Copies `width` values of each row to the columns from `column` on; NaN where a row has fewer.
  @inline(__always)
  fileprivate func copy<Value>(
    _ values: [Value],
    _ rowCount: Int,
    _ width: Int,
    to matrix: inout Matrix,
    _ column: Int,
    _ number: (Value) -> Float
  ) throws(RowWidthError) {
    if case .fixed = self {
      let columns = matrix.columns
      precondition(values.count == rowCount * width && matrix.rows == rowCount && column + width <= columns)
      matrix.elements.withUnsafeMutableBufferPointer { target in
        values.withUnsafeBufferPointer { values in
          for row in 0..<rowCount {
            let place = row * columns + column
            for offset in 0..<width { target[place + offset] = number(values[row * width + offset]) }
          }
        }
      }
      return
    }
    for row in 0..<rowCount {
      let range = range(ofRow: row)
      guard range.count <= width else { throw RowWidthError(row: row, count: range.count) }
      for offset in 0..<width {
        matrix[row, column + offset] = offset < range.count ? number(values[range.lowerBound + offset]) : .nan
      }
    }
  }
}

/// A row with more values than its feature has room for.
private struct RowWidthError: Error {
  var row: Int
  var count: Int
}
