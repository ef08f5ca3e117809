import RawData

/// The boundaries between parts of equal size, of all values or of each column on its own. Inputs: the values and, when
/// there are some, their weights.
struct QuantilesAnalyzer: Analyzer {
  let name = "quantiles"
  let buckets: Int
  /// How many columns have boundaries of their own.
  let columns: Int
  let distinctLimit: Int
  private var isWeighted = false

  /// - Throws: `RowError` for fewer than 2 buckets, or a limit that is too low.
  init(buckets: Int, columns: Int, distinctLimit: Int) throws(RowError) {
    try Self.check(buckets: buckets, distinctLimit: distinctLimit)
    self.buckets = buckets
    self.columns = columns
    self.distinctLimit = distinctLimit
  }

  /// - Throws: `RowError` for fewer than 2 buckets or too many for exact arithmetic, or a limit that `ValueCounts` does not
  ///   take.
  static func check(buckets: Int, distinctLimit: Int) throws(RowError) {
    guard 2...Int(Int32.max) ~= buckets else {
      throw RowError("found \(buckets) buckets, expected 2 or more")
    }
    guard 4096..<(1 << 30) ~= distinctLimit else {
      throw RowError("found a limit of \(distinctLimit) distinct values, expected 4096 or more")
    }
  }

  /// The analysis of `x`, with the weights when there are some.
  func node(_ x: Node, _ weights: Node?, _ location: SourceLocation) -> Node {
    var analyzer = self
    analyzer.isWeighted = weights != nil
    return .analysis(
      analyzer,
      of: weights.map { [x, $0] } ?? [x],
      type: .float32,
      shape: .fixed(width: columns * (buckets - 1)),
      location: location
    )
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("buckets", FeatureValues([Int64(buckets)])), ("columns", FeatureValues([Int64(columns)])),
      ("distinct_limit", FeatureValues([Int64(distinctLimit)])),
    ]
  }

  /// Not how many buckets: any number of them is found in the same counts.
  var accumulatorParameters: [(name: String, value: FeatureValues)] {
    parameters.filter { $0.name != "buckets" }
  }

  func makeAccumulator() -> any Accumulator {
    let empty = QuantileCounts(distinctLimit: distinctLimit, isWeighted: isWeighted)
    return QuantilesAccumulator(buckets: buckets, columns: [QuantileCounts](repeating: empty, count: columns))
  }
}

/// The distinct values seen so far, by column.
struct QuantilesAccumulator: Accumulator {
  let buckets: Int
  private(set) var columns: [QuantileCounts]

  init(buckets: Int, columns: [QuantileCounts]) {
    self.buckets = buckets
    self.columns = columns
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    let values = inputs[0].values
    let weights = inputs.count > 1 ? try inputs[1].weights(for: values) : nil
    guard columns.count > 1 else {
      try columns[0].add(values.storage, weights)
      return
    }
    for index in columns.indices {
      let own = try weights.map { (all) throws(RowError) in
        try FeatureValues(.float32(all), layout: values.layout).column(index, of: columns.count)
      }
      let ownWeights: [Float]? = if case .float32(let picked)? = own?.storage { picked } else { nil }
      try columns[index].add(try values.column(index, of: columns.count).storage, ownWeights)
    }
  }

  mutating func merge(_ other: QuantilesAccumulator) {
    for index in columns.indices { columns[index].merge(other.columns[index]) }
  }

  func finish() -> [FeatureValues] {
    let boundaries = columns.flatMap { $0.quantiles(buckets) }
    return [FeatureValues(.float32(boundaries), layout: .fixed(width: boundaries.count))]
  }

  var notices: [String] {
    columns.enumerated().flatMap { index, column in
      column.notices(buckets).map { columns.count == 1 ? $0 : "column \(index): \($0)" }
    }
  }

  func encode(to encoder: inout StateEncoder) {
    for column in columns { column.encode(to: &encoder) }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    for index in columns.indices { try columns[index].restore(from: &decoder) }
  }
}

extension Operand {
  /// This operand as a weight for every one of `values`; one for each row counts for all of its values.
  ///
  /// - Throws: `RowError` when there is neither, or a weight is infinite.
  func weights(for values: FeatureValues) throws(RowError) -> [Float] {
    let weights = try floats()
    if let index = weights.firstIndex(of: .infinity) {
      throw RowError(row: self.values.layout.row(ofValue: index), "found weight inf, expected a finite one")
    }
    if self.values.hasRows(like: values) { return weights }
    guard self.values.layout == .fixed(width: 1), weights.count == values.rowCount else {
      throw RowError("the weights are neither one for each value nor one for each row")
    }
    return weights.indices.flatMap { repeatElement(weights[$0], count: values.range(ofRow: $0).count) }
  }
}
