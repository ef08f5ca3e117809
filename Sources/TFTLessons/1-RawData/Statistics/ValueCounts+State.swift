extension ValueCounts {
  /// Writes the counts: the same bytes for the same numbers, whatever their order.
  package func encode(to encoder: inout StateEncoder) {
    encoder.write(droppedBits)
    encoder.write(usedBits)
    encoder.write(hasRoundedIntegers)
    encoder.write(smallest)
    encoder.write(largest)
    encoder.write(table.sorted { $0 }) { encoder, pair in
      encoder.write(pair.key)
      encoder.write(pair.count)
    }
  }

  /// Becomes the counts that `encode(to:)` has written, of a `ValueCounts` with this one's limit.
  package mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var counts = ValueCounts(limit: limit)
    counts.droppedBits = try decoder.readInt()
    guard 0...52 ~= counts.droppedBits else {
      throw StateError("found \(counts.droppedBits) dropped bits, expected 0 ... 52")
    }
    counts.usedBits = try decoder.readInteger()
    counts.hasRoundedIntegers = try decoder.readBool()
    counts.smallest = try decoder.readDouble()
    counts.largest = try decoder.readDouble()
    let pairs = try decoder.readList(ofSize: 16) { (decoder) throws(StateError) in
      (key: try decoder.readInteger(UInt64.self), count: try decoder.readInt())
    }
    try counts.check(pairs)
    for (key, count) in pairs { counts.table.add(key, count) }
    self = counts
  }

  /// The largest total that is taken in: no data has so many rows, and sums of such totals do not overflow.
  private static let largestTotal = 1 << 56

  private func check(_ pairs: [(key: UInt64, count: Int)]) throws(StateError) {
    guard pairs.count <= limit else {
      throw StateError("found \(pairs.count) distinct numbers, expected at most \(limit)")
    }
    guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0.key < $1.key }) else {
      throw StateError("found distinct numbers that do not ascend")
    }
    guard pairs.allSatisfy({ $0.key & ~mask == 0 && Double(bitPattern: $0.key).isFinite }) else {
      throw StateError("found a number that is not finite, or has more bits than were kept")
    }
    var total = 0
    for (_, count) in pairs {
      guard 1...Self.largestTotal ~= count, total + count <= Self.largestTotal else {
        throw StateError("found a count of \(count) after a total of \(total)")
      }
      total += count
    }
    guard pairs.isEmpty ? smallest == .infinity && largest == -.infinity : smallest <= largest else {
      throw StateError("found extremes \(smallest) and \(largest) of \(pairs.count) distinct numbers")
    }
  }
}

extension ValueCounts {
  /// Whether no number was counted.
  package var isEmpty: Bool { table.count == 0 }
}
