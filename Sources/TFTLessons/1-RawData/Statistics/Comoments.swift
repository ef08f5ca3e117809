/// Means and covariances of the elements of vectors, from exact sums of the elements and of their products.
///
/// covariance(i, j) = (N · S(ij) - S(i) · S(j)) / N², that of a population, as in TFT. The difference of exact integers is
/// exact, and the one rounding is that of the quotient. See `Moments`, which it is on the diagonal.
///
/// - Complexity: O(width²) per vector, and 0.5 kB of memory for each pair of elements.
package struct Comoments: Equatable, Sendable {
  /// How many elements a vector has.
  package let width: Int
  /// How many vectors were added.
  package private(set) var count = 0
  private var sums: [ExactSum]
  /// Of the pairs (0, 0), (0, 1) ... (1, 1), (1, 2) ...
  private var products: [ExactSum]

  /// The moments of no vectors.
  package init(width: Int) {
    self.width = width
    sums = [ExactSum](repeating: ExactSum(), count: width)
    products = [ExactSum](repeating: ExactSum(), count: width * (width + 1) / 2)
  }

  /// Adds vectors that lie end to end.
  ///
  /// - Precondition: the number of `values` is a multiple of the width.
  package mutating func add(_ values: [Float]) {
    precondition(values.count % width == 0, "\(values.count) values are no vectors of \(width)")
    for row in stride(from: 0, to: values.count, by: width) {
      var pair = 0
      for i in 0..<width {
        let value = Double(values[row + i])
        sums[i].add(value)
        for j in i..<width {
          // A product of two `float32` is exact as a double.
          products[pair].add(value * Double(values[row + j]))
          pair += 1
        }
      }
    }
    count += values.count / width
  }

  /// Adds all that `other` has seen.
  ///
  /// - Precondition: both are of the same width.
  package mutating func merge(_ other: Comoments) {
    precondition(width == other.width, "moments of \(width) elements met those of \(other.width)")
    count += other.count
    for index in sums.indices { sums[index].merge(other.sums[index]) }
    for index in products.indices { products[index].merge(other.products[index]) }
  }

  /// Whether no element of any vector was a NaN or an infinity.
  package var isFinite: Bool { sums.allSatisfy(\.isFinite) }

  /// The covariance of elements `i` and `j`, exactly rounded: 0 without vectors, NaN when one of the two elements has been
  /// NaN or infinite in any vector.
  package func covariance(_ i: Int, _ j: Int) -> Double {
    guard count > 0 else { return 0 }
    guard sums[i].isFinite, sums[j].isFinite else { return .nan }
    let (first, second) = (min(i, j), max(i, j))
    // Before the pairs of `first` come width, width - 1 ... of them.
    let pair = first * width - first * (first - 1) / 2 + second - first
    let divisor = UInt64(count)
    let scaled = products[pair].wideInteger.multiplied(by: divisor).shiftedLeft(by: -ExactSum.unitExponent)
    return (scaled - sums[i].wideInteger * sums[j].wideInteger)
      .rounded(dividedBy: [divisor, divisor], scaledBy: 2 * ExactSum.unitExponent)
  }

  /// Writes count, sums and sums of products.
  package func encode(to encoder: inout StateEncoder) {
    encoder.write(count)
    for sum in sums + products { sum.encode(to: &encoder) }
  }

  /// Becomes what `encode(to:)` has written of vectors of the same width.
  package mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var restored = Comoments(width: width)
    restored.count = try decoder.readRowCount()
    for index in sums.indices { try restored.sums[index].restore(from: &decoder) }
    for index in products.indices { try restored.products[index].restore(from: &decoder) }
    self = restored
  }
}

extension ExactSum {
  /// Whether neither a NaN nor an infinity was added.
  fileprivate var isFinite: Bool {
    nanCount == 0 && positiveInfinityCount == 0 && negativeInfinityCount == 0
  }
}
