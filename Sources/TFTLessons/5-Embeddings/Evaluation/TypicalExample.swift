import RawData

extension Examples {
  /// What is typical for these examples, feature by feature: the median of a number, of two the smaller one, and the most
  /// frequent id, of several the smallest one. Unlike the mean, the median does not follow a few absurd values. NaN is
  /// left out; a number that is always NaN has NaN.
  ///
  /// - Parameter architecture: that of the model whose examples they are.
  /// - Returns: as many values for each of the architecture's features as a row has; ids as numbers.
  package func typicalValues(for architecture: Architecture) -> [String: [Float]] {
    var (medians, mostFrequent): ([String: [Float]], [String: [Float]]) = ([:], [:])
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
          medians[name] = (column..<column + width).map { Self.median(of: matrix, column: $0) }
          column += width
        }
      case (.ids, _), (.numbers, _): break
      }
    }
    // What is read as an id somewhere must be one.
    return medians.merging(mostFrequent) { $1 }
  }

  private static func median(of matrix: Matrix, column: Int) -> Float {
    var values = (0..<matrix.rows).map { matrix[$0, column] }.filter { !$0.isNaN }
    values.sort()
    return values.isEmpty ? .nan : values[(values.count - 1) / 2]
  }

  private static func mostFrequent(_ ids: [Int32], _ count: Int) -> Float {
    var counts = [Int](repeating: 0, count: count)
    for id in ids { counts[Int(id)] += 1 }
    return Float(counts.firstIndex(of: counts.max() ?? 0) ?? 0)
  }
}
