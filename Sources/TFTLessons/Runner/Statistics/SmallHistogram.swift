import Drawing
import RawData

/// The bars of one feature's numbers, and a line for the later rows.
struct SmallHistogram {
  /// Where the bars are: over values of their own, or over a range.
  struct Bins {
    let low: Double
    let high: Double
    let count: Int
    /// Whether each bin stands for one whole number.
    let areIntegers: Bool

    /// The share of all numbers that each bin has.
    func shares(of distribution: ValueDistribution) -> [Double] {
      let total = Double(max(1, distribution.count))
      if areIntegers {
        return (0..<count).map { offset in
          let value = low + Double(offset)
          return Double(distribution.count(in: value...value)) / total
        }
      }
      return Histogram(distribution, bins: count, over: low...high).bins.map { Double($0.count) / total }
    }
  }

  let bins: Bins
  let plot: Rectangle

  /// Bars over what is within five interquartile ranges of the median, one for each value of few whole
  /// numbers.
  static func bins(for numeric: NumericStatistics) -> Bins {
    let (quartiles, deciles) = (numeric.quantiles(4), numeric.deciles)
    let spread = 5 * max(quartiles[3] - quartiles[1], (deciles[9] - deciles[1]) / 2)
    let wanted =
      spread > 0 ? (numeric.median - spread)...(numeric.median + spread) : numeric.min...numeric.max
    let near = numeric.distribution.values.filter { wanted.contains($0) }
    let (first, last) = (near.first ?? numeric.min, near.last ?? numeric.max)
    let areWhole = near.allSatisfy { $0.magnitude < 1e9 && Double(Int($0)) == $0 }
    if areWhole && last - first < 40 {
      return Bins(low: first, high: last, count: Int(last - first) + 1, areIntegers: true)
    }
    // A few strays at the ends would leave most of the chart empty.
    let ends = numeric.quantiles(200)
    let (low, high) = (max(first, ends[1]), min(last, ends[199]))
    return Bins(low: low, high: high, count: low < high ? 34 : 1, areIntegers: false)
  }

  func draw(_ shares: [Double], later: [Double]?, in document: inout SVGDocument) {
    let highest = max((shares + (later ?? [])).max() ?? 0, 1e-12)
    let width = plot.size.width / Double(bins.count)
    let gap = min(4, width * 0.18)
    for (index, share) in shares.enumerated() where share > 0 {
      let height = max(0.8, plot.size.height * share / highest)
      let origin = Point(x: plot.left + Double(index) * width + gap / 2, y: plot.bottom - height)
      let bar = Rectangle(origin: origin, size: Size(width: width - gap, height: height))
      document.rectangle(bar, radius: min(1.5, height / 2), class: "fill series0")
    }
    let ground = [Point(x: plot.left, y: plot.bottom), Point(x: plot.right, y: plot.bottom)]
    document.path(SVGPath(through: ground), class: "line")
    guard let later else { return }
    let steps = later.enumerated().flatMap { index, share in
      let y = plot.bottom - plot.size.height * share / highest
      return [
        Point(x: plot.left + Double(index) * width, y: y),
        Point(x: plot.left + Double(index + 1) * width, y: y),
      ]
    }
    document.path(SVGPath(through: steps), class: "curve series1")
  }
}
