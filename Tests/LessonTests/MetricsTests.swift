import Foundation
import RawData
import Testing

@testable import Runner

@Suite("Metrics")
struct MetricsTests {
  /// A run with two calls at the same time, `decode` and `check`, and one that began before another's end.
  static let spans = [
    TraceSpan(name: "write", index: 0, parent: nil, caller: "main", start: 0.000_001, elapsed: 2),
    TraceSpan(
      name: "read",
      index: 1,
      parent: 0,
      caller: "write",
      start: 0.25,
      elapsed: 0.5,
      rows: 1000,
      bytes: 2_500_000,
      peakMemory: 4096
    ),
    TraceSpan(name: "decode", index: 2, parent: 0, caller: "write", start: 1, elapsed: 0.5),
    TraceSpan(name: "check", index: 3, parent: 0, caller: "write", start: 1.25, elapsed: 0.5),
    TraceSpan(
      name: "look up",
      index: 4,
      parent: 2,
      caller: "decode",
      start: 1.3,
      elapsed: 0.125_000_4,
      rows: 3
    ),
  ]

  @Test func `the table is the original's, with what was read for each second`() {
    #expect(
      Self.spans.table == """
        ┌───────┬────────┬─────────┬──────────────┬────────┬──────┐
        │ index │ caller │ called  │ elapsed_time │ rows/s │ MB/s │
        ├───────┼────────┼─────────┼──────────────┼────────┼──────┤
        │     1 │ main   │ write   │     2.000000 │        │      │
        │     2 │ write  │ read    │     0.500000 │   2000 │  5.0 │
        │     3 │ write  │ decode  │     0.500000 │        │      │
        │     4 │ write  │ check   │     0.500000 │        │      │
        │     5 │ decode │ look up │     0.125000 │     24 │      │
        └───────┴────────┴─────────┴──────────────┴────────┴──────┘

        """
    )
  }

  @Test func `a run that read nothing has the original's four columns alone`() {
    #expect(
      [Self.spans[0]].table == """
        ┌───────┬────────┬────────┬──────────────┐
        │ index │ caller │ called │ elapsed_time │
        ├───────┼────────┼────────┼──────────────┤
        │     1 │ main   │ write  │     2.000000 │
        └───────┴────────┴────────┴──────────────┘

        """
    )
  }

  @Test func `the metrics file says the same in JSON, with parents and memory`() {
    #expect(
      Array(Self.spans.prefix(2)).metrics.text == """
        {
          "unit": "seconds",
          "calls": [
            {
              "index": 1,
              "parent": null,
              "caller": "main",
              "called": "write",
              "start": 0.000001,
              "elapsed_time": 2.000000
            },
            {
              "index": 2,
              "parent": 1,
              "caller": "write",
              "called": "read",
              "start": 0.250000,
              "elapsed_time": 0.500000,
              "rows": 1000,
              "bytes": 2500000,
              "rows_per_second": 2000.0,
              "megabytes_per_second": 5.000,
              "peak_memory": 4096
            }
          ]
        }

        """
    )
  }

  /// A timeline as another reader of JSON sees it.
  struct Timeline: Decodable {
    struct Event: Decodable {
      struct Arguments: Decodable {
        var name, caller: String?
        var rows: Int?
      }
      var name, ph: String
      var cat: String?
      var ts, dur: Double?
      var pid, tid: Int
      var args: Arguments
    }
    var displayTimeUnit: String
    var traceEvents: [Event]
  }

  @Test
  func
    `the timeline is valid by its format: known phases, and on a track calls follow or enclose each other`()
    throws
  {
    let timeline = try JSONDecoder().decode(Timeline.self, from: Data(Self.spans.timeline.text.utf8))
    #expect(timeline.displayTimeUnit == "ms")
    let calls = timeline.traceEvents.filter { $0.ph == "X" }
    let labels = timeline.traceEvents.filter { $0.ph == "M" }
    #expect(calls.count + labels.count == timeline.traceEvents.count)
    #expect(
      calls.map(\.name) == Self.spans.map(\.name) && calls.map(\.args.caller) == Self.spans.map(\.caller)
    )
    #expect(calls.map(\.args.rows) == [nil, 1000, nil, nil, 3])
    #expect(calls.map(\.ts) == [1, 250_000, 1_000_000, 1_250_000, 1_300_000])
    #expect(calls.map(\.dur) == [2_000_000, 500_000, 500_000, 500_000, 125_000.4])
    #expect(Set(labels.map(\.name)) == ["process_name", "thread_name"])
    // Check ran while decode did, and decode's call stands in decode.
    #expect(calls.map(\.tid) == [1, 1, 1, 2, 1])
    #expect(Set(labels.filter { $0.name == "thread_name" }.map(\.tid)) == Set(calls.map(\.tid)))
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `whatever runs at the same time, tracks stay valid`(seed: UInt64) {
    var state = seed
    func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let starts = (0..<30).map { _ in next(below: 100) }.sorted()
    let spans = starts.enumerated().map { index, start in
      TraceSpan(
        name: "s",
        index: index,
        parent: index > 0 && next(below: 3) > 0 ? next(below: index) : nil,
        caller: "",
        start: Double(start),
        elapsed: Double(next(below: 40))
      )
    }
    let tracks = TimelineTracks(spans).trackOf
    for second in spans.indices {
      for first in spans[..<second].indices where tracks[first] == tracks[second] {
        let follows = spans[first].endNanoseconds <= spans[second].startNanoseconds
        #expect(follows || spans[second].endNanoseconds <= spans[first].endNanoseconds)
      }
    }
  }
}
