import RawData

/// The weight of each different id of every row, in their ascending order: how much of the document it is, times how much it
/// tells. Inputs: ids, and the two results of `DocumentFrequencyAnalyzer`.
struct TermFrequencyWeights: Mapper {
  let idf: InverseDocumentFrequency
  private var inverses: FrequencyTable<Float>?
  let name = "tfidf_weights"

  init(isSmooth: Bool) {
    idf = InverseDocumentFrequency(isSmooth: isSmooth)
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [("smooth", FeatureValues([idf.isSmooth ? 1 : 0] as [Int64]))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64, .int64, .int64] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .ragged }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    var bound = self
    bound.inverses = try FrequencyTable(Array(constants[1...]), idf.value)
    return bound
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    guard let inverses else { throw RowError("found no document frequencies") }
    var weights: [Float] = []
    // TFT's roundings: the quotient as a double, then as a float, then the product.
    let layout = try inputs[0].forEachTerm { id, count, size in
      weights.append(Float(Double(count) / Double(size)) * inverses[id])
    }
    return FeatureValues(.float32(weights), layout: layout)
  }
}
