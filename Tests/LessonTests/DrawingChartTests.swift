import Drawing
import Testing

@testable import Embeddings
@testable import Runner

extension DrawingTests {
  /// Charts of errors, importance and places.
  @Suite struct ErrorCharts {
    private static func count(_ text: String, in svg: String) -> Int { svg.split(separator: text).count - 1 }

    @Test func `a box has the middle half of the values, its line their median`() {
      let values = (0...100).map { Double($0) } + [.nan, .infinity]
      let svg = BoxPlot(title: "t", xLabel: "x", yLabel: "y", groups: [("a", values), ("b", [])]).svg()
      #expect(Markup.fault(in: svg) == nil)
      // By hand: y marks 0 ... 100 at 356 ... 56, three characters wide, so the plot begins at 74.9; a stands at a quarter.
      #expect(svg.contains("<path class=\"curve thin series0\" d=\"M214.9,341 L214.9,71\"/>"))
      #expect(svg.contains("x=\"201.9\" y=\"131\" width=\"26\" height=\"150\""))
      #expect(svg.contains("<path class=\"curve page\" d=\"M201.9,206 L227.9,206\"/>"))
      #expect(Self.count("class=\"fill series0\"", in: svg) == 1, "b has no values, and so no box")
      #expect(svg.contains(">a</text>") && svg.contains(">b</text>"))
      #expect(svg.contains("a: median 50, half of 101 values between 25 and 75.\nb: no values."))
    }

    @Test func `bars begin at zero and go either way`() throws {
      let svg = BarChart(title: "t", valueLabel: "v", bars: [("up", 3), ("down", -1), ("none", .nan)]).svg()
      #expect(Markup.fault(in: svg) == nil)
      // By hand: names of 4 characters, numbers of 6: zero at 24 + 29.6 + 10 + 45.8 + 105 of the 420 pixels for 4.
      #expect(svg.contains("x=\"214.4\" y=\"67\" width=\"315\""))
      #expect(svg.contains("x=\"109.4\" y=\"86\" width=\"105\""))
      #expect(
        svg.contains(">3.000</text>") && svg.contains(">-1.000</text>") && !svg.contains(">none</text>")
      )
    }

    @Test func `colours divide the points into five parts, and the key says their bounds`() {
      let points = (0..<10).map { (x: Double($0), y: 1.0, value: Double($0 * $0)) }
      let svg = ColoredScatter(title: "t", xLabel: "x", yLabel: "y", valueLabel: "square", points: points)
        .svg()
      #expect(Markup.fault(in: svg) == nil)
      for level in 0..<5 {
        #expect(Self.count("class=\"level\(level) dense\"", in: svg) == 2)
        #expect(Self.count("class=\"level\(level)\"", in: svg) == 1, "the key")
      }
      for text in ["0.0 to 4.0", "4.0 to 16.0", "16.0 to 36.0", "36.0 to 64.0", "64.0 to 81.0"] {
        #expect(svg.contains(">\(text)</text>"))
      }
    }

    @Test func `a map has the same scale for both axes and counts what lies beyond`() {
      let points = [(x: 0.0, y: 0.0, value: 1.0), (x: 10, y: 5, value: 2), (x: 11, y: 0, value: 3)]
      let svg = ColoredScatter(
        title: "t",
        xLabel: "x",
        yLabel: "y",
        valueLabel: "v",
        points: points,
        ranges: (0...10, 0...5)
      ).svg()
      #expect(svg.contains(">1 of 3 points lie beyond</text>"))
      // By hand: 560 pixels for 10, so 280 for 5.
      #expect(svg.contains("cx=\"62.3\" cy=\"336\"") && svg.contains("cx=\"622.3\" cy=\"56\""))
    }

    @Test func `a scatter plot of a range counts what lies beyond`() {
      let points = [(x: 1.0, y: 1.0), (x: 2, y: 500), (x: .nan, y: 1)]
      let svg = ScatterPlot(title: "t", xLabel: "x", yLabel: "y", points: points, range: 0...10).svg()
      #expect(svg.contains(">1 of 2 points lie beyond</text>") && Self.count("<circle", in: svg) == 1)
    }

    @Test func `charts without data say so`() {
      let empty = [
        BoxPlot(title: "t", xLabel: "x", yLabel: "y", groups: []).svg(),
        BarChart(title: "t", valueLabel: "v", bars: []).svg(),
        ColoredScatter(
          title: "t",
          xLabel: "x",
          yLabel: "y",
          valueLabel: "v",
          points: [],
          ranges: (0...1, 0...1)
        ).svg(),
      ]
      for svg in empty {
        #expect(Markup.fault(in: svg) == nil)
        #expect(svg.contains(">no data</text>") && !svg.contains("nan") && !svg.contains("inf"))
      }
    }

    @Test func `vectors on a line lie on the first principal component`() throws {
      let vectors = Matrix(rows: 4, columns: 3, elements: [1, 2, 2, 2, 4, 4, -1, -2, -2, 0, 0, 0])
      let table = EmbeddingTable(
        feature: "id",
        ids: [0, 1, 2, 3],
        vectors: vectors,
        meanLabels: [0, 0, 0, 0]
      )
      let places = try table.places()
      // (1, 2, 2) has length 3.
      for (place, expected) in zip(places, [3.0, 6, -3, 0]) {
        #expect((place.x - expected).magnitude < 1e-5 && place.y.magnitude < 1e-5)
      }
    }
  }
}
