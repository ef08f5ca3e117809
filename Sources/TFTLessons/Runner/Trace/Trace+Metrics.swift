import Drawing
import RawData

extension Trace {
  /// The calls as a table: index, caller, called, elapsed time in seconds to six places; and, where a call said what it
  /// read, its rows and its millions of bytes for each second.
  public var table: String { finished.table }
}

extension [TraceSpan] {
  /// See `Trace.table`.
  var table: String {
    let hasRows = contains { $0.rowsPerSecond != nil }
    let hasBytes = contains { $0.megabytesPerSecond != nil }
    var table = TextTable(
      columns: [("index", .right), ("caller", .left), ("called", .left), ("elapsed_time", .right)]
        + (hasRows ? [("rows/s", .right)] : []) + (hasBytes ? [("MB/s", .right)] : [])
    )
    for (index, span) in enumerated() {
      let rows = span.rowsPerSecond.map { fixed($0, places: 0) } ?? ""
      let bytes = span.megabytesPerSecond.map { fixed($0, places: 1) } ?? ""
      table.addRow(
        [String(index + 1), span.caller, span.name, fixed(span.elapsed ?? 0, places: 6)]
          + (hasRows ? [rows] : []) + (hasBytes ? [bytes] : [])
      )
    }
    return table.render()
  }

  /// The calls as JSON, for programs: all that the table says, and each call's start in seconds from the first thing that
  /// was done, `parent` as the index of the calling one, and the program's peak of memory at its end in bytes.
  var metrics: JSON {
    var numbers: [Int: Int] = [:]
    for (number, span) in enumerated() { numbers[span.index] = number + 1 }
    let calls = map { span in
      JSON.object(
        [
          JSON.Member("index", numbers[span.index].map(JSON.int) ?? .null),
          JSON.Member("parent", span.parent.flatMap { numbers[$0] }.map(JSON.int) ?? .null),
          JSON.Member("caller", .string(span.caller)),
          JSON.Member("called", .string(span.name)),
          JSON.Member("start", .number(fixed(span.start, places: 6))),
          JSON.Member("elapsed_time", .number(fixed(span.elapsed ?? 0, places: 6))),
        ] + span.amounts
      )
    }
    return .object([JSON.Member("unit", .string("seconds")), JSON.Member("calls", .array(calls))])
  }
}

extension TraceSpan {
  /// How much it read, how fast, and the peak of memory: what is known of these.
  var amounts: [JSON.Member] {
    [
      rows > 0 ? JSON.Member("rows", .int(rows)) : nil,
      bytes > 0 ? JSON.Member("bytes", .int(bytes)) : nil,
      rowsPerSecond.map { JSON.Member("rows_per_second", .number(fixed($0, places: 1))) },
      megabytesPerSecond.map { JSON.Member("megabytes_per_second", .number(fixed($0, places: 3))) },
      peakMemory.map { JSON.Member("peak_memory", .int($0)) },
    ].compactMap { $0 }
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
