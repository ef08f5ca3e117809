import RawData

/// Figures of the numbers that belong to each key: of all of them, or of each element of their vectors apart.
///
/// Inputs: the numbers, and a key for each row or for each number. The first result is the keys, ascending; the others have the
/// figures in the same order, those of a key's elements side by side. Memory grows with the number of keys.
struct PerKeyAnalyzer<Summary: NumberSummary>: Analyzer {
  let name: String
  let figures: [Summary.Figure]
  let keyType: FeatureType
  /// How many elements are looked at apart; nil when all numbers of a key go together.
  var elements: Int?

  var parameters: [(name: String, value: FeatureValues)] {
    elements.map { [("elements", FeatureValues([Int64($0)]))] } ?? []
  }
  /// A summary knows all figures, whichever are asked for.
  var accumulatorParameters: [(name: String, value: FeatureValues)] { parameters }
  var resultNames: [String] { ["keys"] + figures.map(\.rawValue) }

  func makeAccumulator() -> any Accumulator {
    PerKeyAccumulator<Summary>(figures: figures, keyType: keyType, elements: elements)
  }
}

/// A summary for each key, or for each key and element.
struct PerKeyAccumulator<Summary: NumberSummary>: Accumulator {
  let figures: [Summary.Figure]
  let keyType: FeatureType
  /// How many summaries a key has.
  private let width: Int
  private let checksWidth: Bool
  private var index = KeyIndex()
  /// In the order in which the keys first came.
  private var summaries: [Summary] = []

  init(figures: [Summary.Figure], keyType: FeatureType, elements: Int? = nil) {
    self.figures = figures
    self.keyType = keyType
    width = elements ?? 1
    checksWidth = elements != nil
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    try inputs[1].checkVariesByRow()
    if checksWidth { try inputs[0].checkWidth(width) }
    let values = try Summary.Value.values(of: inputs[0])
    let rows = try PerKeyRows(inputs[0].values, inputs[1].values)
    let places = insert(try PerKeyKeys.strings(of: inputs[1].values))
    rows.forEach { key, range in
      let first = places[key] * width
      for position in range {
        summaries[first + (width > 1 ? position - range.lowerBound : 0)].add(values[position])
      }
    }
  }

  mutating func merge(_ other: Self) {
    let places = insert(other.index.keys)
    for (key, place) in places.enumerated() {
      for element in 0..<width {
        summaries[place * width + element].merge(other.summaries[key * width + element])
      }
    }
  }

  func finish() throws(RowError) -> [FeatureValues] {
    let order = index.order
    let keys: FeatureValues
    do throws(StateError) {
      keys = try PerKeyKeys.keys(index.keys, in: order, type: keyType)
    } catch {
      throw RowError(error.problem)
    }
    let results = order.flatMap { key in
      (0..<width).map { summaries[key * width + $0].results(figures) }
    }
    let layout = FeatureValues.Layout.fixed(width: Swift.max(1, results.count))
    return [keys]
      + figures.indices.map { figure in
        FeatureValues(Summary.Result.storage(results.map { $0[figure] }), layout: layout)
      }
  }

  var notices: [String] { index.count == 0 ? ["no keys"] : [] }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(index.count)
    for key in index.order {
      encoder.write(bytes: index.keys[key])
      for element in 0..<width { summaries[key * width + element].encode(to: &encoder) }
    }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var restored = PerKeyAccumulator(figures: figures, keyType: keyType, elements: checksWidth ? width : nil)
    for key in 0..<(try decoder.readCount(ofSize: 8)) {
      var string = ByteStrings()
      string.append(try decoder.readBytes())
      guard restored.insert(string) == [key] else { throw StateError("found a key twice") }
      for element in 0..<width {
        try restored.summaries[key * width + element].restore(from: &decoder)
      }
    }
    guard restored.index.order == Array(0..<restored.index.count) else {
      throw StateError("found keys that do not ascend")
    }
    _ = try PerKeyKeys.keys(restored.index.keys, in: restored.index.order, type: keyType)
    self = restored
  }

  /// The places of `keys`, with an empty summary for each new one.
  private mutating func insert(_ keys: ByteStrings) -> [Int] {
    let places = index.insert(keys)
    while summaries.count < index.count * width { summaries.append(Summary()) }
    return places
  }
}
