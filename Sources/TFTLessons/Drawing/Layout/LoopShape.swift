/// How a link from a box to itself is drawn: a small arch on the right of the box's upper side, its label on
/// top.
enum LoopShape {
  /// The room it needs above the box.
  static let height = 32.0

  private static let rise = 22.0
  private static let inset = 14.0
  private static let span = 32.0

  /// The room its label needs beside it on the box.
  static func width(label: Size) -> Double { max(label.width, span) + inset }

  static func route(above box: Rectangle, label: Size) -> Route {
    let right = box.right - inset
    // A label wider than the arch grows to the left, so that it stays above the box.
    let left = right - span
    let top = box.top - rise
    return Route(
      course: .loop,
      points: [
        Point(x: left, y: box.top), Point(x: left, y: top), Point(x: right, y: top),
        Point(x: right, y: box.top),
      ],
      label: Rectangle(
        origin: Point(
          x: min((left + right - label.width) / 2, right - label.width),
          y: top - label.height / 2
        ),
        size: label
      )
    )
  }
}
