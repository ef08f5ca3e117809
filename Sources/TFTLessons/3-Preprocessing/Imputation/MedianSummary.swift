import RawData

/// The middle one of some numbers in ascending order; of an even number, the mean of the two middle ones.
///
/// NaN and infinities are left out; without any numbers it is 0. Exact up to 65,536 distinct numbers; beyond them the
/// numbers are truncated as `ValueCounts` does, and the notice states the error. Up to 5 MB of memory.
struct MedianSummary: NumberSummary {
  enum Figure: String, Sendable {
    case median
  }

  private var counts = ValueCounts()
  private var leftOut = LeftOut()

  mutating func add(_ values: [Float]) {
    counts.add(values)
    leftOut.add(values)
  }

  mutating func add(_ value: Float) {
    counts.add(one: value)
    leftOut.add(value)
  }

  mutating func merge(_ other: MedianSummary) {
    counts.merge(other.counts)
    leftOut.merge(other.leftOut)
  }

  func results(_ figures: [Figure]) -> [Float] {
    let distribution = counts.finish()
    let count = distribution.count
    guard count > 0 else { return figures.map { _ in 0 } }
    let (lower, upper) = (
      distribution.value(atRank: (count - 1) / 2), distribution.value(atRank: count / 2)
    )
    return figures.map { _ in Float((lower + upper) / 2) }
  }

  var notices: [String] {
    var notices = leftOut.notice.map { [$0] } ?? []
    if counts.isEmpty { notices.append("no numbers, the median is 0") }
    if !counts.isExact {
      notices.append(
        "more than \(counts.limit) distinct numbers, counted with a relative error below \(counts.relativeError)"
      )
    }
    return notices
  }

  func encode(to encoder: inout StateEncoder) {
    counts.encode(to: &encoder)
    leftOut.encode(to: &encoder)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try counts.restore(from: &decoder)
    try leftOut.restore(from: &decoder)
  }
}
