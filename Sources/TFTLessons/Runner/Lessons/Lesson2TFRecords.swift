import Drawing
import RawData
import TFRecords

extension Lesson {
  static let tfRecords = Lesson(
    number: 2,
    title: "TFRecords",
    summary: "TensorFlow's file format, written and read byte by byte.",
    cells: [
      .here(2),
      Cell("write", "Every row becomes a tf.train.Example message, every message a record.") { run in
        try run.perform(.writeRawTFRecords)
      },
      Cell(
        "one-record",
        "A whole record, every byte of it: two values of our ride and the number of its row."
      ) { run in
        try run.anatomyOfExampleRide()?.table ?? "no example"
      },
      Cell("bytes", "The same record as a picture: what is inside of what.") { run in
        guard let anatomy = try run.anatomyOfExampleRide() else { return "no example" }
        return try run.write([("record.svg", anatomy.map.svg())], to: "2-bytes")
      },
      Cell("ride", "The whole ride as a record: how large it is, and its first bytes.") { run in
        try run.exampleRideAsRecord()
      },
      Cell("sample", "Read back, the first record is the first ride.") { run in
        try run.perform(.viewOriginalSampleData)
      },
      Cell("shards", "The same records in three files, and in one.") { run in try run.shards(3) },
      Cell("compression", "The same file, compressed as a whole.") { run in try run.compressedSizes() },
      Cell("damage", "One flipped bit, and the checksum tells.") { run in
        try run.withDamagedCopy { try run.read($0, skipping: false) }
      },
      Cell("skip", "Passed over on request, and counted.") { run in
        try run.withDamagedCopy { try run.read($0, skipping: true) }
      },
    ]
  )
}

extension PipelineRun {
  /// Some records are enough to show something.
  private static let shownRecords = 1000

  /// A record of the three types: our ride's first number and first text, and the number of its row.
  fileprivate func anatomyOfExampleRide() throws -> RecordAnatomy? {
    guard let ride = try exampleRide() else { return nil }
    var names = ["row"]
    var columns = [FeatureValues([Int64(Self.exampleRow)])]
    for type in [FeatureType.float32, .string] {
      guard let index = ride.columns.firstIndex(where: { $0.type == type }) else { continue }
      names.append(ride.names[index])
      columns.append(ride.columns[index])
    }
    let messages = ExampleEncoder(names: names).encode(Batch(rowCount: 1, names: names, columns: columns))
    return RecordAnatomy(of: messages[0])
  }

  /// Our ride as a line of text and as a record: how many bytes each has, and where in the record its features are.
  fileprivate func exampleRideAsRecord() throws -> String {
    guard let ride = try exampleRide() else { return "no rows" }
    let messages = ExampleEncoder(names: ride.names).encode(ride)
    let line = try exampleLine().split(separator: "\n").last ?? ""
    let size = messages.size(of: 0)
    var table = TextTable(columns: [("feature", .left), ("list", .left), ("value", .left), ("bytes", .right)])
    for (name, column) in zip(ride.names, ride.columns).sorted(by: { $0.0 < $1.0 }) {
      let alone = ExampleEncoder(names: [name]).encode(Batch(rowCount: 1, names: [name], columns: [column]))
      // The message itself begins with a tag and a length.
      table.addRow([name, column.type.listName, column.rowText(0), "\(alone.size(of: 0) - 2)"])
    }
    return
      "\(line.utf8.count) bytes of text, \(size) bytes of message, \(size + RecordWriter.frameSize) of record\n"
      + table.render()
  }

  /// How the first records divide into `count` shards.
  fileprivate func shards(_ count: Int) throws -> String {
    try inScratchDirectory { place in
      let batch = try firstRecords()
      var lines: [String] = []
      for shards in [count, 1] {
        var writer = try ShardedExampleWriter(
          .init(directory: place, shards: shards, rowCount: batch.rowCount),
          names: batch.names
        )
        try writer.write(batch)
        _ = try writer.close()
        for shard in 0..<shards {
          let name = ShardedRecords.shardName(shard, of: shards)
          let records = try ShardedRecords.recordCount(of: ["\(place)/\(name)"])
          lines.append("\(name): \(records) records, \(Platform.size(of: "\(place)/\(name)")) bytes")
        }
      }
      return lines.joined(separator: "\n")
    }
  }

  /// The size of the first records under each compression.
  fileprivate func compressedSizes() throws -> String {
    try inScratchDirectory { place in
      let batch = try firstRecords()
      return try Compression.allCases.map { compression in
        let path = "\(place)/\(compression.rawValue)"
        let writer = try ExampleWriter(path: path, names: batch.names, compression: compression)
        try writer.write(batch)
        try writer.close()
        let start = hexadecimal(try FileKind.firstBytes(of: path, count: 3))
        return "\(compression.rawValue): \(Platform.size(of: path)) bytes, the first of them \(start)"
      }.joined(separator: "\n")
    }
  }

  /// Calls `body` with the path of a file of the first records, in which a bit of record 1 is flipped.
  fileprivate func withDamagedCopy(_ body: (String) throws -> String) throws -> String {
    try inScratchDirectory { place in
      let batch = try firstRecords()
      let messages = ExampleEncoder(names: batch.names).encode(batch)
      let path = "\(place)/damaged.tfrecord"
      let writer = try RecordWriter(path: path)
      for index in 0..<messages.count { try writer.write(messages[index]) }
      try writer.close()
      var bytes = try InputFile.contents(of: path)
      bytes[messages.size(of: 0) + RecordWriter.frameSize + 100] ^= 1
      let file = try OutputFile(path: path)
      try file.write(bytes)
      try file.commit()
      return try body(path)
    }
  }

  /// What is said of a TFRecord file.
  fileprivate func read(_ path: String, skipping: Bool) throws -> String {
    let name = path.split(separator: "/").last ?? ""
    var reader = try RecordReader(path: path, skipsCorrupt: skipping)
    do {
      let count = try reader.forEachRecord { _ in }
      return "\(count) records read, \(reader.skippedRecords) skipped\n\(reader.firstSkipped?.inFile ?? "")"
    } catch let error as InputError {
      return "\(name): \(error.inFile)"
    }
  }

  private func firstRecords() throws -> Batch {
    try perform(.writeRawTFRecords)
    var reader = try openRawRecords(pipeline.schema)
    guard let batch = try reader.next() else {
      throw InputError(file: directory.rawRecords, problem: "found no records, expected one or more")
    }
    return batch.slice(0..<min(Self.shownRecords, batch.rowCount))
  }

  func inScratchDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
    let place = "\(directory.path)/scratch.partial"
    try Platform.makeDirectory(place)
    defer { try? Platform.remove(place) }
    return try body(place)
  }
}

extension RecordAnatomy {
  /// A line for each part: where it starts, its bytes, what they say.
  var table: String {
    var table = TextTable(columns: [("byte", .right), ("bytes", .left), ("what they say", .left)])
    for part in parts {
      let indent = String(repeating: "  ", count: part.depth)
      table.addRow([String(part.offset), hexadecimal(part.bytes), indent + part.meaning])
    }
    return table.render()
  }
}

extension FeatureType {
  /// The list of `tf.train.Feature` that holds it.
  fileprivate var listName: String {
    switch self {
    case .string: "bytes_list"
    case .int64: "int64_list"
    case .float32: "float_list"
    }
  }
}
