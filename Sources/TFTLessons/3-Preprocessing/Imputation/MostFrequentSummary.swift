import RawData

/// The number that occurs most often; of several, the smallest.
///
/// NaN and infinities are left out; without any numbers it is 0. Exact: memory grows with the distinct numbers, up to 64
/// bytes for each.
struct MostFrequentSummary<Value: CountedNumber>: NumberSummary {
  typealias Figure = MostFrequentFigure

  private var table = CountTable()
  private var leftOut = LeftOut()

  mutating func add(_ values: [Value]) {
    for value in values { add(value) }
  }

  mutating func add(_ value: Value) {
    if let key = value.key { table.add(key, 1) } else { Value.count(value, in: &leftOut) }
  }

  mutating func merge(_ other: Self) {
    table.makeRoom(for: other.table)
    other.table.forEach { table.add($0, $1) }
    leftOut.merge(other.leftOut)
  }

  func results(_ figures: [Figure]) -> [Value] {
    var best: (value: Value, count: Int) = (0, 0)
    table.forEach { key, count in
      guard count >= best.count, let value = Value(key: key) else { return }
      if count > best.count || value < best.value { best = (value, count) }
    }
    return figures.map { _ in best.value }
  }

  var notices: [String] {
    (leftOut.notice.map { [$0] } ?? []) + (table.count == 0 ? ["no numbers, the most frequent is 0"] : [])
  }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(table.sorted { $0 }) { encoder, pair in
      encoder.write(pair.key)
      encoder.write(pair.count)
    }
    leftOut.encode(to: &encoder)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    let pairs = try decoder.readList(ofSize: 16) { (decoder) throws(StateError) in
      (key: try decoder.readInteger(UInt64.self), count: try decoder.readKeyCount())
    }
    guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0.key < $1.key }) else {
      throw StateError("found numbers that do not ascend")
    }
    table = CountTable()
    for (key, count) in pairs {
      guard Value(key: key) != nil else { throw StateError("found bits that are no finite number's") }
      table.add(key, count)
    }
    try leftOut.restore(from: &decoder)
  }
}
