import Drawing
import RawData
import Synchronization

/// Records which function called which, and how long each took.
public final class Trace: Sendable {
  /// One call.
  struct Span: Sendable {
    var name: String
    /// The index of the calling span; nil for the outermost.
    var parent: Int?
    /// Seconds; nil while it runs.
    var elapsed: Double?
  }

  private let spans = Mutex<[Span]>([])
  /// The span that is running here. A task-local value follows structured concurrency, so that a span started in a
  /// child task has the right parent.
  @TaskLocal private static var current: Int?

  /// A trace without calls.
  public init() {}

  /// Runs `body` as a call of `name`, made by the span that is running.
  public func span<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    let index = spans.withLock { spans in
      spans.append(Span(name: name, parent: Self.current))
      return spans.count - 1
    }
    let start = Platform.monotonicSeconds()
    defer {
      let elapsed = Platform.monotonicSeconds() - start
      spans.withLock { $0[index].elapsed = elapsed }
    }
    return try Self.$current.withValue(index, operation: body)
  }

  /// The finished calls, in order of start.
  public var calls: [Call] {
    spans.withLock { spans in
      spans.compactMap { span in
        span.elapsed.map {
          Call(caller: span.parent.map { spans[$0].name } ?? "main", called: span.name, elapsed: $0)
        }
      }
    }
  }

  /// The calls as a table: index, caller, called, elapsed time in seconds to six places.
  public var table: String {
    var table = TextTable(columns: [
      ("index", .right), ("caller", .left), ("called", .left), ("elapsed_time", .right),
    ])
    for (index, call) in calls.enumerated() {
      table.addRow([String(index + 1), call.caller, call.called, fixed(call.elapsed, places: 6)])
    }
    return table.render()
  }
}

/// A number with a fixed number of decimal places, rounded to the nearest.
func fixed(_ value: Double, places: Int) -> String {
  guard value.isFinite, value.magnitude < 1e12 else { return value.description }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int64((value.magnitude * scale).rounded())
  let digits = String(scaled)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let sign = value < 0 && scaled != 0 ? "-" : ""
  return sign + padded.dropLast(places) + (places > 0 ? "." + padded.suffix(places) : "")
}
