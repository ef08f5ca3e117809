import RawData

/// How often each text has been seen. Memory grows with the distinct ones.
struct TextCountsAccumulator: Accumulator {
  private var keys = KeyIndex()
  /// By the key's number.
  private var counts: [Int] = []

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    for number in insert(try inputs[0].strings()) { counts[number] += 1 }
  }

  private mutating func insert(_ names: ByteStrings) -> [Int] {
    let numbers = keys.insert(names)
    counts += repeatElement(0, count: keys.count - counts.count)
    return numbers
  }

  mutating func merge(_ other: TextCountsAccumulator) {
    for (index, number) in insert(other.keys.keys).enumerated() { counts[number] += other.counts[index] }
  }

  func finish() -> [FeatureValues] {
    let order = keys.order
    var names = ByteStrings()
    for number in order { names.append(keys.keys[number]) }
    return [
      FeatureValues(.string(names), layout: .fixed(width: max(1, names.count))),
      Int64.constants(order.map { Int64(counts[$0]) }),
    ]
  }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(keys.order) { encoder, number in
      encoder.write(bytes: keys.keys[number])
      encoder.write(counts[number])
    }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var names = ByteStrings()
    counts = try decoder.readList(ofSize: 16) { (decoder) throws(StateError) in
      names.append(try decoder.readBytes())
      return try decoder.readKeyCount()
    }
    keys = KeyIndex()
    _ = keys.insert(names)
    guard keys.count == counts.count else { throw StateError("found a key twice") }
  }
}
