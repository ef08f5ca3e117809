import RawData

/// Rows of ids within a vocabulary, and how often each id occurs among them.
struct Documents {
  let ids: Node
  let frequencies: Node
  let location: SourceLocation

  init(_ x: Column<Int64>, _ vocabSize: Column<Int64>, _ location: SourceLocation) {
    let inRange = Column<Int64>(ToVocabularyRange(), [x.node, vocabSize.node], location: location)
    ids = inRange.node
    frequencies = .analysis(DocumentFrequencyAnalyzer(), of: [ids], type: .int64, location: location)
    self.location = location
  }

  init(_ x: Column<Int64>, _ vocabSize: Int, _ operation: String, _ location: SourceLocation)
    throws(OperationError)
  {
    guard 1...ToVocabularyRange.largestSize ~= vocabSize else {
      throw OperationError(
        location: location,
        operation: operation,
        problem: "found a vocabulary of \(vocabSize) tokens, expected 1...\(ToVocabularyRange.largestSize)"
      )
    }
    self.init(x, Column(node: .constant(FeatureValues([Int64(vocabSize)]))), location)
  }

  /// Ids, document frequencies, number of documents.
  var nodes: [Node] { [ids, frequencies.part(0, type: .int64), frequencies.part(1, type: .int64)] }
}
