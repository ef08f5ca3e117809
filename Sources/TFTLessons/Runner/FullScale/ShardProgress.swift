import RawData
import Synchronization

/// Tells how far a pass over shards is: a bar that moves on a terminal, with rows and bytes for each second and the time that is
/// left; a line at the end elsewhere.
final class ShardProgress: Sendable {
  private struct State {
    var rows = 0
    var lastBar = 0.0
    var barWidth = 0
  }

  private let name: String
  private let rowCount: Int
  private let byteCount: Int
  private let start = Platform.monotonicSeconds()
  private let showsBar: Bool
  private let state = Mutex(State())

  /// A bar that moves more often cannot be read.
  private static let secondsBetweenBars = 0.1
  private static let barSize = 24

  /// - Parameters:
  ///   - rowCount: how many rows there are; 0 where nobody knows, and bytes alone are counted.
  ///   - byteCount: how many bytes they have.
  init(_ name: String, rowCount: Int, byteCount: Int, showsBar: Bool) {
    (self.name, self.rowCount, self.byteCount) = (name, rowCount, byteCount)
    self.showsBar = showsBar
  }

  /// How many seconds it has taken so far.
  var seconds: Double { Platform.monotonicSeconds() - start }

  /// So many more rows are done, or bytes where nobody knows the rows.
  func add(_ count: Int) {
    let now = Platform.monotonicSeconds()
    state.withLock { state in
      state.rows += count
      guard showsBar, now - state.lastBar > Self.secondsBetweenBars else { return }
      state.lastBar = now
      draw(&state, now - start)
    }
  }

  /// Takes the bar away.
  func finish() {
    state.withLock { state in
      guard state.barWidth > 0 else { return }
      Terminal().bar("\r" + String(repeating: " ", count: state.barWidth) + "\r")
      state.barWidth = 0
    }
  }

  /// `2000000 rows in 1.5 s, 1333333 rows/s, 131.7 MB/s`.
  static func line(rows: Int, bytes: Int, seconds: Double) -> String {
    let time = max(seconds, 1e-9)
    return "\(rows) rows in \(fixed(seconds, places: 1)) s, \(fixed(Double(rows) / time, places: 0)) rows/s, "
      + "\(fixed(Double(bytes) / time / 1e6, places: 1)) MB/s"
  }

  /// `1:05:09`, `5:09`, `0:07`.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.isFinite ? min(seconds, 1e9).rounded(.up) : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
  }

  private func draw(_ state: inout State, _ seconds: Double) {
    let total = rowCount > 0 ? rowCount : byteCount
    let share = total > 0 ? min(1, Double(state.rows) / Double(total)) : 1
    let bytes = share * Double(byteCount)
    let megabytes = fixed(bytes / max(seconds, 1e-9) / 1e6, places: 1)
    let left = share > 0 ? Self.clock(seconds / share * (1 - share)) : "?"
    let rows =
      rowCount > 0 ? " \(state.rows)/\(rowCount) rows  \(Int(Double(state.rows) / max(seconds, 1e-9))) rows/s " : ""
    let tail = " \(Int(share * 100))%\(rows)  \(megabytes) MB/s  \(left) left"
    let room = (Platform.terminalColumns(2) ?? 80) - 1
    let size = max(0, min(Self.barSize, room - name.count - 1 - tail.count))
    let filled = Int(Double(size) * share)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: size - filled)
    let text = String(("\(name) \(bar)\(tail)").prefix(room))
    let padding = max(0, state.barWidth - text.count)
    state.barWidth = text.count
    Terminal().bar("\r" + text + String(repeating: " ", count: padding))
  }
}
