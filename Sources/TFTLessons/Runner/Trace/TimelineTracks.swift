/// Which track of a timeline each span stands on, so that on one track spans only follow or enclose each other, and what
/// encloses a span is its caller.
struct TimelineTracks {
  /// Per span, its track, from 0.
  private(set) var trackOf: [Int] = []

  /// Per track, the spans that the last one stands in, the outermost first.
  private var open: [[TraceSpan]] = []

  /// How many tracks there are.
  var count: Int { open.count }

  /// - Parameter spans: in order of start.
  init(_ spans: [TraceSpan]) {
    for span in spans {
      for track in open.indices {
        while let last = open[track].last, last.endNanoseconds <= span.startNanoseconds {
          open[track].removeLast()
        }
      }
      let track =
        open.firstIndex { track in
          track.last.map { $0.index == span.parent && $0.endNanoseconds >= span.endNanoseconds } ?? false
        } ?? open.firstIndex { $0.isEmpty } ?? open.count
      if track == open.count { open.append([]) }
      open[track].append(span)
      trackOf.append(track)
    }
  }
}

extension TraceSpan {
  /// In whole nanoseconds, which are added and compared exactly.
  var startNanoseconds: Int { Int((start * 1e9).rounded()) }
  /// The same for its end.
  var endNanoseconds: Int { Int(((start + (elapsed ?? 0)) * 1e9).rounded()) }
}
