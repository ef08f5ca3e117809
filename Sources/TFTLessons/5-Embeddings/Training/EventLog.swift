import RawData
import TFRecords

/// What TensorBoard shows of a training: a TFRecord file of `Event` messages, written as lesson 2 writes records.
///
/// Source: TensorFlow, `event.proto` and `summary.proto`. The tags are those of Keras's `TensorBoard` callback. An event's
/// time is its epoch, in seconds, so that the same training gives the same bytes.
struct EventLog: Equatable, Sendable {
  /// The file's records.
  private(set) var bytes: [UInt8] = []

  /// A log that has begun.
  init() {
    add(epoch: 0, [Self.field(3, Array("brain.Event:2".utf8))])
  }

  /// A log that was saved.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Adds a number of an epoch under a name.
  mutating func add(_ tag: String, _ value: Double, epoch: Int) {
    let number = [Self.fixed32Tag(2)] + littleEndian(Float(value).bitPattern)
    addSummary(tag, number, epoch: epoch)
  }

  /// Adds how the numbers of a weight are spread at the end of an epoch.
  mutating func add(_ tag: String, histogramOf matrix: Matrix, epoch: Int) {
    var (least, largest) = (Float.infinity, -Float.infinity)
    var (count, sum, squares) = (0, 0.0, 0.0)
    for value in matrix.elements where value.isFinite {
      least = min(least, value)
      largest = max(largest, value)
      count += 1
      sum += Double(value)
      squares += Double(value) * Double(value)
    }
    guard count > 0 else { return }
    let (limits, counts) = Self.buckets(matrix.elements, Double(least), Double(largest), count)
    var message: [UInt8] = []
    for (index, number) in [Double(least), Double(largest), Double(count), sum, squares].enumerated() {
      message += [Self.fixed64Tag(UInt8(index + 1))] + littleEndian(number.bitPattern)
    }
    message += Self.field(6, limits.flatMap { littleEndian($0.bitPattern) })
    message += Self.field(7, counts.flatMap { littleEndian($0.bitPattern) })
    addSummary(tag, Self.field(5, message), epoch: epoch)
  }

  private static let bucketCount = 30

  /// The upper limits of equally wide buckets, and how many of the `count` finite values are in each.
  private static func buckets(
    _ values: [Float],
    _ least: Double,
    _ largest: Double,
    _ count: Int
  ) -> (limits: [Double], counts: [Double]) {
    let width = (largest - least) / Double(bucketCount)
    guard width > 0 else { return ([least.nextUp], [Double(count)]) }
    var counts = [Int](repeating: 0, count: bucketCount)
    for value in values where value.isFinite {
      counts[min(bucketCount - 1, Int((Double(value) - least) / width))] += 1
    }
    return ((1...bucketCount).map { least + Double($0) * width }, counts.map(Double.init))
  }

  private mutating func addSummary(_ tag: String, _ value: [UInt8], epoch: Int) {
    add(epoch: epoch, [Self.field(5, Self.field(1, Self.field(1, Array(tag.utf8)) + value))])
  }

  /// Adds an event: its time, its step, and what it says.
  private mutating func add(epoch: Int, _ content: [[UInt8]]) {
    var event = [Self.fixed64Tag(1)] + littleEndian(Double(epoch).bitPattern)
    event += [2 << 3] + varint(epoch)
    RecordWriter.appendFrame(around: event + content.flatMap(\.self), to: &bytes)
  }

  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [lengthDelimitedTag(number)] + varint(bytes.count) + bytes
  }

  private static func fixed64Tag(_ field: UInt8) -> UInt8 { field << 3 | 1 }
  private static func fixed32Tag(_ field: UInt8) -> UInt8 { field << 3 | 5 }
}

extension EventLog {
  /// The names of the directories that Keras gives to the two logs, which TensorBoard shows as two runs.
  static let directories = (training: "train", validation: "validation")
  /// TensorBoard looks for `tfevents` in a file's name.
  static let fileName = "events.out.tfevents.0.lessons"

  /// Writes the log below `directory`.
  func write(to directory: String) throws(FileError) {
    try Platform.makeDirectory(directory)
    let file = try OutputFile(path: "\(directory)/\(Self.fileName)")
    try file.write(bytes)
    try file.commit()
  }
}
