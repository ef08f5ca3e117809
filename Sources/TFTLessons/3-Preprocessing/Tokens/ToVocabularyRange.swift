import RawData

/// Ids modulo the size of the vocabulary, so that also those of unknown tokens, such as -1, are among its ids: -1 becomes the
/// last. The second input is the constant size. TFT: `to_vocab_range`, a part of `tfidf`.
struct ToVocabularyRange: Mapper {
  static let name = "to_vocab_range"
  var name: String { Self.name }
  /// Frequencies are kept in a list with a place for every id.
  static let largestSize = Int(Int32.max)

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64, .int64] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let size = try inputs[1].int64()
    guard 1...Int64(Self.largestSize) ~= size else {
      throw RowError("found a vocabulary of \(size) tokens, expected 1...\(Self.largestSize)")
    }
    let ids = try inputs[0].int64s().map { id in
      let rest = id % size
      return rest < 0 ? rest + size : rest
    }
    return FeatureValues(.int64(ids), layout: inputs[0].values.layout)
  }
}
