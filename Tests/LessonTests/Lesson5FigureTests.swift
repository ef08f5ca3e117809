import Drawing
import RawData
import Testing

@testable import Embeddings
@testable import Runner

/// Figures of few, equal and absurd values.
@Suite("Lesson 5: figures of unusual data", .tags(.lesson5))
struct Lesson5FigureTests {
  private static func count(_ text: String, in svg: String) -> Int { svg.split(separator: text).count - 1 }

  @Test(
    arguments: [
      ([], 0.0...1), ([5, 5, 5], 2.5...7.5), ([0, 0], -1...1), ([-4, -4], -6 ... -2),
      ([0, 0.01], 0...0.012), ([-0.01, 0], -0.012...0), ([-1, 1], -1.4...1.4),
      ([10, 30], 0...34), ([1000, 1010], 998...1012), ([-1010, -1000], -1012 ... -998),
    ] as [([Float], ClosedRange<Double>)]
  )
  func `the range of a figure is that of its labels, whatever their size and sign`(
    labels: [Float],
    expected: ClosedRange<Double>
  ) {
    let range = ModelFigures.range(of: labels)
    #expect((range.lowerBound - expected.lowerBound).magnitude < 1e-6, "\(range)")
    #expect((range.upperBound - expected.upperBound).magnitude < 1e-6, "\(range)")
  }

  @Test func `one absurd label of a thousand does not leave the rest in a corner`() {
    let labels = (0..<1000).map { $0 == 7 ? Float(1e9) : Float($0 % 100) }
    #expect(ModelFigures.range(of: labels).upperBound < 150)
  }

  @Test func `groups without boundaries are one`() {
    let grouping = PipelineReport.Grouping("all of it", boundaries: []) { try $0.float("x") }
    let groups = grouping.groups(of: [3, .nan, -1])
    #expect(groups.map(\.name) == ["all", "unknown"] && groups.map(\.rows) == [[0, 2], [1]])
    #expect(grouping.groups(of: []).map(\.name) == ["all"])
  }

  private static func scatter(_ values: [Double]) -> String {
    let points = values.map { (x: $0, y: 1.0, value: $0) }
    return ColoredScatter(title: "t", xLabel: "x", yLabel: "y", valueLabel: "v", points: points).svg()
  }

  @Test(
    arguments: [
      ([4], ["4.000"]), ([1, 1, 1, 2, 2], ["1.00", "2.00"]), ([1, 2, 3], ["1.00", "2.00", "3.00"]),
      ([0, 10, 20, 30, 40], ["0.0", "10.0", "20.0", "30.0", "40.0"]),
      ([7, 7, 7, 7, 7, 7, 7, 7, 7, 8], ["7.00 to 8.00"]),
    ] as [([Double], [String])]
  )
  func `a key has the colours that are in the picture, once each`(values: [Double], key: [String]) {
    let svg = Self.scatter(values)
    let description = "v by colour: \(key.joined(separator: ", "))."
    #expect(svg.contains(description))
    for text in key { #expect(svg.contains(">\(text)</text>"), "\(text)") }
    // The colours of the dots are those of the key.
    let levels = (0..<5).filter { svg.contains("class=\"level\($0) dense\"") }
    #expect(levels == (0..<5).filter { svg.contains("class=\"level\($0)\"") } && levels.count == key.count)
  }

  @Test func `a map tells how many points have no place`() {
    let points = [(x: 1.0, y: 1.0, value: 1.0), (x: 50, y: 1, value: 2), (x: .nan, y: 1, value: 3)]
    func note(_ points: [(x: Double, y: Double, value: Double)]) -> String {
      ColoredScatter(
        title: "t",
        xLabel: "x",
        yLabel: "y",
        valueLabel: "v",
        points: points,
        ranges: (0...10, 0...10)
      ).svg()
    }
    #expect(note(points).contains(">1 of 3 points lie beyond, 1 of 3 points have no place</text>"))
    #expect(note([points[0], points[2]]).contains(">1 of 2 points have no place</text>"))
    #expect(!note([points[0]]).contains("no place"))
  }

  private static func boxes(_ groups: [[Double]]) -> String {
    let named = groups.enumerated().map { (name: "g\($0)", values: $1) }
    return BoxPlot(title: "t", xLabel: "x", yLabel: "y", groups: named).svg()
  }

  @Test func `few values are dots, and equal ones a box that can be seen`() {
    #expect(Self.count("<circle", in: Self.boxes([[1], [2, 3], [1, 2, 3, 4]])) == 7)
    let equal = Self.boxes([[Double](repeating: 5, count: 9), [0, 1, 2, 3, 4]])
    #expect(Self.count("<circle", in: equal) == 0)
    // The group's box is four pixels high, and no line of the page's colour hides it.
    #expect(Self.count("height=\"4\" rx=\"2\"", in: equal) == 1 && Self.count("curve page", in: equal) == 1)
  }

  @Test func `one absurd value leaves the boxes as they were, and is counted`() {
    let usual = (0..<40).map { Double($0 % 5) }
    let svg = Self.boxes([usual, [1, 2], [400]])
    // Half of all values lie between 1 and 3: what is drawn ends at 15.
    #expect(svg.contains(">1 of 43 values lie beyond</text>") && Self.count("<circle", in: svg) == 2)
    #expect(
      !svg.contains(">100</text>") && svg.contains("g2: median 400, half of 1 values between 400 and 400.")
    )
    #expect(!Self.boxes([usual, [15]]).contains("beyond"))
  }

  @Test func `a short bar chart has room for what its bars are`() throws {
    let label = String(repeating: "growth of the error ", count: 6)
    let svg = BarChart(title: "t", valueLabel: label, bars: [("a", 1)]).svg()
    let width = try #require(svg.firstMatch(of: /width="([0-9]+)"/).flatMap { Int($0.1) })
    // 120 characters of up to 6.3 pixels, and 24 on either side.
    #expect(width == 804)
  }
}
