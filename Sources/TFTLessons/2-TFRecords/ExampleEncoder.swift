import RawData

/// Encodes rows as `tf.train.Example` messages.
///
/// Source: TensorFlow, `tensorflow/core/example/example.proto` and `feature.proto`. Features are written in the order of
/// their names, numbers packed, so the same row always gives the same bytes.
public struct ExampleEncoder: Sendable {
  private let names: [String]
  /// Each feature's key as an entry of the map begins with it: tag, length, name.
  private let keys: [[UInt8]]

  /// An encoder of the features `names`.
  public init(names: [String]) {
    self.names = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    keys = self.names.map { name in
      let key = Array(name.utf8)
      return [lengthDelimitedTag(1)] + varint(key.count) + key
    }
  }

  /// The messages of all rows.
  ///
  /// - Precondition: the batch has all of the encoder's features.
  public func encode(_ batch: Batch) -> ByteStrings {
    let plan = EncodingPlan(batch, names: names, keys: keys, rows: 0..<batch.rowCount)
    var offsets = [0]
    for row in 0..<batch.rowCount { offsets.append(offsets[row] + plan.messageSize(row)) }
    let bytes = [UInt8](unsafeUninitializedCapacity: offsets[batch.rowCount]) { buffer, count in
      var writer = ByteWriter(UnsafeMutableRawBufferPointer(buffer))
      for row in 0..<batch.rowCount { plan.writeMessage(row, to: &writer) }
      count = writer.position
    }
    return ByteStrings(bytes: bytes, offsets: offsets)
  }

  /// The messages of `rows`, each framed as a TFRecord.
  ///
  /// - Precondition: the batch has all of the encoder's features.
  func encodeRecords(_ batch: Batch, rows: Range<Int>) -> [UInt8] {
    let plan = EncodingPlan(batch, names: names, keys: keys, rows: rows)
    let size = (0..<rows.count).reduce(0) { $0 + plan.messageSize($1) + RecordWriter.frameSize }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var writer = ByteWriter(UnsafeMutableRawBufferPointer(buffer))
      for row in 0..<rows.count {
        writer.write(UInt64(plan.messageSize(row)))
        writer.write(CRC32C.masked(writer.written(last: 8)))
        plan.writeMessage(row, to: &writer)
        writer.write(CRC32C.masked(writer.written(last: plan.messageSize(row))))
      }
      count = writer.position
    }
  }
}

/// The sizes of everything in some rows' messages, found before the first byte is written: in protobuf every length
/// stands before what it measures.
private struct EncodingPlan {
  private let columns: [FeatureValues]
  private let keys: [[UInt8]]
  private let firstRow: Int
  /// The size of the values of each row's features, row after row: a list's content without tags and lengths.
  private var contents: [Int] = []
  /// The size of each row's `Features` message.
  private var features: [Int] = []

  init(_ batch: Batch, names: [String], keys: [[UInt8]], rows: Range<Int>) {
    columns = names.map { name in
      guard let column = batch[name] else { preconditionFailure("the batch has no feature \(name)") }
      return column
    }
    self.keys = keys
    firstRow = rows.lowerBound
    contents.reserveCapacity(rows.count * columns.count)
    for row in rows {
      var size = 0
      for (column, key) in zip(columns, keys) {
        let content = Self.contentSize(column, row)
        contents.append(content)
        size += lengthDelimitedSize(key.count + lengthDelimitedSize(Self.featureSize(column, content)))
      }
      features.append(size)
    }
  }

  func messageSize(_ row: Int) -> Int { lengthDelimitedSize(features[row]) }

  /// `Example { Features features = 1 }`, `Features { map<string, Feature> feature = 1 }`.
  func writeMessage(_ row: Int, to writer: inout ByteWriter) {
    writer.writeHeader(1, size: features[row])
    for index in columns.indices {
      let content = contents[row * columns.count + index]
      let featureSize = Self.featureSize(columns[index], content)
      writer.writeHeader(1, size: keys[index].count + lengthDelimitedSize(featureSize))
      writer.write(keys[index])
      writer.writeHeader(2, size: featureSize)
      writeFeature(columns[index], firstRow + row, content, to: &writer)
    }
  }

  /// `Feature { oneof { BytesList = 1, FloatList = 2, Int64List = 3 } }`; each list has one field, `repeated value = 1`.
  private func writeFeature(_ column: FeatureValues, _ row: Int, _ content: Int, to writer: inout ByteWriter)
  {
    let range = column.range(ofRow: row)
    switch column.storage {
    case .string(let values):
      writer.writeHeader(1, size: content)
      for index in range {
        writer.writeHeader(1, size: values.size(of: index))
        writer.write(values, index)
      }
    case .float32(let values):
      writer.writeHeader(2, size: Self.packedSize(content))
      if content > 0 { writer.writeHeader(1, size: content) }
      for index in range { writer.write(values[index].bitPattern) }
    case .int64(let values):
      writer.writeHeader(3, size: Self.packedSize(content))
      if content > 0 { writer.writeHeader(1, size: content) }
      for index in range { writer.writeVarint(UInt64(bitPattern: values[index])) }
    }
  }

  private static func contentSize(_ column: FeatureValues, _ row: Int) -> Int {
    let range = column.range(ofRow: row)
    switch column.storage {
    case .string(let values): return range.reduce(0) { $0 + lengthDelimitedSize(values.size(of: $1)) }
    case .float32: return range.count * 4
    case .int64(let values): return range.reduce(0) { $0 + varintSize(UInt64(bitPattern: values[$1])) }
    }
  }

  /// A list of packed numbers is a single field; without numbers it has none.
  private static func packedSize(_ content: Int) -> Int { content == 0 ? 0 : lengthDelimitedSize(content) }

  private static func featureSize(_ column: FeatureValues, _ content: Int) -> Int {
    lengthDelimitedSize(column.type == .string ? content : packedSize(content))
  }
}

/// The size of a field with `size` bytes of content: tag, length, content.
private func lengthDelimitedSize(_ size: Int) -> Int { 1 + varintSize(UInt64(size)) + size }
