import RawData

/// How many values a column has.
struct SizeAnalyzer: Analyzer {
  let name = "size"
  /// How many elements are counted apart; nil when all values go together.
  let elements: Int?

  var parameters: [(name: String, value: FeatureValues)] {
    elements.map { [("elements", FeatureValues([Int64($0)]))] } ?? []
  }

  func makeAccumulator() -> any Accumulator { SizeAccumulator(elements: elements) }
}

/// The number of values so far.
struct SizeAccumulator: Accumulator {
  let elements: Int?
  private var count = 0

  init(elements: Int? = nil) {
    self.elements = elements
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    if let elements { try inputs[0].checkWidth(elements) }
    count += inputs[0].values.valueCount
  }

  mutating func merge(_ other: SizeAccumulator) { count += other.count }

  func finish() -> [FeatureValues] {
    let width = elements ?? 1
    let counts = [Int64](repeating: Int64(count / width), count: width)
    return [FeatureValues(.int64(counts), layout: .fixed(width: width))]
  }

  func encode(to encoder: inout StateEncoder) { encoder.write(count) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    let found = try decoder.readRowCount()
    guard found % (elements ?? 1) == 0 else {
      throw StateError("found \(found) values in rows of \(elements ?? 1)")
    }
    count = found
  }
}
