/// An upright rectangle in a drawing, in pixels.
package struct Rectangle: Sendable, Equatable {
  /// The upper left corner.
  package var origin: Point
  package var size: Size

  package init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  package var left: Double { origin.x }
  package var right: Double { origin.x + size.width }
  package var top: Double { origin.y }
  package var bottom: Double { origin.y + size.height }
  package var center: Point { Point(x: origin.x + size.width / 2, y: origin.y + size.height / 2) }

  /// Whether the two share some area; touching sides do not count.
  package func overlaps(_ other: Rectangle) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// Whether the point lies inside, not on the border.
  package func encloses(_ point: Point) -> Bool {
    left < point.x && point.x < right && top < point.y && point.y < bottom
  }
}
