import RawData

/// A vector for each id, learned: row `id` of a table. Keras: `Embedding`.
///
/// A one-hot vector times a weight matrix is a row of that matrix, so this is also a dense layer on one-hot inputs that
/// never builds them.
public struct Embedding: Sendable {
  /// Shape `[vocabularySize, embeddingSize]`.
  public internal(set) var table: Parameter

  /// The number of ids.
  public var vocabularySize: Int { table.value.rows }
  /// The length of each id's vector.
  public var embeddingSize: Int { table.value.columns }

  /// A table with entries uniform in +-0.05, as in Keras.
  init(_ name: String, vocabularySize: Int, embeddingSize: Int, using generator: inout SplitMix64) {
    table = .uniform(
      "\(name).table",
      rows: vocabularySize,
      columns: embeddingSize,
      limit: 0.05,
      using: &generator
    )
  }

  /// Adds the vector of each id to `matrix`, from column `column` on.
  ///
  /// - Precondition: ids are in `0 ..< vocabularySize`; `Network.check` sees to it.
  func add(_ ids: [Int32], to matrix: inout Matrix, column: Int) {
    for (row, id) in ids.enumerated() {
      let (source, target) = (Int(id) * embeddingSize, row * matrix.columns + column)
      for offset in 0..<embeddingSize {
        matrix.elements[target + offset] += table.value.elements[source + offset]
      }
    }
  }

  /// Adds to the table's gradient what `gradient`, from column `column` on, says of each id's vector.
  mutating func backward(_ ids: [Int32], gradient: Matrix, column: Int) {
    for (row, id) in ids.enumerated() {
      let (target, source) = (Int(id) * embeddingSize, row * gradient.columns + column)
      for offset in 0..<embeddingSize {
        table.gradient.elements[target + offset] += gradient.elements[source + offset]
      }
    }
  }
}
