/// Values in five parts of equal numbers, as colours show them; equal values are in the same part, so some may be empty.
struct Levels {
  /// Where each part begins.
  private let starts: [Double]
  /// The least and the largest value of each part; nil of an empty one.
  private var ranges: [ClosedRange<Double>?]

  init(of values: [Double]) {
    let sorted = values.sorted()
    starts = sorted.isEmpty ? [] : (0..<SVGStyle.levels).map { sorted[$0 * sorted.count / SVGStyle.levels] }
    ranges = [ClosedRange<Double>?](repeating: nil, count: starts.count)
    for value in sorted {
      let level = level(of: value)
      ranges[level] = (ranges[level]?.lowerBound ?? value)...value
    }
  }

  /// The part that a value is in.
  func level(of value: Double) -> Int { starts.dropFirst().count { $0 <= value } }

  /// What each part that is not empty has: from its least value to that of the next one, or one value alone.
  var key: [(level: Int, text: String)] {
    let used = ranges.enumerated().compactMap { level, range in range.map { (level: level, range: $0) } }
    guard let first = used.first?.range, let last = used.last?.range else { return [] }
    let spread = last.upperBound - first.lowerBound
    let places = spread < 1 ? 3 : spread < 20 ? 2 : 1
    return used.indices.map { index in
      let (level, range) = used[index]
      let end = index + 1 < used.count ? used[index + 1].range.lowerBound : range.upperBound
      let text = range.lowerBound.fixed(places: places)
      return (
        level, range.lowerBound == range.upperBound ? text : "\(text) to \(end.fixed(places: places))"
      )
    }
  }
}
