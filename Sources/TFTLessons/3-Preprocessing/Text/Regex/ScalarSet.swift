/// A set of Unicode scalars: what one place of a pattern can match.
struct ScalarSet: Equatable, Sendable {
  /// Ascending, with a gap between any two.
  private(set) var ranges: [ClosedRange<UInt32>]

  /// The scalars of `ranges`, which may overlap and come in any order.
  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// `scalar` alone.
  init(_ scalar: UInt32) {
    self.init([scalar...scalar])
  }

  /// Every scalar.
  static let all = ScalarSet([0...0x10FFFF])
  /// Every scalar but the newline.
  static let allButNewline = ScalarSet([0...9, 11...0x10FFFF])
  /// `\d`: ASCII, as in RE2.
  static let digits = ScalarSet([0x30...0x39])
  /// `\w`: ASCII, as in RE2.
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// `\s`: RE2's, which lacks the vertical tab.
  static let spaces = ScalarSet([9...10, 12...13, 32...32])

  /// RE2's ASCII classes `[:name:]`.
  static let named: [String: ScalarSet] = [
    "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
    "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A]),
    "ascii": ScalarSet([0...0x7F]), "blank": ScalarSet([9...9, 32...32]),
    "cntrl": ScalarSet([0...0x1F, 0x7F...0x7F]), "digit": digits, "graph": ScalarSet([0x21...0x7E]),
    "lower": ScalarSet([0x61...0x7A]), "print": ScalarSet([0x20...0x7E]),
    "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    "space": ScalarSet([9...13, 32...32]), "upper": ScalarSet([0x41...0x5A]), "word": word,
    "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]

  /// Whether the set has a scalar beyond ASCII.
  var reachesBeyondASCII: Bool { (ranges.last?.upperBound ?? 0) > 0x7F }

  /// Which of the 64 scalars from `start` on are in the set, a bit each.
  func asciiMembers(from start: UInt32) -> UInt64 {
    (0..<64).reduce(0) { contains(start + $1) ? $0 | 1 << UInt64($1) : $0 }
  }

  /// Whether `scalar` is in the set.
  func contains(_ scalar: UInt32) -> Bool {
    var (start, end) = (0, ranges.count)
    while start < end {
      let middle = (start + end) / 2
      if ranges[middle].upperBound < scalar { start = middle + 1 } else { end = middle }
    }
    return start < ranges.count && ranges[start].lowerBound <= scalar
  }

  /// All scalars that this set does not have.
  var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return ScalarSet(result)
  }

  /// The set with every scalar that differs from one of it in case alone.
  var ignoringCase: ScalarSet {
    var result = ranges
    for orbit in CaseOrbits.all where orbit.contains(where: contains) { result += orbit.map { $0...$0 } }
    return ScalarSet(result)
  }
}
