import RawData
import TFRecords

extension Lesson {
  static let tfRecords = Lesson(
    number: 2,
    title: "TFRecords",
    summary: "TensorFlow's file format, written and read byte by byte.",
    cells: [
      Cell("write", "Every row becomes a tf.train.Example message, every message a record.") { run in
        try run.perform(.writeRawTFRecords)
      },
      Cell("first-record", "The first record's frame: a length, its checksum, the message, its checksum.") {
        run in
        try firstRecord(of: run)
      },
      Cell("sample", "Read back, the first record is the first ride.") { run in
        try run.perform(.viewOriginalSampleData)
      },
      Cell("damage", "One flipped bit, and the checksum tells.") { run in try damage(run) },
    ]
  )

  private static func firstRecord(of run: PipelineRun) throws -> String {
    let path = try firstShard(of: run)
    let length = try firstMessage(path).count
    let bytes = try beginning(of: path, count: length + RecordWriter.frameSize)
    let parts = [
      ("length", 0..<8), ("its masked CRC32C", 8..<12), ("the message's first 16 bytes", 12..<28),
      ("the message's masked CRC32C", 12 + length..<16 + length),
    ]
    let lines = parts.map { "\(hexadecimal(bytes[$1]))  \($0)" }
    return (lines + ["the message has \(length) bytes"]).joined(separator: "\n")
  }

  private static func damage(_ run: PipelineRun) throws -> String {
    let path = try firstShard(of: run)
    var bytes = try beginning(of: path, count: try firstMessage(path).count + RecordWriter.frameSize)
    bytes[bytes.count / 2] ^= 1
    let damaged = "\(run.directory.path)/damaged.tfrecord"
    defer { try? Platform.remove(damaged) }
    let file = try OutputFile(path: damaged)
    try file.write(bytes)
    try file.commit()
    do {
      var reader = try RecordReader(path: damaged)
      try reader.forEachRecord { _ in }
      return "no error"
    } catch let error as InputError {
      return run.directory.shown("\(error)")
    }
  }

  private static func firstMessage(_ path: String) throws -> ArraySlice<UInt8> {
    var reader = try RecordReader(path: path)
    guard let message = try reader.next() else {
      throw InputError(file: path, problem: "found no records, expected one or more")
    }
    return message
  }

  private static func beginning(of path: String, count: Int) throws -> [UInt8] {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    _ = try file.read(upTo: count, appendingTo: &bytes)
    return bytes
  }

  private static func firstShard(of run: PipelineRun) throws -> String {
    try run.perform(.writeRawTFRecords)
    return try ShardedRecords.shards(in: run.directory.rawRecords)[0]
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
