import Drawing
import Testing

@testable import Runner

extension DrawingTests {
  @Suite("Figures of the pages")
  struct PagesFigures {
    @Test(arguments: [nil, 1, 2, 3, 4, 5, 6, 7])
    func `the way has a sign at the lesson where the reader is`(here: Int?) {
      let svg = RoadMap.pipeline(here: here).svg()
      #expect(Markup.fault(in: svg) == nil)
      #expect(svg.split(separator: ">you are here<").count == (here == nil ? 1 : 2))
      // The stage itself stands out, those before it are tinted.
      #expect(svg.split(separator: "\"box heat4\"").count == (here == nil ? 1 : 2))
      #expect(svg.split(separator: "\"box heat1\"").count == (here ?? 1))
      #expect(svg.contains("You are at stage \(here ?? 0).") == (here != nil))
      for lesson in Lesson.all where lesson.number < 7 {
        let name = lesson.title.replacing("The ", with: "")
        #expect(svg.contains(">\(name)</text>"))
      }
    }

    @Test func `a block of bytes is as wide as it has bytes, and a text that has no room is in its tip`() {
      let map = ByteMap(
        title: "Bytes",
        kinds: ["frame", "value"],
        blocks: [
          .init(0..<8, depth: 0, text: "length", kind: 0),
          .init(8..<10, depth: 1, text: "too long a text here", kind: 1),
        ]
      ).svg()
      #expect(Markup.fault(in: map) == nil)
      #expect(map.contains("width=\"640\"") && map.contains("width=\"160\""))
      #expect(map.contains(">length</text>"))
      #expect(map.contains("<title>too long a text here: bytes 8 to 9</title>"))
    }

    @Test func `a bar that a boundary goes through has the colours of both buckets`() {
      let chart = BucketChart(
        title: "Fares",
        xLabel: "dollars",
        yLabel: "rides",
        counts: [4, 2],
        start: 0,
        width: 1,
        boundaries: [0.5],
        mark: (1.5, "ours")
      ).svg()
      #expect(Markup.fault(in: chart) == nil)
      #expect(chart.split(separator: "\"level0\"").count == 2)
      #expect(chart.split(separator: "\"level1\"").count == 3)
      #expect(chart.contains(">0.5</text>") && chart.contains(">ours</text>"))
      let empty = BucketChart(
        title: "None",
        xLabel: "x",
        yLabel: "y",
        counts: [],
        start: 0,
        width: 1,
        boundaries: []
      )
      #expect(Markup.fault(in: empty.svg()) == nil)
    }

    @Test func `points that have moved have a line to where they are now, and a name there`() {
      let moved = MovedPoints(
        title: "Moves",
        xLabel: "x",
        yLabel: "y",
        valueLabel: "fare",
        moves: [
          .init("one", from: (0, 0), to: (1, 1), value: 5), .init("two", from: (0, 0), to: (-1, 0), value: 7),
        ]
      ).svg()
      #expect(Markup.fault(in: moved) == nil)
      #expect(moved.split(separator: "line back").count == 3)
      #expect(
        moved.contains(">one</text>") && moved.contains("two, fare 7.00: from 0.00, 0.00 to -1.00, 0.00.")
      )
    }
  }
}
