import RawData

extension Examples {
  /// What is typical for these examples, feature by feature: the mean of a number, leaving out NaN and infinities, and the most
  /// frequent id, the smallest of them where several are. A number without a finite value has NaN.
  ///
  /// - Parameter architecture: that of the model whose examples they are.
  /// - Returns: as many values for each of the architecture's features as a row has; ids as numbers.
  package func typicalValues(for architecture: Architecture) -> [String: [Float]] {
    var (means, mostFrequent): ([String: [Float]], [String: [Float]]) = ([:], [:])
    for (value, input) in zip(inputs, architecture.inputs) {
      switch (input.kind, value) {
      case (.ids(let steps, let count), .ids(let ids)):
        mostFrequent[input.features[0]] = (0..<steps).map { step in
          let own = stride(from: step, to: ids.elements.count, by: steps).map { ids.elements[$0] }
          return Self.mostFrequent(own, count)
        }
      case (.numbers(let widths), .floats(let matrix)):
        var column = 0
        for (name, width) in zip(input.features, widths) {
          means[name] = (column..<column + width).map { Self.mean(of: matrix, column: $0) }
          column += width
        }
      case (.ids, _), (.numbers, _): break
      }
    }
    // What is read as an id somewhere must be one.
    return means.merging(mostFrequent) { $1 }
  }

  private static func mean(of matrix: Matrix, column: Int) -> Float {
    var sum = ExactSum()
    var count = 0
    for row in 0..<matrix.rows where matrix[row, column].isFinite {
      sum.add(Double(matrix[row, column]))
      count += 1
    }
    return count == 0 ? .nan : Float(sum.finiteValue / Double(count))
  }

  private static func mostFrequent(_ ids: [Int32], _ count: Int) -> Float {
    var counts = [Int](repeating: 0, count: count)
    for id in ids { counts[Int(id)] += 1 }
    return Float(counts.firstIndex(of: counts.max() ?? 0) ?? 0)
  }
}
