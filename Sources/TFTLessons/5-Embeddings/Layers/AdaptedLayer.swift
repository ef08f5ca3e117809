/// A layer whose weights are not learned but found before training, by a look at the data. Keras: `adapt`.
public protocol AdaptedLayer: Layer {
  /// The weights for the layer's input on many examples.
  func adapted(to x: Matrix) -> [Matrix]
}

extension Matrix {
  /// `body` of each element, with the index of its column.
  @inline(__always)
  func mapColumns(_ body: (Float, _ column: Int) -> Float) -> Matrix {
    Matrix(rows: rows, columns: columns) { buffer in
      for row in 0..<rows {
        let start = row * columns
        for column in 0..<columns { buffer[start + column] = body(elements[start + column], column) }
      }
    }
  }
}
