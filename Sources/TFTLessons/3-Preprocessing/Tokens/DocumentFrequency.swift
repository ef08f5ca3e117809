import RawData

/// In how many rows each id occurs, and how many rows there are: a row is a document, however often it has the id.
///
/// The first result has a place for every id up to the largest seen. Memory grows with the largest id, 16 bytes each.
struct DocumentFrequencyAnalyzer: Analyzer {
  let name = "document_frequency"
  let resultNames = ["document_frequencies", "document_count"]

  func makeAccumulator() -> any Accumulator { DocumentFrequencyAccumulator() }
}

/// In how many of the rows seen so far each id occurs.
struct DocumentFrequencyAccumulator: Accumulator {
  /// By id; the last is not 0.
  private var frequencies: [Int64] = []
  private var documentCount: Int64 = 0
  /// By id, the number of the last document that had it, so that each counts once.
  private var lastDocument: [Int64] = []

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    let ids = try inputs[0].int64s()
    let values = inputs[0].values
    for row in 0..<values.rowCount {
      documentCount += 1
      for index in values.range(ofRow: row) {
        let id = Int(ids[index])
        guard 0..<ToVocabularyRange.largestSize ~= id else {
          throw RowError(row: row, "found id \(id), expected 0..<\(ToVocabularyRange.largestSize)")
        }
        grow(to: id + 1)
        if lastDocument[id] != documentCount {
          lastDocument[id] = documentCount
          frequencies[id] += 1
        }
      }
    }
  }

  private mutating func grow(to count: Int) {
    guard count > frequencies.count else { return }
    frequencies += repeatElement(0, count: count - frequencies.count)
    lastDocument += repeatElement(0, count: count - lastDocument.count)
  }

  mutating func merge(_ other: DocumentFrequencyAccumulator) {
    grow(to: other.frequencies.count)
    for (id, frequency) in other.frequencies.enumerated() { frequencies[id] += frequency }
    documentCount += other.documentCount
    // The other's documents have other numbers; none of them comes again.
    for id in lastDocument.indices { lastDocument[id] = 0 }
  }

  func finish() -> [FeatureValues] {
    [
      FeatureValues(.int64(frequencies), layout: .fixed(width: max(1, frequencies.count))),
      FeatureValues([documentCount]),
    ]
  }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(documentCount)
    encoder.write(frequencies) { $0.write($1) }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    documentCount = try decoder.readInteger()
    frequencies = try decoder.readList(ofSize: 8) { (decoder) throws(StateError) in try decoder.readInteger()
    }
    guard documentCount >= 0, frequencies.allSatisfy({ 0...documentCount ~= $0 }), frequencies.last != 0,
      frequencies.count <= ToVocabularyRange.largestSize
    else {
      throw StateError("found frequencies that \(documentCount) documents cannot have")
    }
    lastDocument = [Int64](repeating: 0, count: frequencies.count)
  }
}
