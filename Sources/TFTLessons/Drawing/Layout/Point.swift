/// A place in a drawing, in pixels; `y` grows downwards, as in SVG.
package struct Point: Sendable, Equatable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
