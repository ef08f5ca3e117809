import RawData
import TaxiFare
import Testing

@testable import Runner

@Suite("Trace", .scratchDirectory)
struct TraceTests {
  struct Stop: Error {}

  /// `caller > called`, in order of start.
  static func pairs(_ trace: Trace) -> [String] { trace.calls.map { "\($0.caller) > \($0.called)" } }

  @Test func `calls know who called them and stand in order of start`() throws {
    let trace = Trace()
    trace.span("a") {
      trace.span("b") { trace.span("c") {} }
      trace.span("b") {}
    }
    trace.span("d") {}
    #expect(Self.pairs(trace) == ["main > a", "a > b", "b > c", "a > b", "main > d"])
    #expect(trace.finished.map(\.parent) == [nil, 0, 1, 0, nil])
    let starts = trace.finished.map(\.start)
    #expect(starts == starts.sorted() && starts[0] >= 0)
    for span in trace.finished {
      guard let parent = span.parent else { continue }
      // A call lies within the one that made it.
      #expect(span.startNanoseconds >= trace.finished[parent].startNanoseconds)
      #expect(span.endNanoseconds <= trace.finished[parent].endNanoseconds)
    }
  }

  @Test func `calls in child tasks have the parent that started the tasks`() async {
    let trace = Trace()
    await trace.span("parent") {
      await withTaskGroup { group in
        for number in 0..<8 {
          group.addTask {
            await trace.span("child_\(number)") {
              await Task.yield()
              trace.span("grandchild_\(number)") {}
            }
          }
        }
      }
      async let other: Void = trace.span("other") { await Task.yield() }
      await other
    }
    let expected = (0..<8).flatMap { ["parent > child_\($0)", "child_\($0) > grandchild_\($0)"] }
    #expect(Self.pairs(trace).sorted() == (expected + ["main > parent", "parent > other"]).sorted())
  }

  @Test func `two traces at once do not take each other's calls`() {
    let (first, second) = (Trace(), Trace())
    first.span("a") { second.span("x") { first.span("b") { second.add(rows: 3) } } }
    // By hand: in x the running span is the second trace's, so that b has no caller of its own trace.
    #expect(Self.pairs(first) == ["main > a", "main > b"] && Self.pairs(second) == ["main > x"])
    #expect((first.finished + second.finished).allSatisfy { $0.rows == 0 })
  }

  @Test func `a call that throws has ended, one that still runs is not shown`() throws {
    let trace = Trace()
    #expect(throws: Stop.self) { try trace.span("fails") { throw Stop() } }
    trace.span("runs") {
      trace.span("within") {}
      #expect(Self.pairs(trace) == ["main > fails", "runs > within"])
    }
  }

  @Test func `rows and bytes add up in the span that is running, on other threads too`() throws {
    let trace = Trace()
    trace.add(rows: 99)
    try trace.span("outer") {
      trace.add(rows: 1, bytes: 10)
      try trace.span("inner") {
        trace.add(rows: 2)
        var reader = CountingReader(ThreeBatches()) { [place = trace.here] in place.add(rows: $0) }
        while try reader.next() != nil {}
        reader = CountingReader(ThreeBatches()) { [place = trace.here] in place.add(rows: $0) }
        var sum = 0
        try reader.process(threads: 2, { $0.rowCount }) { sum += $0 }
        #expect(sum == 6)
      }
    }
    #expect(trace.finished.map(\.rows) == [1, 2 + 6 + 6] && trace.finished.map(\.bytes) == [10, 0])
  }

  /// Batches of 1, 2 and 3 rows.
  struct ThreeBatches: BatchReader {
    var count = 0

    mutating func next() throws -> Batch? {
      guard count < 3 else { return nil }
      count += 1
      return Batch(
        rowCount: count,
        names: ["x"],
        columns: [FeatureValues([Float](repeating: 0, count: count))]
      )
    }
  }

  @Test func `the peak of memory is that of the program, and does not fall`() throws {
    let trace = Trace()
    trace.span("little") {}
    let sum = trace.span("much") {
      // Written to, or the system would not give it.
      [UInt8](repeating: 1, count: 96 << 20).withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: 4096).reduce(0) { $0 + Int(bytes[$1]) }
      }
    }
    #expect(sum == 96 * 256, "one byte of each page")
    let peaks = trace.finished.map(\.peakMemory)
    let (little, much) = (try #require(peaks[0]), try #require(peaks[1]))
    #expect(little > 1 << 20 && much >= little && much >= 96 << 20)
  }

  @Test func `a trace that is off records nothing`() async {
    let trace = Trace(isOn: false)
    #expect(trace.span("a") { 7 } == 7)
    #expect(
      await trace.span("b") {
        await Task.yield(); return 8
      } == 8
    )
    trace.span("c") { trace.add(rows: 1) }
    #expect(trace.finished.isEmpty && trace.calls.isEmpty)
  }

  @Test func `recording costs less than one percent of a task`() throws {
    var options = RunOptions()
    options.data = taxiData("taxi-train.csv")
    options.workdir = try ScratchDirectory.current.path("area")
    let run = try PipelineRun(taxiFare, options, trace: Trace())
    try run.perform(.writeRawTFRecords)
    let task = try #require(run.trace.finished.first?.elapsed)
    // The cheapest of several: what other programs take away from this one is not the trace's.
    let costs = (0..<5).map { _ in
      let trace = Trace()
      let start = Platform.monotonicSeconds()
      for _ in 0..<100 { trace.span("nothing") {} }
      return (Platform.monotonicSeconds() - start) / 100
    }
    let cost = Double(run.trace.finished.count) * (costs.min() ?? .infinity)
    #expect(cost < task / 100, "\(cost) s of \(task) s")
  }
}
