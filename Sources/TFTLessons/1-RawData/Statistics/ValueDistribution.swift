/// The distinct numbers of a feature in ascending order, and how often each occurs.
public struct ValueDistribution: Equatable, Sendable {
  /// The distinct numbers, ascending.
  public let values: [Double]
  /// `cumulative[i]` numbers come before `values[i]`; one more entry than there are values.
  private let cumulative: [Int]
  /// What the relative error of every value is below; 0 when they are exact. See `ValueCounts`.
  public let relativeError: Double

  /// A distribution of distinct values in ascending order.
  init(_ pairs: [(value: Double, count: Int)], relativeError: Double = 0) {
    values = pairs.map(\.value)
    var sum = 0
    cumulative =
      [0]
      + pairs.map {
        sum += $0.count
        return sum
      }
    self.relativeError = relativeError
  }

  /// How many numbers there are, repetitions included.
  public var count: Int { cumulative.last ?? 0 }

  /// How often `values[index]` occurs.
  public func count(at index: Int) -> Int { cumulative[index + 1] - cumulative[index] }

  /// How many numbers are below `bound`.
  ///
  /// - Complexity: O(log n)
  public func count(below bound: Double) -> Int { cumulative[values.partition { $0 >= bound }] }

  /// How many numbers are at most `bound`.
  ///
  /// - Complexity: O(log n)
  public func count(upTo bound: Double) -> Int { cumulative[values.partition { $0 > bound }] }

  /// How many numbers lie in `range`, both ends included.
  public func count(in range: ClosedRange<Double>) -> Int {
    count(upTo: range.upperBound) - count(below: range.lowerBound)
  }

  /// The boundaries that divide the numbers into `parts` parts of equal size; `parts + 1` of them, empty
  /// without numbers.
  ///
  /// TFT's rule: boundary k is `sorted[min(floor(k · N / parts), N - 1)]`, so each is one of the numbers.
  public func quantiles(_ parts: Int) -> [Double] {
    guard count > 0 else { return [] }
    return (0...parts).map { part in value(atRank: min(part * count / parts, count - 1)) }
  }

  /// The number at place `rank` of all numbers in ascending order, repetitions included.
  ///
  /// - Precondition: `rank` is in `0 ..< count`.
  package func value(atRank rank: Int) -> Double { values[index(ofRank: rank)] }

  /// Which of `values` is at place `rank` of all numbers in ascending order, repetitions included.
  ///
  /// - Precondition: `rank` is in `0 ..< count`.
  package func index(ofRank rank: Int) -> Int { cumulative.partition { $0 > rank } - 1 }

  /// The `count` numbers that occur most often, ties broken by the larger number.
  func top(_ count: Int) -> [(value: Double, count: Int)] {
    let order = values.indices.sorted { left, right in
      let (first, second) = (self.count(at: left), self.count(at: right))
      return first != second ? first > second : left > right
    }
    return order.prefix(count).map { (values[$0], self.count(at: $0)) }
  }
}

extension Array {
  /// The first index whose element, and every one behind it, fulfils `condition`; `count` when none does.
  package func partition(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
