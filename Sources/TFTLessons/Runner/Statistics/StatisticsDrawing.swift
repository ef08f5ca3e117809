import Drawing
import RawData

/// An overview of a data set: one card per feature with a small chart and its figures.
struct StatisticsDrawing {
  private let name: String
  private let statistics: DatasetStatistics
  /// Later rows, drawn as a line over the first ones' bars.
  private let later: DatasetStatistics?

  private static let columns = 4
  private static let gap = 16.0
  private static let margin = 24.0
  private static let top = 66.0

  init(name: String, _ statistics: DatasetStatistics, later: DatasetStatistics? = nil) {
    self.name = name
    self.statistics = statistics
    self.later = later
  }

  /// The picture, for light and dark pages. The same statistics give the same bytes.
  func svg() -> String {
    let count = statistics.features.count
    let columns = min(Self.columns, max(2, count))
    let rows = (count + columns - 1) / columns
    let card = FeatureCard.size
    let size = Size(
      width: Self.margin * 2 + Double(columns) * (card.width + Self.gap) - Self.gap,
      height: Self.top + Double(rows) * (card.height + Self.gap) - Self.gap + Self.margin
    )
    let title = "\(name): \(statistics.rowCount) rows"
    var document = SVGDocument(title: title, description: description, size: size)
    document.text(title, at: Point(x: Self.margin, y: 32), class: "heading")
    drawKey(in: &document, right: size.width - Self.margin)
    for (index, feature) in statistics.features.enumerated() {
      let origin = Point(
        x: Self.margin + Double(index % columns) * (card.width + Self.gap),
        y: Self.top + Double(index / columns) * (card.height + Self.gap)
      )
      FeatureCard(feature, later: later?[feature.name], origin: origin).draw(in: &document)
    }
    return document.finished()
  }

  private func drawKey(in document: inout SVGDocument, right: Double) {
    let y = 51.0
    let text = "Numbers: the range around the median, and the share outside it. Strings: the most frequent."
    document.text(text, at: Point(x: Self.margin, y: y), class: "small muted")
    guard let later else { return }
    let text2 = "\(later.rowCount) later rows"
    let left = right - 6.5 * Double(text2.count)
    let ends = [Point(x: left - 28, y: 28), Point(x: left - 8, y: 28)]
    document.path(SVGPath(through: ends), class: "curve series1")
    document.text(text2, at: Point(x: right, y: 32), class: "small end fill series1")
  }

  private var description: String {
    statistics.features.map { feature in
      let missing = "\(feature.missingCount) of \(feature.rowCount) missing"
      guard let numeric = feature.numeric else {
        return
          "\(feature.name): \(feature.type.rawValue), \(missing), \(StatisticsReport.unique(feature)) different."
      }
      return
        "\(feature.name): \(feature.type.rawValue), \(missing), from \(feature.text(of: numeric.min)) to "
        + "\(feature.text(of: numeric.max)), mean \(numeric.mean.decimal(places: 3))."
    }.joined(separator: "\n")
  }
}
