/// One call in a trace.
struct TraceSpan: Sendable, Equatable {
  var name: String
  /// Its place among all spans, from 0, in order of start.
  var index: Int
  /// The place of the calling span; nil for the outermost.
  var parent: Int?
  /// The name of the calling span; `main` for the outermost.
  var caller: String
  /// Seconds from the start of the trace.
  var start: Double
  /// Seconds, with the calls it made; nil while it runs.
  var elapsed: Double?
  /// Rows read, where it said so.
  var rows = 0
  /// Bytes of the files that were read, where it said so.
  var bytes = 0
  /// The most memory that the program had had when the span ended, in bytes; nil where the system does not say.
  var peakMemory: Int?

  /// Rows for each second; nil where there is nothing to divide.
  var rowsPerSecond: Double? { rate(rows) }
  /// Millions of bytes for each second; nil where there is nothing to divide.
  var megabytesPerSecond: Double? { rate(bytes).map { $0 / 1e6 } }

  private func rate(_ count: Int) -> Double? {
    guard let elapsed, elapsed > 0, count > 0 else { return nil }
    return Double(count) / elapsed
  }
}
