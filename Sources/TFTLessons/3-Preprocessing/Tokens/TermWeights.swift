import RawData

/// The document frequency of every token, or the inverse of it, in the tokens' order.
///
/// Inputs: ids, and the two results of `DocumentFrequencyAnalyzer`.
struct TermWeights: Mapper {
  enum Kind: Equatable, Sendable {
    case frequency
    case inverse(InverseDocumentFrequency)
  }

  let kind: Kind
  private var frequencies: FrequencyTable<Int64>?
  private var inverses: FrequencyTable<Float>?

  init(kind: Kind) {
    self.kind = kind
  }

  var name: String { kind == .frequency ? "document_frequency" : "idf" }

  var parameters: [(name: String, value: FeatureValues)] {
    guard case .inverse(let idf) = kind else { return [] }
    return [
      ("smooth", FeatureValues([idf.isSmooth ? 1 : 0] as [Int64])),
      ("add_baseline", FeatureValues([idf.addsBaseline ? 1 : 0] as [Int64])),
    ]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64, .int64, .int64] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    var bound = self
    switch kind {
    case .frequency:
      bound.frequencies = try FrequencyTable(Array(constants[1...])) { frequency, _ in frequency }
    case .inverse(let idf): bound.inverses = try FrequencyTable(Array(constants[1...]), idf.value)
    }
    return bound
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let ids = try inputs[0].int64s()
    let layout = inputs[0].values.layout
    if let frequencies { return FeatureValues(.int64(ids.map { frequencies[$0] }), layout: layout) }
    guard let inverses else { throw RowError("found no document frequencies") }
    return FeatureValues(.float32(ids.map { inverses[$0] }), layout: layout)
  }
}
