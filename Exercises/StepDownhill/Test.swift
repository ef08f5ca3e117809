import Testing

@Suite struct StepDownhill {
  static let x = [0.0, 1, 2, 4]
  static let y = [1.0, 2.5, 5, 8.5]

  private func loss(_ line: Line) -> Double {
    zip(Self.x, Self.y).reduce(0) { $0 + (line($1.0) - $1.1) * (line($1.0) - $1.1) } / 4
  }

  @Test(arguments: [Line(), Line(slope: 3, intercept: -2), Line(slope: -1, intercept: 5)])
  func `the gradient is what the loss does when a weight grows a little`(line: Line) {
    let step = 1e-5
    let slope =
      (loss(Line(slope: line.slope + step, intercept: line.intercept))
        - loss(Line(slope: line.slope - step, intercept: line.intercept))) / (2 * step)
    let intercept =
      (loss(Line(slope: line.slope, intercept: line.intercept + step))
        - loss(Line(slope: line.slope, intercept: line.intercept - step))) / (2 * step)
    let found = gradient(line, Self.x, Self.y)
    #expect(
      abs(found.slope - slope) < 1e-6,
      "for the slope: found \(found.slope), by a difference quotient \(slope)"
    )
    #expect(
      abs(found.intercept - intercept) < 1e-6,
      "for the intercept: found \(found.intercept), by a difference quotient \(intercept)"
    )
  }

  /// Least squares by hand: the means are 1.75 and 4.25; 16.75 / 8.75 and 4.25 - 1.75 * slope.
  @Test func `two thousand steps lead to the best line`() {
    let line = trained(on: Self.x, Self.y, steps: 2000, learningRate: 0.05)
    let slope = 16.75 / 8.75
    #expect(abs(line.slope - slope) < 1e-6, "found the slope \(line.slope), expected \(slope)")
    #expect(abs(line.intercept - (4.25 - 1.75 * slope)) < 1e-6)
  }
}
