import RawData

/// Some records of a file, one after the other, as they are in it. Their lengths are checked, their payloads are not.
struct RecordBlock: Sendable {
  /// Where the records come from.
  let file: RecordFile
  /// The index in the file of the first record.
  let firstIndex: Int
  /// Where in the file the first record starts, in decompressed bytes.
  let byteOffset: Int
  /// The records' bytes, and perhaps more.
  let buffer: PooledBytes
  /// How many bytes of the buffer are these records.
  var size = 0
  /// How many records there are.
  var recordCount = 0
  /// Why there are no more, when that is an error.
  var failure: (any Error)?

  /// The error at `offset` of the block in record `index` of it.
  func error(_ index: Int, at offset: Int, _ problem: String) -> InputError {
    file.error(firstIndex + index, at: byteOffset + offset, problem)
  }
}

extension RecordBlock: Divisible {
  var rowCount: Int { recordCount }

  func halves() -> (RecordBlock, RecordBlock) {
    let count = recordCount / 2
    let end = buffer.bytes.withUnsafeBytes { bytes in
      (0..<count).reduce(0) { start, _ in RecordFrame(bytes, at: start).end }
    }
    return (
      part(0..<end, firstRecord: 0, recordCount: count),
      part(end..<size, firstRecord: count, recordCount: recordCount - count)
    )
  }

  /// Some of the records, in a buffer of their own.
  private func part(_ range: Range<Int>, firstRecord: Int, recordCount: Int) -> RecordBlock {
    var part = RecordBlock(
      file: file,
      firstIndex: firstIndex + firstRecord,
      byteOffset: byteOffset + range.lowerBound,
      buffer: PooledBytes(BytePool())
    )
    part.buffer.bytes += buffer.bytes[range]
    (part.size, part.recordCount) = (range.count, recordCount)
    return part
  }
}

/// What an error in a TFRecord file says of the file.
struct RecordFile: Sendable {
  /// The file's path.
  let path: String
  /// How it is compressed.
  let compression: Compression

  /// An error in a record; for a compressed file it says which bytes its offset counts.
  func error(_ index: Int, at offset: Int, _ problem: String) -> InputError {
    let note = compression == .none ? "" : " (bytes are counted after decompression)"
    return InputError(file: path, position: .record(index, byteOffset: offset), problem: problem + note)
  }
}
