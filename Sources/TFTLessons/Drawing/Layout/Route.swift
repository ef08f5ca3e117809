/// The way of one link through the drawing, from the box where it starts to the box where its arrow points.
package struct Route: Sendable, Equatable {
  /// How a link runs against the left-to-right order of the layers.
  package enum Course: Sendable {
    case forward
    /// It closes a cycle: it leaves on the left of its box and arrives on the right of an earlier one.
    case backward
    /// It starts and ends at the same box, above which it is drawn.
    case loop
  }

  package var course: Course
  /// The corners. A hop that is neither level nor upright is meant to be drawn as an S with level ends.
  package var points: [Point]
  /// Where the label goes; the route runs through it.
  package var label: Rectangle

  package init(course: Course, points: [Point], label: Rectangle) {
    self.course = course
    self.points = points
    self.label = label
  }
}
