import Drawing
import Testing

@Suite("Drawing")
struct DrawingTests {
  @Suite struct Layouts {
    @Test(arguments: Sample.all)
    func `no two node boxes overlap and no label touches a box or another label`(_ sample: Sample) {
      let layout = sample.graph.layout()
      let rectangles = layout.boxes + layout.routes.map(\.label)
      for (index, rectangle) in rectangles.enumerated() {
        #expect(!rectangles[..<index].contains { $0.overlaps(rectangle) }, "number \(index): \(rectangle)")
        #expect(rectangle.left >= 0 && rectangle.right <= layout.size.width)
        #expect(rectangle.top >= 0 && rectangle.bottom <= layout.size.height)
      }
    }

    @Test(arguments: Sample.all)
    func `no edge runs through a box or the label of another edge`(_ sample: Sample) {
      let layout = sample.graph.layout()
      for (index, route) in layout.routes.enumerated() {
        let foreign = layout.routes.indices.filter { $0 != index }.map { layout.routes[$0].label }
        let hits = Trail.points(of: route).filter { point in
          layout.boxes.contains { $0.encloses(point) } || foreign.contains { $0.encloses(point) }
        }
        #expect(hits.isEmpty, "edge \(index)")
      }
    }

    @Test(arguments: Sample.all)
    func `every edge joins the borders of its two boxes and passes its own label`(_ sample: Sample) throws {
      let graph = sample.graph
      let layout = graph.layout()
      #expect(layout.routes.count == graph.edges.count)
      for (edge, route) in zip(graph.edges, layout.routes) {
        let (start, end) = (try #require(route.points.first), try #require(route.points.last))
        let (caller, called) = (layout.boxes[edge.caller], layout.boxes[edge.called])
        switch route.course {
        case .forward:
          #expect(start.x == caller.right && end.x == called.left && start.x < end.x)
        case .backward:
          #expect(start.x == caller.left && end.x == called.right && start.x > end.x)
        case .loop:
          #expect(edge.caller == edge.called && start.y == caller.top && end.y == caller.top)
        }
        #expect(caller.touches(start) && called.touches(end))
        #expect(Trail.points(of: route).contains { route.label.encloses($0) })
      }
    }

    @Test func `functions called first stand on top`() {
      let graph = Sample.small.graph
      let tops = graph.layout().boxes.map(\.top)
      #expect(graph.functions.map(\.name) == ["main", "write", "read_csv", "encode"])
      #expect(tops[2] < tops[3])
      // The caller stands in the middle of what it calls, and an only call is level.
      #expect(((tops[2] + tops[3]) / 2 - tops[1]).magnitude < 0.01)
      #expect((tops[0] - tops[1]).magnitude < 0.01)
    }

    @Test func `columns leave room for the label, the curve and the arrow head`() {
      let boxes = Sample.small.graph.layout().boxes
      // By hand: the narrowest box is 72 wide; then 12 before the curve, 30 for a level curve, 18 for the
      // label, 12 for the arrow.
      #expect(boxes[0].left == 0 && boxes[0].right == 72)
      #expect(boxes[1].left == 72 + 12 + 30 + 18 + 12)
    }

    @Test func `boxes change places to avoid a crossing`() {
      let calls = [("first", "x"), ("first", "y"), ("second", "x")]
      let graph = CallGraph(title: "", calls: calls.map { Call(caller: $0.0, called: $0.1, elapsed: 1) })
      let tops = graph.layout().boxes.map(\.top)
      #expect(graph.functions.map(\.name) == ["first", "x", "y", "second"])
      #expect(tops[3] < tops[0], "second -> x would cross first -> y")
      #expect(tops[1] < tops[2], "x was called before y")
    }

    @Test func `the same calls give the same layout in every process`() {
      let paths = Sample.large.graph.layout().routes.map { SVGPath(along: $0).data }
      let again = Sample.large.graph.layout().routes.map { SVGPath(along: $0).data }
      #expect(paths == again)
      // FNV-1a. Hash seeds change from process to process: a sum that wavers means that a Set's or
      // Dictionary's order got in. One that changed for good is a changed layout; look at the picture before
      // writing it down.
      let sum = paths.joined().utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { sum, byte in
        (sum ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      #expect(sum == 2_213_726_132_941_192_637)
    }

    @Test func `positions give way to each other by as little as possible`() {
      // By hand: the three push each other apart evenly around their mean of 10/3.
      let free = SpacedPositions(wanted: [0, 0, 10], weights: [1, 1, 1], gaps: [10, 10])
      for (value, expected) in zip(free.values, [-20.0 / 3, 10.0 / 3, 40.0 / 3]) {
        #expect((value - expected).magnitude < 1e-12)
      }
      let heavy = SpacedPositions(wanted: [0, 0], weights: [3, 1], gaps: [8])
      #expect(heavy.values == [-2, 6])
      let bounded = SpacedPositions(wanted: [9, 9, 9], weights: [1, 1, 1], gaps: [2, 2], within: 0...10)
      #expect(bounded.values == [6, 8, 10])
    }
  }

  @Suite struct Graphs {
    @Test(arguments: [
      ([4], "4"), ([3, 5, 9], "3, 5, 9"), ([3, 4, 5, 6, 7], "3–7 (5 calls)"),
      ([3, 5, 6, 40], "3…40 (4 calls)"),
    ])
    func `repeated calls share an edge that lists their numbers`(numbers: [Int], label: String) throws {
      let calls = (1...40).map { number in
        Call(caller: "main", called: numbers.contains(number) ? "f" : "g", elapsed: 0.5)
      }
      let edges = CallGraph(title: "", calls: calls).edges
      #expect(edges.count == 2)
      let edge = try #require(edges.first { $0.numbers == numbers })
      #expect(edge.label == label)
      #expect(edge.elapsed == 0.5 * Double(numbers.count))
    }

    @Test func `times add up per function, and recursion is not counted twice`() {
      let calls = [("main", "f", 8.0), ("f", "f", 5), ("f", "g", 2), ("main", "g", 1)]
      let graph = CallGraph(title: "", calls: calls.map { Call(caller: $0.0, called: $0.1, elapsed: $0.2) })
      #expect(graph.functions.map(\.name) == ["main", "f", "g"])
      #expect(graph.functions.map(\.total) == [9, 8, 3])
      #expect(graph.functions.map(\.own) == [0, 6, 3])
      #expect(graph.shares == [0, 6.0 / 9, 3.0 / 9])
    }

    @Test func `a cycle runs back to the earlier box and a call to itself becomes a loop`() {
      let layout = Sample.cyclic.graph.layout()
      #expect(layout.routes.map(\.course) == [.forward, .forward, .backward, .loop, .backward])
    }

    @Test func `no calls make a picture that says so`() {
      let graph = CallGraph(title: "Nothing", calls: [])
      #expect(graph.layout().boxes.isEmpty)
      #expect(graph.svg().contains(">No calls.</text>"))
      #expect(Markup.fault(in: graph.svg()) == nil)
    }

    @Test(arguments: Sample.all)
    func `the picture is well-formed and shows every function, time and number`(_ sample: Sample) {
      let graph = sample.graph
      let svg = graph.svg()
      #expect(Markup.fault(in: svg) == nil)
      let functionTexts = graph.functions.flatMap { $0.lines + [$0.total.duration()] }
      for text in graph.edges.map(\.label) + functionTexts {
        #expect(svg.contains(">\(SVGDocument.escaped(text))</text>"))
      }
      #expect(svg == sample.graph.svg())
    }

    @Test func `names and titles are escaped`() {
      let svg = CallGraph(
        title: "R&D \"<now>\"",
        calls: [Call(caller: "a<b>", called: "it's\u{1}", elapsed: 1)]
      ).svg()
      #expect(svg.contains(">R&amp;D &quot;&lt;now&gt;&quot;</text>"))
      #expect(svg.contains(">a&lt;b&gt;</text>") && svg.contains(">it&apos;s\u{FFFD}</text>"))
      #expect(Markup.fault(in: svg) == nil)
    }

    @Test(arguments: [
      ("train_embedding_model", ["train_embedding_model"]),
      ("train_and_predict_non_embedding_model", ["train_and_predict_", "non_embedding_model"]),
      (String(repeating: "x", count: 50), ["xxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxx"]),
    ])
    func `long names are broken at an underscore or shortened`(name: String, lines: [String]) {
      let graph = CallGraph(title: "", calls: [Call(caller: name, called: name, elapsed: 0)])
      #expect(graph.functions.map(\.lines) == [lines])
      #expect(graph.svg().contains("<title>\(name): "), "the whole name stays to be found")
    }
  }

  @Suite struct Numbers {
    @Test(
      arguments: [
        (0, "0 s"), (4.2e-7, "0.42 µs"), (0.000_412, "412 µs"), (0.000_999_6, "1.00 ms"),
        (0.012_34, "12.3 ms"),
        (0.9996, "1.00 s"), (1.234, "1.23 s"), (9.996, "10.0 s"), (59.97, "1 min 0 s"), (125.4, "2 min 5 s"),
        (7322, "2 h 2 min"), (-1, "?"), (.nan, "?"), (.infinity, "?"),
      ] as [(Double, String)]
    )
    func `durations have three digits and a fitting unit`(seconds: Double, text: String) {
      #expect(seconds.duration() == text)
    }

    @Test(
      arguments: [
        (12, "12"), (12.5, "12.5"), (0.05, "0.1"), (-0.04, "0"), (-0.26, "-0.3"), (99.96, "100"),
        (1e300, "1e+300"),
      ] as [(Double, String)]
    )
    func `coordinates have at most one decimal`(value: Double, text: String) {
      #expect(value.decimal() == text)
    }

    @Test(
      arguments: [
        ([1, 3], 10, ["1", "2", "3"]), ([0, 97], 5, ["0", "20", "40", "60", "80"]),
        ([-0.3, 0.15], 5, ["-0.3", "-0.2", "-0.1", "0", "0.1"]), ([0, 2e7], 2, ["0", "1e7", "2e7"]),
        ([7, 7], 3, ["7"]), ([], 2, ["0", "1"]),
      ] as [([Double], Int, [String])]
    )
    func `axes are marked at round numbers`(values: [Double], count: Int, marks: [String]) {
      let axis = Axis(values: values, aimingFor: count, endsOnTicks: false)
      #expect(axis.ticks.map(\.text) == marks)
      #expect(values.allSatisfy { (0...1).contains(axis.fraction(of: $0)) })
    }
  }

  @Suite struct Charts {
    @Test func `a line breaks where a value is undefined, and names at its end keep apart`() throws {
      let first = [(x: 1.0, y: 5.0), (x: 2, y: .nan), (x: 3, y: 4), (x: 4, y: 3)]
      let svg = LineChart(
        title: "Loss",
        xLabel: "epoch",
        yLabel: "loss",
        series: [(name: "a < b", points: first), (name: "c", points: [(x: 1, y: 5), (x: 4, y: 3)])]
      ).svg()
      #expect(Markup.fault(in: svg) == nil)
      #expect(svg.split(separator: "class=\"curve series0\"").count - 1 == 2, "one on each side of the gap")
      #expect(svg.split(separator: "<circle").count - 1 == 5)
      let heights = try ["a &lt; b", "c"].map { name in
        let line = try #require(svg.split(separator: "\n").first { $0.hasSuffix("\">\(name)</text>") })
        return try #require(Double(line.split(separator: "y=\"")[1].prefix { $0 != "\"" }))
      }
      #expect(abs(heights[0] - heights[1]) >= 15)
    }

    @Test func `charts without data have axes and say so`() {
      let line = LineChart(title: "t", xLabel: "x", yLabel: "y", series: []).svg()
      let cloud = ScatterPlot(title: "t", xLabel: "x", yLabel: "y", points: [(x: .nan, y: 0)]).svg()
      for svg in [line, cloud] {
        #expect(Markup.fault(in: svg) == nil)
        #expect(svg.contains(">0</text>") && svg.contains(">no data</text>"))
        #expect(!svg.contains("<circle") && !svg.contains("nan"))
      }
    }

    @Test func `a point on the diagonal is drawn on the diagonal`() {
      let points = [(x: 0.0, y: 10.0), (x: 5, y: 5)]
      let svg = ScatterPlot(title: "t", xLabel: "x", yLabel: "y", points: points, showsDiagonal: true).svg()
      // By hand: y marks 0, 2 ... 10 are two characters wide, so the plot spans 68.6 to 628.6 and 356 to 56.
      #expect(svg.contains("cx=\"68.6\" cy=\"56\"") && svg.contains("cx=\"348.6\" cy=\"206\""))
      #expect(svg.contains("<path class=\"line back\" d=\"M68.6,356 L628.6,56\"/>"))
    }
  }
}

extension Rectangle {
  /// Whether the point lies on the border.
  fileprivate func touches(_ point: Point) -> Bool {
    let isInReach = left <= point.x && point.x <= right && top <= point.y && point.y <= bottom
    return isInReach && !encloses(point)
  }
}
