import Drawing
import Embeddings
import RawData

/// Tells how far a training is: a bar that moves on a terminal, a line for each epoch elsewhere.
final class TrainingProgress {
  private let name: String
  private let epochs: Int
  /// How many examples an epoch is known to have, and how many bytes of input one has; nil where nobody knows.
  private let expected: (examples: Int, bytesEach: Double)?
  /// Where lines go.
  private let onLine: (String) -> Void
  /// Where the bar goes; nil when there is no terminal.
  private let onBar: ((String) -> Void)?
  /// When the first bar of the epoch was shown, and how many examples were done by then.
  private var startOfRate: (time: Double, done: Int)?
  private var lastBar = 0.0
  private var barWidth = 0

  /// - Parameter epochs: how many there are at most.
  init(
    _ name: String,
    epochs: Int,
    expected: (examples: Int, bytesEach: Double)? = nil,
    onBar: ((String) -> Void)?,
    onLine: @escaping (String) -> Void
  ) {
    (self.name, self.epochs, self.expected) = (name, epochs, expected)
    (self.onBar, self.onLine) = (onBar, onLine)
  }

  /// Tells something that is not about an epoch.
  func note(_ text: String) {
    onLine("\(name): \(text)")
  }

  /// Shows a step or an epoch.
  func show(_ progress: Trainer.Progress, _ training: Training) {
    switch progress {
    case .step(let epoch, let done, let loss): showBar(epoch, done, training.exampleCount ?? expected?.examples, loss)
    case .epoch(let result):
      finish()
      onLine(Self.fitting("\(name): \(Self.line(result))", columns: Platform.terminalColumns(2)))
      startOfRate = nil
    }
  }

  /// Takes the bar away.
  func finish() {
    guard barWidth > 0 else { return }
    onBar?("\r" + String(repeating: " ", count: barWidth) + "\r")
    barWidth = 0
  }

  /// `epoch 2, loss 22.724, validation loss 91.100, rmse 9.545, mae 5.262, r2 0.379`.
  static func line(_ result: EpochResult) -> String {
    var parts = ["epoch \(result.epoch)", "loss \(fixed(result.loss, places: 3))"]
    if let evaluation = result.validation {
      parts.append("validation loss \(fixed(evaluation.loss, places: 3))")
      parts += evaluation.metrics.named.map { "\($0.name) \(fixed($0.value, places: 3))" }
    }
    return parts.joined(separator: ", ")
  }

  /// A line without the last of its parts that a terminal has no room for; nil columns are room for all.
  static func fitting(_ line: String, columns: Int?) -> String {
    guard let columns, line.count > columns, let comma = line.lastIndex(of: ",") else { return line }
    return fitting(String(line[..<comma]), columns: columns)
  }

  private static let barSize = 24
  /// A bar that moves more often cannot be read.
  private static let secondsBetweenBars = 0.1

  /// `  812345 examples/s`, and where the input is known: `  80.1 MB/s  0:42 left`.
  private func rate(_ perSecond: Double, left: Int?) -> String {
    let text = "  \(Int(perSecond)) examples/s"
    guard let expected, let left, perSecond > 0 else { return text }
    let megabytes = fixed(perSecond * expected.bytesEach / 1e6, places: 1)
    return "\(text)  \(megabytes) MB/s  \(ShardProgress.clock(Double(left) / perSecond)) left"
  }

  private func showBar(_ epoch: Int, _ done: Int, _ all: Int?, _ loss: Double) {
    let now = Platform.monotonicSeconds()
    guard let onBar, now - lastBar > Self.secondsBetweenBars else { return }
    lastBar = now
    let count = all.map { "\(done)/\($0)" } ?? "\(done)"
    let start = startOfRate ?? (now, done)
    startOfRate = start
    let rate = now > start.time ? rate(Double(done - start.done) / (now - start.time), left: all.map { $0 - done }) : ""
    let (head, tail) = ("\(name) \(epoch)/\(epochs) ", " \(count)  loss \(fixed(loss, places: 3))\(rate)")
    // As wide as there is room for: a line that wraps cannot be written over.
    let room = (Platform.terminalColumns(2) ?? 80) - 1
    let size = max(0, min(Self.barSize, room - head.count - tail.count))
    let filled = min(size, size * done / max(1, all ?? .max))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: size - filled)
    let text = String((head + bar + tail).prefix(room))
    let padding = max(0, barWidth - text.count)
    barWidth = text.count
    onBar("\r" + text + String(repeating: " ", count: padding))
  }
}
