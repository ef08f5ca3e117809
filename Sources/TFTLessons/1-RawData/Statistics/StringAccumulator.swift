/// Gathers `StringStatistics`, batch by batch.
struct StringAccumulator: Equatable, Sendable {
  private var tokens = TokenCounts()
  private var count = 0
  private var totalLength = 0
  private var minLength = Int.max
  private var maxLength = 0

  mutating func add(_ strings: ByteStrings) {
    tokens.add(strings)
    count += strings.count
    totalLength += strings.bytes.count
    for index in 0..<strings.count {
      let length = strings.offsets[index + 1] - strings.offsets[index]
      minLength = min(minLength, length)
      maxLength = max(maxLength, length)
    }
  }

  mutating func merge(_ other: StringAccumulator) {
    tokens.merge(other.tokens)
    count += other.count
    totalLength += other.totalLength
    minLength = min(minLength, other.minLength)
    maxLength = max(maxLength, other.maxLength)
  }

  func finish() -> StringStatistics {
    StringStatistics(
      minLength: count > 0 ? minLength : 0,
      maxLength: maxLength,
      totalLength: totalLength,
      distribution: tokens.finish(),
      count: count
    )
  }
}
