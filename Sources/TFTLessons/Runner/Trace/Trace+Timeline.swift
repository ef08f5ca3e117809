import RawData

extension [TraceSpan] {
  /// The calls in Chrome's trace event format, for <https://ui.perfetto.dev> and `chrome://tracing`: complete events
  /// (`"ph": "X"`) whose times are microseconds.
  ///
  /// Calls that ran at the same time stand on tracks of their own, for on one track the format lets calls only follow or
  /// enclose each other.
  ///
  /// Format: "Trace Event Format", Google, 2016.
  var timeline: JSON {
    let tracks = TimelineTracks(self)
    let names = (0..<Swift.max(1, tracks.count)).map { track in
      Self.label("thread_name", track, track == 0 ? "main" : "at the same time, \(track)")
    }
    let calls = zip(self, tracks.trackOf).map(Self.event)
    return .object([
      JSON.Member("displayTimeUnit", .string("ms")),
      JSON.Member("traceEvents", .array([Self.label("process_name", 0, "lessons")] + names + calls)),
    ])
  }

  private static func event(_ span: TraceSpan, on track: Int) -> JSON {
    .object([
      JSON.Member("name", .string(span.name)),
      JSON.Member("cat", .string("call")),
      JSON.Member("ph", .string("X")),
      JSON.Member("ts", microseconds(span.startNanoseconds)),
      JSON.Member("dur", microseconds(span.endNanoseconds - span.startNanoseconds)),
      JSON.Member("pid", .int(1)),
      JSON.Member("tid", .int(track + 1)),
      JSON.Member("args", .object([JSON.Member("caller", .string(span.caller))] + span.amounts)),
    ])
  }

  /// An event that names the program or a track.
  private static func label(_ kind: String, _ track: Int, _ name: String) -> JSON {
    .object([
      JSON.Member("name", .string(kind)),
      JSON.Member("ph", .string("M")),
      JSON.Member("pid", .int(1)),
      JSON.Member("tid", .int(track + 1)),
      JSON.Member("args", .object([JSON.Member("name", .string(name))])),
    ])
  }

  private static func microseconds(_ nanoseconds: Int) -> JSON {
    .number(fixed(Double(nanoseconds) / 1000, places: 3))
  }
}
