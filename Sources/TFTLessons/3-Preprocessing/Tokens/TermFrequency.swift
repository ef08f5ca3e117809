import RawData

/// The different ids of every row, ascending: which terms a document has.
struct DistinctTerms: Mapper {
  let name = "distinct_terms"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .ragged }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    var terms: [Int64] = []
    let layout = try inputs[0].forEachTerm { id, _, _ in terms.append(id) }
    return FeatureValues(.int64(terms), layout: layout)
  }
}

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

extension Operand {
  /// Calls `body` with every different id of every row, ascending, with how often the row has it and how many ids the row has.
  ///
  /// - Returns: how the calls divide into rows.
  fileprivate func forEachTerm(
    _ body: (_ id: Int64, _ count: Int, _ size: Int) -> Void
  ) throws(RowError) -> FeatureValues.Layout {
    var ids = try int64s()
    var termCount = 0
    var rowOffsets = [0]
    rowOffsets.reserveCapacity(values.rowCount + 1)
    for row in 0..<values.rowCount {
      let range = values.range(ofRow: row)
      ids[range].sort()
      var start = range.lowerBound
      while start < range.upperBound {
        var end = start + 1
        while end < range.upperBound, ids[end] == ids[start] { end += 1 }
        body(ids[start], end - start, range.count)
        termCount += 1
        start = end
      }
      rowOffsets.append(termCount)
    }
    return .ragged(rowOffsets: rowOffsets)
  }
}
