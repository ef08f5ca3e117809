import RawData

/// The text that occurs most often, for each element of a column's vectors; of several, the one whose bytes come first.
struct MostFrequentTextAnalyzer: Analyzer {
  let name = "most_frequent"
  /// How many elements are looked at apart; nil when all texts go together.
  let elements: Int?

  var parameters: [(name: String, value: FeatureValues)] {
    elements.map { [("elements", FeatureValues([Int64($0)]))] } ?? []
  }
  var resultNames: [String] { [MostFrequentFigure.mostFrequent.rawValue] }

  func makeAccumulator() -> any Accumulator { MostFrequentTextAccumulator(elements: elements) }
}

/// How often each text has been seen, for each element. Memory grows with the distinct ones.
struct MostFrequentTextAccumulator: Accumulator {
  private let elements: Int?
  private var counts: [TextCountsAccumulator]

  init(elements: Int?) {
    self.elements = elements
    counts = [TextCountsAccumulator](repeating: TextCountsAccumulator(), count: elements ?? 1)
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    guard let elements else { return try counts[0].add(inputs) }
    try inputs[0].checkWidth(elements)
    let texts = inputs[0].values
    for element in 0..<elements {
      let places = Array(stride(from: element, to: texts.valueCount, by: elements))
      try counts[element].add([Operand(FeatureValues(texts.storage.selecting(places)), isConstant: false)])
    }
  }

  mutating func merge(_ other: MostFrequentTextAccumulator) {
    for element in counts.indices { counts[element].merge(other.counts[element]) }
  }

  func finish() throws(RowError) -> [FeatureValues] {
    var texts = ByteStrings()
    for element in counts { texts.append(try Self.mostFrequent(element) ?? []) }
    return [FeatureValues(.string(texts), layout: .fixed(width: texts.count))]
  }

  /// Nil when there are no texts.
  private static func mostFrequent(_ counts: TextCountsAccumulator) throws(RowError) -> ArraySlice<UInt8>? {
    let found = counts.finish().map { Operand($0, isConstant: true) }
    let (texts, occurrences) = (try found[0].strings(), try found[1].int64s())
    // The texts ascend, and `max` would give the last one of several.
    guard let most = occurrences.max(), let first = occurrences.firstIndex(of: most) else { return nil }
    return texts[first]
  }

  var notices: [String] {
    counts.enumerated().compactMap { element, counts in
      guard counts.finish()[0].valueCount == 0 else { return nil }
      return (elements == nil ? "" : "element \(element): ") + "no texts, the most frequent is \"\""
    }
  }

  func encode(to encoder: inout StateEncoder) {
    for element in counts { element.encode(to: &encoder) }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    for element in counts.indices { try counts[element].restore(from: &decoder) }
  }
}
