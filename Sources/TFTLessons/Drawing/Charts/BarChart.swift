/// Bars from left to right, one for each name, such as the importance of features.
public struct BarChart: Sendable {
  private let title: String
  private let valueLabel: String
  private let bars: [(name: String, value: Double)]

  private static let rowHeight = 19.0
  private static let width = 420.0
  private static let top = 64.0

  /// Makes a chart.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - valueLabel: what the bars' lengths are, with their unit.
  ///   - bars: per bar its name and value, from the top; those that are undefined or infinite are left out.
  public init(title: String, valueLabel: String, bars: [(name: String, value: Double)]) {
    self.title = title
    self.valueLabel = valueLabel
    self.bars = bars.filter { $0.value.magnitude < 1e300 }
  }

  /// The chart as an SVG picture for light and dark pages. The same data gives the same bytes.
  public func svg() -> String {
    let texts = bars.map { $0.value.fixed(places: 3) }
    let names = Double(bars.map(\.name.columns).max() ?? 0) * SVGStyle.nameCharacterWidth
    let numbers = Double(texts.map(\.columns).max() ?? 0) * SVGStyle.smallCharacterWidth + 8
    // Bars below zero, where there are any, need their share of the width, and their numbers room on the left.
    let (least, most) = (min(0, bars.map(\.value).min() ?? 0), max(0, bars.map(\.value).max() ?? 0))
    let scale = Self.width / max(most - least, 1e-300)
    let zero = 24 + names + 10 + (least < 0 ? numbers : 0) - least * scale
    let heading =
      48
      + max(
        Double(title.columns) * SVGStyle.headingCharacterWidth,
        Double(valueLabel.columns) * SVGStyle.smallCharacterWidth
      )
    let size = Size(
      width: max(zero + most * scale + numbers + 24, heading),
      height: Self.top + Double(max(1, bars.count)) * Self.rowHeight + 24
    )
    var document = SVGDocument(title: title, description: description, size: size)
    document.text(title, at: Point(x: 24, y: 30), class: "heading")
    document.text(valueLabel, at: Point(x: 24, y: 50), class: "small muted")
    for (index, bar) in bars.enumerated() {
      let y = Self.top + Double(index) * Self.rowHeight
      document.text(bar.name, at: Point(x: 24 + names, y: y + 13), class: "name end ink")
      let length = bar.value.magnitude * scale
      let left = bar.value < 0 ? zero - length : zero
      let rectangle = Rectangle(
        origin: Point(x: left, y: y + 3),
        size: Size(width: max(0.8, length), height: 13)
      )
      document.rectangle(rectangle, radius: min(2, length / 2), class: "fill series\(bar.value < 0 ? 1 : 0)")
      let place = Point(x: bar.value < 0 ? left - 5 : zero + length + 5, y: y + 13.5)
      document.text(texts[index], at: place, class: "small \(bar.value < 0 ? "end " : "")muted")
    }
    if bars.isEmpty { document.text("no data", at: Point(x: 24, y: Self.top + 13), class: "small muted") }
    return document.finished()
  }

  private var description: String {
    ([valueLabel + "."] + bars.map { "\($0.name): \($0.value.fixed(places: 3))." }).joined(separator: "\n")
  }
}
