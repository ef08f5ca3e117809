import RawData

/// Encodes rows of a batch as `tf.train.Example` messages, each framed as a TFRecord.
///
/// Some rows at a time are gone through column by column, once for the sizes of their values and once for the values:
/// in protobuf every length stands before what it measures. In between come the bytes around the values, row by row. They
/// depend on the sizes alone, so a row whose values are as large as those of the row before takes them from there.
struct BatchEncoder {
  private let columns: [FeatureValues]
  /// Each feature's key as an entry of the map begins with it: tag, length, name.
  private let keys: [[UInt8]]
  /// The size of each list's content, without tag and length, row by row.
  private var contents: [Int]
  /// Where each list's content is in the output, row by row.
  private var places: [Int]

  /// The rows that are gone through at a time: as few as to stay near the processor.
  private static let chunkSize = 64

  init(_ columns: [FeatureValues], keys: [[UInt8]]) {
    self.columns = columns
    self.keys = keys
    contents = Array(repeating: 0, count: Self.chunkSize * columns.count)
    places = contents
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
    let width = columns.count
    for (index, column) in columns.enumerated() { measure(column, index, rows) }
    let messages = (0..<rows.count).map { row in
      (0..<width).reduce(0) { $0 + lengthDelimitedSize(entrySize($1, contents[row * width + $1])) }
    }
    let size = messages.reduce(0) { $0 + lengthDelimitedSize($1) + RecordWriter.frameSize }
    output.append(addingCapacity: size) { output in
      output.withUnsafeMutableBufferPointer { buffer, count in
        let bytes = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
        writeForms(messages, bytes)
        for (index, column) in columns.enumerated() { writeValues(column, index, rows, bytes) }
        writeChecksums(messages, bytes)
        count += size
      }
    }
  }

  /// The size of a map's entry: key and value, a feature with one list.
  private func entrySize(_ column: Int, _ content: Int) -> Int {
    keys[column].count + lengthDelimitedSize(featureSize(column, content))
  }

  private func featureSize(_ column: Int, _ content: Int) -> Int {
    lengthDelimitedSize(listSize(column, content))
  }

  /// A list of packed numbers is a single field; without numbers it has none.
  private func listSize(_ column: Int, _ content: Int) -> Int {
    columns[column].type == .string || content == 0 ? content : lengthDelimitedSize(content)
  }
}

// The sizes and the values, column by column.
extension BatchEncoder {
  private mutating func measure(_ column: FeatureValues, _ index: Int, _ rows: Range<Int>) {
    let width = columns.count
    var place = index
    let ranges = RowRanges(column.layout)
    for row in rows {
      let range = ranges[row]
      switch column.storage {
      case .float32: contents[place] = range.count * 4
      case .int64(let values):
        contents[place] = range.reduce(0) { $0 + varintSize(UInt64(bitPattern: values[$1])) }
      case .string(let values):
        contents[place] = range.reduce(0) { $0 + lengthDelimitedSize(values.size(of: $1)) }
      }
      place += width
    }
  }

  private func writeValues(
    _ column: FeatureValues,
    _ index: Int,
    _ rows: Range<Int>,
    _ bytes: UnsafeMutableRawBufferPointer
  ) {
    var place = index
    let ranges = RowRanges(column.layout)
    for row in rows {
      var writer = ByteWriter(bytes, at: places[place])
      let range = ranges[row]
      switch column.storage {
      case .float32(let values): for index in range { writer.write(values[index].bitPattern) }
      case .int64(let values): for index in range { writer.writeVarint(UInt64(bitPattern: values[index])) }
      case .string(let values):
        for index in range {
          writer.writeHeader(1, size: values.size(of: index))
          writer.write(values, index)
        }
      }
      place += columns.count
    }
  }
}

// What is around the values, row by row.
extension BatchEncoder {
  /// Writes each record but for values and checksums; `messages` has the size of each `Features` message.
  private mutating func writeForms(_ messages: [Int], _ bytes: UnsafeMutableRawBufferPointer) {
    let width = columns.count
    var (start, last) = (0, 0)
    for row in messages.indices {
      let place = row * width
      let size = lengthDelimitedSize(messages[row]) + RecordWriter.frameSize
      let isLikeLast =
        row > 0 && (0..<width).allSatisfy { contents[place + $0] == contents[place - width + $0] }
      if isLikeLast {
        let record = UnsafeRawBufferPointer(rebasing: bytes[last..<last + size])
        UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyMemory(from: record)
        for index in place..<place + width { places[index] = places[index - width] + start - last }
      } else {
        writeForm(row, messages[row], bytes, at: start)
      }
      (last, start) = (start, start + size)
    }
  }

  /// `Example { Features features = 1 }`, `Features { map<string, Feature> feature = 1 }`,
  /// `Feature { oneof { BytesList = 1, FloatList = 2, Int64List = 3 } }`; each list has one field, `repeated value = 1`.
  private mutating func writeForm(
    _ row: Int,
    _ message: Int,
    _ bytes: UnsafeMutableRawBufferPointer,
    at start: Int
  ) {
    var writer = ByteWriter(bytes, at: start)
    writer.write(UInt64(lengthDelimitedSize(message)))
    writer.write(CRC32C.masked(writer.written(last: 8)))
    writer.writeHeader(1, size: message)
    for column in columns.indices {
      let content = contents[row * columns.count + column]
      writer.writeHeader(1, size: entrySize(column, content))
      writer.write(keys[column])
      writer.writeHeader(2, size: featureSize(column, content))
      writer.writeHeader(columns[column].type.listField, size: listSize(column, content))
      if columns[column].type != .string && content > 0 { writer.writeHeader(1, size: content) }
      places[row * columns.count + column] = writer.position
      writer.skip(content)
    }
  }

  private func writeChecksums(_ messages: [Int], _ bytes: UnsafeMutableRawBufferPointer) {
    var writer = ByteWriter(bytes)
    for message in messages {
      let size = lengthDelimitedSize(message)
      writer.skip(RecordFrame.headerSize + size)
      writer.write(CRC32C.masked(writer.written(last: size)))
    }
  }
}

/// Where the values of each row are in a column.
private struct RowRanges {
  private let width: Int
  /// Nil where all rows have `width` values.
  private let offsets: [Int]?

  init(_ layout: FeatureValues.Layout) {
    switch layout {
    case .fixed(let width): (self.width, offsets) = (width, nil)
    case .ragged(let rowOffsets): (width, offsets) = (0, rowOffsets)
    }
  }

  subscript(row: Int) -> Range<Int> {
    if let offsets { return offsets[row]..<offsets[row + 1] }
    return row * width..<(row + 1) * width
  }
}

/// The size of a field with `size` bytes of content: tag, length, content.
private func lengthDelimitedSize(_ size: Int) -> Int { 1 + varintSize(UInt64(size)) + size }
