import Drawing
import RawData

/// One feature in the overview: name, type, missing share, a small chart, figures.
struct FeatureCard {
  static let size = Size(width: 264, height: 204)
  private static let padding = 14.0

  private let feature: FeatureStatistics
  private let later: FeatureStatistics?
  private let origin: Point

  init(_ feature: FeatureStatistics, later: FeatureStatistics?, origin: Point) {
    self.feature = feature
    self.later = later
    self.origin = origin
  }

  /// The area of the chart.
  private var plot: Rectangle {
    Rectangle(
      origin: Point(x: left, y: origin.y + 52),
      size: Size(width: Self.size.width - 2 * Self.padding, height: 84)
    )
  }

  private var left: Double { origin.x + Self.padding }
  private var right: Double { origin.x + Self.size.width - Self.padding }

  func draw(in document: inout SVGDocument) {
    document.rectangle(Rectangle(origin: origin, size: Self.size), radius: 8, class: "tag")
    let name = StatisticsReport.shortened(feature.name, to: 24)
    document.text(name, at: Point(x: left, y: origin.y + 24), class: "name ink")
    document.text(feature.type.rawValue, at: Point(x: right, y: origin.y + 24), class: "small end muted")
    document.text(presence, at: Point(x: left, y: origin.y + 41), class: "small muted")
    document.text(unique, at: Point(x: right, y: origin.y + 41), class: "small end muted")
    switch feature.values {
    case .numeric(let numeric): draw(numeric, in: &document)
    case .string(let string): draw(string, in: &document)
    }
  }

  private var presence: String {
    feature.missingCount == 0
      ? "none missing" : "\(Self.percent(feature.missingCount, of: feature.rowCount)) missing"
  }

  private var unique: String {
    let isEachDifferent = feature.unique.isExact && feature.unique.estimate == feature.valueCount
    return isEachDifferent ? "all different" : "\(StatisticsReport.unique(feature)) different"
  }

  private func draw(_ numeric: NumericStatistics, in document: inout SVGDocument) {
    guard numeric.finiteCount > 0 else {
      return document.text("no numbers", at: plot.center, class: "small middle muted")
    }
    let bins = SmallHistogram.bins(for: numeric)
    let chart = SmallHistogram(bins: bins, plot: plot)
    let shares = bins.shares(of: numeric.distribution)
    let laterShares = later?.numeric.map { bins.shares(of: $0.distribution) }
    chart.draw(shares, later: laterShares, in: &document)
    let y = plot.bottom + 14
    document.text(feature.text(of: bins.low), at: Point(x: left, y: y), class: "small muted")
    document.text(feature.text(of: bins.high), at: Point(x: right, y: y), class: "small end muted")
    let outside = numeric.finiteCount - numeric.distribution.count(in: bins.low...bins.high)
    if outside > 0 {
      let text = "\(Self.percent(outside, of: numeric.finiteCount)) outside"
      document.text(text, at: Point(x: plot.center.x, y: y), class: "small middle fill series1")
    }
    drawFigures(
      [
        ("min", feature.text(of: numeric.min)), ("mean", numeric.mean.decimal(places: 2)),
        ("max", feature.text(of: numeric.max)),
      ],
      in: &document
    )
  }

  /// The most frequent strings, with bars for their shares of all values.
  private func draw(_ string: StringStatistics, in document: inout SVGDocument) {
    let top = feature.topValues(4)
    let rowHeight = plot.size.height / 4
    for (index, value) in top.enumerated() {
      let y = plot.top + Double(index) * rowHeight
      let width = plot.size.width * Double(value.count) / Double(feature.valueCount)
      if width >= 1 {
        let bar = Rectangle(origin: Point(x: left, y: y + 15), size: Size(width: width, height: 3.5))
        document.rectangle(bar, radius: min(1.5, width / 2), class: "fill series0")
      }
      let text = StatisticsReport.shortened(value.text, to: 28)
      document.text(text, at: Point(x: left, y: y + 11), class: "small ink")
      document.text("\(value.count)×", at: Point(x: right, y: y + 11), class: "small end muted")
    }
    drawFigures(
      [
        ("shortest", "\(string.minLength) B"), ("mean", "\(string.meanLength.decimal()) B"),
        ("longest", "\(string.maxLength) B"),
      ],
      in: &document
    )
  }

  /// Three figures at the card's foot.
  private func drawFigures(_ figures: [(name: String, value: String)], in document: inout SVGDocument) {
    let places = [(left, "start"), (plot.center.x, "middle"), (right, "end")]
    for (figure, place) in zip(figures, places) {
      let (x, anchor) = place
      document.text(figure.name, at: Point(x: x, y: plot.bottom + 38), class: "small \(anchor) muted")
      document.text(figure.value, at: Point(x: x, y: plot.bottom + 53), class: "number \(anchor) ink")
    }
  }

  private static func percent(_ count: Int, of total: Int) -> String {
    let percent = 100 * Double(count) / Double(max(1, total))
    return percent < 0.1 ? "< 0.1 %" : "\(percent.decimal()) %"
  }
}
