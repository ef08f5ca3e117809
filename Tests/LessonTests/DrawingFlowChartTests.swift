import Drawing
import Testing

extension DrawingTests {
  /// Boxes that become one another.
  @Suite struct FlowCharts {
    private static let chart = FlowChart(
      title: "Tea",
      kinds: ["thing", "deed", "unused", "drink"],
      boxes: [
        .init("leaves & twigs", lines: ["2 g"], kind: 0),
        .init("water", lines: ["0.2 l", "boiling"], kind: 0),
        .init("wait", kind: 1), .init("tea", lines: ["0.2 l"], kind: 3),
      ],
      arrows: [(0, 2), (1, 2), (2, 3)]
    )

    @Test func `a flow chart has every box with its lines, and an arrow for each`() {
      let svg = Self.chart.svg()
      #expect(Markup.fault(in: svg) == nil)
      for text in ["leaves &amp; twigs", "2 g", "water", "0.2 l", "boiling", "wait", "tea"] {
        #expect(svg.contains(">\(text)</text>"))
      }
      #expect(svg.split(separator: "<path class=\"arrow\"").count == 4)
      #expect(svg == Self.chart.svg())
    }

    @Test func `only kinds that some box is of are in the key`() {
      let svg = Self.chart.svg()
      for kind in ["thing", "deed", "drink"] {
        #expect(svg.contains("muted\" x=") && svg.contains(">\(kind)</text>"))
      }
      #expect(!svg.contains("unused"))
    }

    @Test func `a box stands right of what it is made of`() throws {
      // By hand: columns of 119.6, 72 and more pixels; the text of each box is in its middle.
      let places = ["water", "wait", "tea"].compactMap { name in
        Self.chart.svg().matches(of: /x="([0-9.]+)" y="[0-9.]+">([a-z]+)</).first { $0.2 == name }.flatMap {
          Double($0.1)
        }
      }
      #expect(places.count == 3 && places == places.sorted() && places[0] < places[2])
    }

    @Test func `a flow chart says in words what is made of what`() {
      let svg = Self.chart.svg()
      #expect(svg.contains("wait of leaves &amp; twigs, water.\ntea of wait; 0.2 l."))
    }

    @Test func `a flow chart of nothing is a picture all the same`() {
      #expect(Markup.fault(in: FlowChart(title: "t", kinds: [], boxes: [], arrows: []).svg()) == nil)
    }
  }
}
