import RawData

/// The boundaries between parts of equal size of the values of each key. Inputs: the values, their keys and, when there
/// are some, their weights. Results: the keys in the order of their bytes, and the boundaries, key by key.
struct QuantilesPerKeyAnalyzer: Analyzer {
  let name = "quantiles_per_key"
  let resultNames = ["keys", "boundaries"]
  let buckets: Int
  let distinctLimit: Int
  let isWeighted: Bool

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("buckets", FeatureValues([Int64(buckets)])),
      ("distinct_limit", FeatureValues([Int64(distinctLimit)])),
    ]
  }

  /// Not how many buckets: any number of them is found in the same counts.
  var accumulatorParameters: [(name: String, value: FeatureValues)] {
    parameters.filter { $0.name != "buckets" }
  }

  func makeAccumulator() -> any Accumulator {
    QuantilesPerKeyAccumulator(
      buckets: buckets,
      empty: QuantileCounts(distinctLimit: distinctLimit, isWeighted: isWeighted)
    )
  }
}

/// The distinct values seen so far, by key. Memory grows with the keys.
struct QuantilesPerKeyAccumulator: Accumulator {
  let buckets: Int
  /// The counts of a key that has not been seen.
  private let empty: QuantileCounts
  private var keys = KeyIndex()
  /// By the key's number.
  private var counts: [QuantileCounts] = []

  init(buckets: Int, empty: QuantileCounts) {
    self.buckets = buckets
    self.empty = empty
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    let values = inputs[0].values
    let weights = inputs.count > 2 ? try inputs[2].weights(for: values) : nil
    let numbers = insert(try inputs[1].keys(for: values))
    switch values.storage {
    case .float32(let values):
      for (index, number) in numbers.enumerated() { counts[number].add(one: values[index], weights?[index]) }
    case .int64(let values):
      for (index, number) in numbers.enumerated() { counts[number].add(one: values[index], weights?[index]) }
    case .string: throw RowError("found string, expected float32 or int64")
    }
  }

  private mutating func insert(_ names: ByteStrings) -> [Int] {
    let numbers = keys.insert(names)
    counts += repeatElement(empty, count: keys.count - counts.count)
    return numbers
  }

  mutating func merge(_ other: QuantilesPerKeyAccumulator) {
    for (index, number) in insert(other.keys.keys).enumerated() { counts[number].merge(other.counts[index]) }
  }

  func finish() -> [FeatureValues] {
    var names = ByteStrings()
    var boundaries: [Float] = []
    for number in keys.order {
      names.append(keys.keys[number])
      boundaries += counts[number].quantiles(buckets)
    }
    return [
      FeatureValues(.string(names), layout: .fixed(width: max(1, names.count))),
      FeatureValues(.float32(boundaries), layout: .fixed(width: max(1, boundaries.count))),
    ]
  }

  /// A few for all keys, of which there may be many.
  var notices: [String] {
    if counts.isEmpty { return ["no keys, every bucket is -1"] }
    let empty = counts.count { $0.isEmpty }
    let repeated = counts.count { !$0.isEmpty && $0.emptyBuckets(buckets) > 0 }
    let exponents = counts.compactMap(\.errorExponent)
    var notices: [String] = []
    if repeated > 0 {
      notices.append(
        "equal boundaries, so that some of the \(buckets) buckets stay empty, for \(ofKeys(repeated))"
      )
    }
    if empty > 0 { notices.append("no values, all boundaries are 0, for \(ofKeys(empty))") }
    if let largest = exponents.max() {
      notices.append(
        "more distinct values than the limit, boundaries are off by less than 2^\(largest) of their magnitude, for "
          + ofKeys(exponents.count)
      )
    }
    return notices
  }

  private func ofKeys(_ count: Int) -> String { "\(count) of \(counts.count) keys" }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(keys.order) { encoder, number in
      encoder.write(bytes: keys.keys[number])
      counts[number].encode(to: &encoder)
    }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var names = ByteStrings()
    counts = try decoder.readList(ofSize: 16) { (decoder) throws(StateError) in
      names.append(try decoder.readBytes())
      var own = empty
      try own.restore(from: &decoder)
      return own
    }
    keys = KeyIndex()
    _ = keys.insert(names)
    guard keys.count == counts.count else { throw StateError("found a key twice") }
  }
}
