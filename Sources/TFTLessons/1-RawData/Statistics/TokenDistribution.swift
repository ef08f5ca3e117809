/// The distinct strings of a feature, most frequent first, and how often each occurs; or a sample of them.
public struct TokenDistribution: Equatable, Sendable {
  /// The strings: by count, descending, then by bytes, descending.
  public let tokens: ByteStrings
  /// How often each occurs, in the order of `tokens`.
  public let counts: [Int]
  /// The strings are those whose hash begins with so many zero bits: 0 for all of them. See `TokenCounts`.
  public let level: Int

  /// Whether these are all strings, not a sample.
  public var isExact: Bool { level == 0 }

  /// How many distinct strings there are, or about are.
  public var unique: UniqueCount {
    let scale = Double(sign: .plus, exponent: level, significand: 1)
    let kept = Double(counts.count)
    return UniqueCount(
      estimate: Int(exactly: kept * scale) ?? Int.max,
      standardError: (kept * (1 - 1 / scale)).squareRoot() * scale,
      isExact: isExact
    )
  }

  /// The number of occurrences by string.
  var countsByToken: [[UInt8]: Int] {
    var result: [[UInt8]: Int] = [:]
    for (index, count) in counts.enumerated() { result[Array(tokens[index])] = count }
    return result
  }
}
