import RawData

/// How often each integer has been seen. Memory grows with the distinct ones.
struct IntegerCountsAccumulator: Accumulator {
  /// By the integer's bits.
  private var table = CountTable()

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    for value in try inputs[0].int64s() { table.add(UInt64(bitPattern: value), 1) }
  }

  mutating func merge(_ other: IntegerCountsAccumulator) {
    table.makeRoom(for: other.table)
    other.table.forEach { table.add($0, $1) }
  }

  func finish() -> [FeatureValues] {
    let pairs = table.sorted { "\(Int64(bitPattern: $0))" }
    return [
      Int64.constants(pairs.map { Int64(bitPattern: $0.key) }),
      Int64.constants(pairs.map { Int64($0.count) }),
    ]
  }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(table.sorted { $0 }) { encoder, pair in
      encoder.write(pair.key)
      encoder.write(pair.count)
    }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    let pairs = try decoder.readList(ofSize: 16) { (decoder) throws(StateError) in
      (key: try decoder.readInteger(UInt64.self), count: try decoder.readKeyCount())
    }
    guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0.key < $1.key }) else {
      throw StateError("found keys that do not ascend")
    }
    table = CountTable()
    for (key, count) in pairs { table.add(key, count) }
  }
}
