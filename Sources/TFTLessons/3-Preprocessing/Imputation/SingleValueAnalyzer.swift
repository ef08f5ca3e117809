import RawData

/// An analyzer of a column that has at most one value in a row, or rows of equally many: it refuses others, and is
/// `base` otherwise.
struct SingleValueAnalyzer: Analyzer {
  let base: any Analyzer

  var name: String { base.name }
  var parameters: [(name: String, value: FeatureValues)] { base.parameters }
  var accumulatorParameters: [(name: String, value: FeatureValues)] { base.accumulatorParameters }
  var resultNames: [String] { base.resultNames }
  var asset: Asset? { base.asset }

  func makeAccumulator() -> any Accumulator { Self.wrapped(base.makeAccumulator()) }

  private static func wrapped(_ base: some Accumulator) -> any Accumulator {
    SingleValueAccumulator(base: base)
  }
}

/// What `base` remembers of rows with at most one value.
struct SingleValueAccumulator<Base: Accumulator>: Accumulator {
  private var base: Base

  init(base: Base) {
    self.base = base
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    try inputs[0].values.layout.checkSingleValues()
    try base.add(inputs)
  }

  mutating func merge(_ other: Self) { base.merge(other.base) }
  func finish() throws(RowError) -> [FeatureValues] { try base.finish() }
  var notices: [String] { base.notices }
  func encode(to encoder: inout StateEncoder) { base.encode(to: &encoder) }
  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try base.restore(from: &decoder)
  }
}

extension FeatureValues.Layout {
  /// Refuses a row of a ragged column that has several values.
  func checkSingleValues() throws(RowError) {
    guard case .ragged(let rowOffsets) = self else { return }
    for row in 0..<rowOffsets.count - 1 where rowOffsets[row + 1] - rowOffsets[row] > 1 {
      throw RowError(row: row, "found \(rowOffsets[row + 1] - rowOffsets[row]) values, expected at most one")
    }
  }
}
