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
