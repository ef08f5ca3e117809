import Drawing
import RawData
import Synchronization

/// Records which function called which, when, for how long, and how much it worked on.
///
/// ```swift
/// let trace = Trace()
/// let rows = try trace.span("read") {
///   let rows = try readRows()
///   trace.add(rows: rows.count)
///   return rows
/// }
/// print(trace.table)
/// ```
///
/// A trace that is off costs one comparison for each span.
public final class Trace: Sendable {
  /// The span that is running: of which trace, and where among its spans.
  private struct Running: Sendable {
    let trace: ObjectIdentifier
    let index: Int
  }

  private let spans = Mutex<[TraceSpan]>([])
  private let isOn: Bool
  private let origin = Platform.monotonicSeconds()
  /// A task-local value follows structured concurrency, so that a span started in a child task has the right parent.
  @TaskLocal private static var running: Running?

  /// A trace without calls.
  ///
  /// - Parameter isOn: whether it records anything.
  public init(isOn: Bool = true) {
    self.isOn = isOn
  }

  /// Runs `body` as a call of `name`, made by the span that is running.
  public func span<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    guard isOn else { return try body() }
    let running = begin(name)
    defer { end(running) }
    return try Self.$running.withValue(running, operation: body)
  }

  /// The same for work that waits; spans of its child tasks are calls made by this one.
  public func span<Result>(
    _ name: String,
    isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    guard isOn else { return try await body() }
    let running = begin(name)
    defer { end(running) }
    return try await Self.$running.withValue(running, operation: body, isolation: isolation)
  }

  /// Says how much the span that is running has worked on, in addition to what was said before.
  ///
  /// - Parameters:
  ///   - rows: rows read.
  ///   - bytes: bytes of the files they were read from.
  public func add(rows: Int = 0, bytes: Int = 0) {
    here.add(rows: rows, bytes: bytes)
  }

  /// The place of the span that is running, for work that is done for it on threads that no task has started.
  var here: Place {
    guard isOn, let running = Self.running, running.trace == ObjectIdentifier(self) else {
      return Place(trace: nil)
    }
    return Place(trace: self, index: running.index)
  }

  /// A span, wherever the work for it is done.
  struct Place: Sendable {
    fileprivate let trace: Trace?
    fileprivate var index = 0

    /// See `Trace.add(rows:bytes:)`.
    func add(rows: Int = 0, bytes: Int = 0) {
      trace?.spans.withLock {
        $0[index].rows += rows
        $0[index].bytes += bytes
      }
    }
  }

  /// The spans that have ended, in order of start.
  var finished: [TraceSpan] {
    spans.withLock { spans in spans.filter { $0.elapsed != nil } }
  }

  /// The finished calls, in order of start.
  public var calls: [Call] {
    finished.compactMap { span in
      span.elapsed.map { Call(caller: span.caller, called: span.name, elapsed: $0) }
    }
  }

  private func begin(_ name: String) -> Running {
    let start = Platform.monotonicSeconds() - origin
    let parent = Self.running.flatMap { $0.trace == ObjectIdentifier(self) ? $0.index : nil }
    return spans.withLock { spans in
      let caller = parent.map { spans[$0].name } ?? "main"
      spans.append(TraceSpan(name: name, index: spans.count, parent: parent, caller: caller, start: start))
      return Running(trace: ObjectIdentifier(self), index: spans.count - 1)
    }
  }

  private func end(_ running: Running) {
    let end = Platform.monotonicSeconds() - origin
    let memory = Platform.peakMemory
    spans.withLock { spans in
      spans[running.index].elapsed = end - spans[running.index].start
      spans[running.index].peakMemory = memory
    }
  }
}
