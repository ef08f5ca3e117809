/// A map whose cells have a text and a colour, such as places and the ids that they are given.
public struct CellMap: Sendable {
  /// A cell of the map.
  public struct Cell: Sendable {
    /// Its number from the left and from the bottom.
    public var column, row: Int
    /// What stands in it.
    public var text: String
    /// What it is: an index of `kinds`.
    public var kind: Int

    /// A cell of a map.
    public init(column: Int, row: Int, text: String, kind: Int) {
      (self.column, self.row, self.text, self.kind) = (column, row, text, kind)
    }
  }

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let kinds: [String]
  private let cells: [Cell]
  private let xEdges: [Double]
  private let yEdges: [Double]
  private let places: [(x: Double, y: Double, text: String)]

  private static let cellSize = Size(width: 46, height: 30)

  /// Makes a map.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what x is, with its unit.
  ///   - yLabel: what y is, with its unit.
  ///   - kinds: what the colours say, four at most.
  ///   - cells: in any order.
  ///   - xEdges: the edges of the columns, at even distances; one more than there are columns.
  ///   - yEdges: the same of the rows, from the bottom.
  ///   - places: dots with a name each.
  public init(
    title: String,
    xLabel: String,
    yLabel: String,
    kinds: [String],
    cells: [Cell],
    xEdges: [Double],
    yEdges: [Double],
    places: [(x: Double, y: Double, text: String)] = []
  ) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.kinds, self.cells, self.places) = (kinds, cells, places)
    (self.xEdges, self.yEdges) = (xEdges, yEdges)
  }

  /// The map as an SVG picture for light and dark pages.
  public func svg() -> String {
    let plot = Size(
      width: Double(max(1, xEdges.count - 1)) * Self.cellSize.width,
      height: Double(max(1, yEdges.count - 1)) * Self.cellSize.height
    )
    let keyWidth = Double(kinds.map(\.columns).max() ?? 0) * SVGStyle.smallCharacterWidth
    let corners = zip([xEdges.first, xEdges.last], [yEdges.first, yEdges.last]).compactMap { x, y in
      x.flatMap { x in y.map { Point(x: x, y: $0) } }
    }
    let frame = ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      points: corners,
      rightMargin: 44 + keyWidth,
      endsOnTicks: false,
      yEndsOnTicks: false,
      plotSize: plot
    )
    var document = frame.document(description: description)
    for cell in cells { draw(cell, frame, in: &document) }
    for place in places { draw(place, frame, in: &document) }
    for (index, kind) in kinds.enumerated() {
      let y = frame.plot.top + 8 + Double(index) * 20
      let swatch = Rectangle(
        origin: Point(x: frame.plot.right + 18, y: y - 10),
        size: Size(width: 14, height: 12)
      )
      document.rectangle(swatch, radius: 3, class: "box \(Self.fill(index))")
      document.text(kind, at: Point(x: swatch.right + 6, y: y), class: "small muted")
    }
    return document.finished()
  }

  private func draw(_ cell: Cell, _ frame: ChartFrame, in document: inout SVGDocument) {
    let place = Rectangle(
      origin: Point(
        x: frame.plot.left + Double(cell.column) * Self.cellSize.width + 1,
        y: frame.plot.bottom - Double(cell.row + 1) * Self.cellSize.height + 1
      ),
      size: Size(width: Self.cellSize.width - 2, height: Self.cellSize.height - 2)
    )
    let fill = Self.fill(cell.kind)
    document.rectangle(place, radius: 3, class: "box \(fill)")
    let center = place.center
    document.text(cell.text, at: Point(x: center.x, y: center.y + 4), class: "small middle on-\(fill)")
  }

  private func draw(
    _ place: (x: Double, y: Double, text: String),
    _ frame: ChartFrame,
    in document: inout SVGDocument
  ) {
    let point = frame.place(Point(x: place.x, y: place.y))
    let name = Point(x: frame.plot.right + 18, y: point.y + 4)
    document.path(
      SVGPath(through: [point, Point(x: name.x - 4, y: point.y)]),
      class: "curve series0"
    )
    document.dot(at: point, radius: 4, class: "fill series0")
    document.text(place.text, at: name, class: "small fill series0")
  }

  /// Steps of the ramp that are well apart.
  private static func fill(_ kind: Int) -> String { "heat\([0, 2, 4, 5][min(max(kind, 0), 3)])" }

  private var description: String {
    let groups = kinds.enumerated().map { index, kind in
      let texts = cells.filter { $0.kind == index }.map(\.text)
      return "\(kind): \(texts.count) cells\(texts.isEmpty ? "" : ", with \(texts.joined(separator: ", "))")."
    }
    return (["\(yLabel) over \(xLabel)."] + groups).joined(separator: "\n")
  }
}
