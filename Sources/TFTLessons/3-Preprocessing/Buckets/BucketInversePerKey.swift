import RawData

/// What stands for each bucket of its key: its edges or its middle. Inputs: the buckets, their keys, the keys that have
/// boundaries, and these keys' boundaries, one key's after the other's.
struct BucketInversePerKey: Mapper {
  private static let suffix = "_per_key"

  let result: BucketInverse.Result
  private let keys: KeyIndex
  /// For each key the numbers of its buckets, end to end.
  private let values: [[Float]]
  var name: String { result.rawValue + Self.suffix }

  init(_ result: BucketInverse.Result) {
    self.init(result, keys: KeyIndex(), values: [])
  }

  /// The mapper called `name`, if there is one.
  init?(name: String) {
    guard name.hasSuffix(Self.suffix),
      let result = BucketInverse.Result(rawValue: String(name.dropLast(Self.suffix.count)))
    else { return nil }
    self.init(result)
  }

  private init(_ result: BucketInverse.Result, keys: KeyIndex, values: [[Float]]) {
    self.result = result
    self.keys = keys
    self.values = values
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64, .string, .string, .float32] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { BucketInverse(result).shape(of: inputs) }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    let table = try BoundariesPerKey(keys: constants[2], boundaries: constants[3])
    var values: [[Float]] = []
    for own in table.boundaries { values.append(try BucketInverse.values(result, own)) }
    return BucketInversePerKey(result, keys: table.keys, values: values)
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let width = result.width
    let buckets = try inputs[0].int64s()
    let numbers = keys.find(try inputs[1].keys(for: inputs[0].values))
    var results: [Float] = []
    results.reserveCapacity(buckets.count * width)
    for (index, key) in numbers.enumerated() {
      guard key >= 0 else {
        results += result == .range ? [-.infinity, .infinity] : [.nan]
        continue
      }
      let count = Int64(values[key].count / width)
      guard 0..<count ~= buckets[index] else {
        let row = inputs[0].values.layout.row(ofValue: index)
        throw RowError(row: row, "found bucket \(buckets[index]), expected 0 ... \(count - 1)")
      }
      results += values[key][Int(buckets[index]) * width..<(Int(buckets[index]) + 1) * width]
    }
    return FeatureValues(.float32(results), layout: inputs[0].values.layout.multiplied(by: width))
  }
}
