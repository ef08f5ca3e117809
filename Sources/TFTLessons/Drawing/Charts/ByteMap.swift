/// The bytes of a file or record from left to right, and below each message those that are inside of it.
public struct ByteMap: Sendable {
  /// Some bytes that belong together.
  public struct Block: Sendable {
    /// Where they are.
    public var bytes: Range<Int>
    /// How many messages they are inside of.
    public var depth: Int
    /// What they are, shown where there is room.
    public var text: String
    /// What kind they are: an index of `kinds`.
    public var kind: Int

    /// A block of bytes.
    public init(_ bytes: Range<Int>, depth: Int, text: String, kind: Int) {
      (self.bytes, self.depth, self.text, self.kind) = (bytes, depth, text, kind)
    }
  }

  private let title: String
  private let kinds: [String]
  private let blocks: [Block]

  private static let margin = 24.0
  private static let top = 76.0
  private static let rowHeight = 36.0
  private static let width = 800.0

  /// Makes a map.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - kinds: what the colours say, from the palest to the strongest, six at most.
  ///   - blocks: in any order.
  public init(title: String, kinds: [String], blocks: [Block]) {
    (self.title, self.kinds, self.blocks) = (title, kinds, blocks)
  }

  private var count: Int { blocks.map(\.bytes.upperBound).max() ?? 1 }
  private var rows: Int { (blocks.map(\.depth).max() ?? 0) + 1 }

  /// The map as an SVG picture for light and dark pages.
  public func svg() -> String {
    let bottom = Self.top + Double(rows) * Self.rowHeight
    let size = Size(width: Self.width + 2 * Self.margin, height: bottom + 44)
    var document = SVGDocument(title: title, description: description, size: size)
    document.text(title, at: Point(x: Self.margin, y: 30), class: "heading")
    drawKinds(in: &document)
    for block in blocks { draw(block, in: &document) }
    for byte in stride(from: 0, through: count, by: 8) {
      let x = place(of: byte)
      document.path(
        SVGPath(through: [Point(x: x, y: bottom + 2), Point(x: x, y: bottom + 7)]),
        class: "line"
      )
      document.text(String(byte), at: Point(x: x, y: bottom + 20), class: "small middle muted")
    }
    document.text("byte", at: Point(x: size.width / 2, y: bottom + 36), class: "small middle muted")
    return document.finished()
  }

  private func place(of byte: Int) -> Double {
    Self.margin + Double(byte) * Self.width / Double(count)
  }

  private func draw(_ block: Block, in document: inout SVGDocument) {
    let (left, right) = (place(of: block.bytes.lowerBound), place(of: block.bytes.upperBound))
    let rectangle = Rectangle(
      origin: Point(x: left, y: Self.top + Double(block.depth) * Self.rowHeight),
      size: Size(width: right - left, height: Self.rowHeight - 4)
    )
    document.open("g", [])
    document.element(
      "title",
      [],
      text: "\(block.text): bytes \(block.bytes.lowerBound) to \(block.bytes.upperBound - 1)"
    )
    document.rectangle(rectangle, radius: 2, class: "box heat\(block.kind)")
    if Double(block.text.columns) * SVGStyle.smallCharacterWidth <= right - left {
      let center = rectangle.center
      document.text(
        block.text,
        at: Point(x: center.x, y: center.y + 4),
        class: "small middle on-heat\(block.kind)"
      )
    }
    document.close()
  }

  private func drawKinds(in document: inout SVGDocument) {
    var x = Self.margin
    for (index, kind) in kinds.enumerated() {
      let swatch = Rectangle(origin: Point(x: x, y: 44), size: Size(width: 14, height: 12))
      document.rectangle(swatch, radius: 3, class: "box heat\(index)")
      document.text(kind, at: Point(x: x + 20, y: 54), class: "small muted")
      x += 38 + Double(kind.columns) * SVGStyle.smallCharacterWidth
    }
  }

  private var description: String {
    blocks.map { block in
      "\(String(repeating: "  ", count: block.depth))bytes \(block.bytes.lowerBound) to \(block.bytes.upperBound - 1): \(block.text)."
    }.joined(separator: "\n")
  }
}
