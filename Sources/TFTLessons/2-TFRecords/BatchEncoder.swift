import RawData

/// Encodes rows of a batch as `tf.train.Example` messages, each framed as a TFRecord.
///
/// Some rows at a time are gone through column by column, once for the sizes of their entries and once to write them: in
/// protobuf every length stands before what it measures.
struct BatchEncoder {
  private var columns: [EntryColumn]
  /// The size of each row's `Features` message.
  private var sizes: [Int] = []
  /// Where in the output each row goes on.
  private var places: [Int] = []

  /// The rows that are gone through at a time: as few as to stay near the processor.
  private static let chunkSize = 64

  init(_ columns: [FeatureValues], keys: [[UInt8]]) {
    self.columns = zip(columns, keys).map { EntryColumn($0, key: $1) }
  }

  /// Adds the records of `rows` to `output`.
  mutating func encode(_ rows: Range<Int>, appendingTo output: inout [UInt8]) {
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.chunkSize) {
      let before = output.count
      encodeChunk(start..<min(start + Self.chunkSize, rows.upperBound), appendingTo: &output)
      // The other chunks will be about as large, and growing costs a copy.
      if start == rows.lowerBound {
        output.reserveCapacity(before + (output.count - before) * (rows.count / Self.chunkSize + 2))
      }
    }
  }

  private mutating func encodeChunk(_ rows: Range<Int>, appendingTo output: inout [UInt8]) {
    sizes = Array(repeating: 0, count: rows.count)
    for column in columns { column.addSizes(rows, to: &sizes) }
    let size = sizes.reduce(0) { $0 + lengthDelimitedSize($1) + RecordWriter.frameSize }
    output.append(addingCapacity: size) { output in
      output.withUnsafeMutableBufferPointer { buffer, count in
        let bytes = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
        writeHeaders(bytes)
        places.withUnsafeMutableBufferPointer { places in
          for index in columns.indices { columns[index].write(rows, places, bytes) }
        }
        writeChecksums(bytes)
        count += size
      }
    }
  }

  /// Writes what comes before the entries: the frame's length with its checksum, and `Example { Features features = 1 }`.
  private mutating func writeHeaders(_ bytes: UnsafeMutableRawBufferPointer) {
    var writer = ByteWriter(bytes)
    places.removeAll(keepingCapacity: true)
    // Many rows are as long as the one before.
    var last: (length: UInt64, checksum: UInt32) = (0, CRC32C.masked(littleEndian(UInt64(0))))
    for size in sizes {
      let length = UInt64(lengthDelimitedSize(size))
      writer.write(length)
      if length != last.length { last = (length, CRC32C.masked(writer.written(last: 8))) }
      writer.write(last.checksum)
      writer.writeHeader(1, size: size)
      places.append(writer.position)
      writer.skip(size + RecordFrame.footerSize)
    }
  }

  private func writeChecksums(_ bytes: UnsafeMutableRawBufferPointer) {
    for (size, end) in zip(sizes, places) {
      let message = lengthDelimitedSize(size)
      var writer = ByteWriter(bytes, at: end)
      writer.write(CRC32C.masked(writer.written(last: message)))
    }
  }
}
