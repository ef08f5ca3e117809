import RawData

/// Reads the records of a TFRecord file in constant memory and checks every checksum.
///
/// A file that is compressed as a whole is recognised by its first bytes, see `Compression.detect(_:)`. Byte offsets of its
/// records then count decompressed bytes.
public struct RecordReader {
  private var blocks: RecordBlockReader
  private var block: RecordBlock?
  /// Where in the block the next record starts.
  private var start = 0
  /// The index in the block of the next record.
  private var index = 0

  private static let blockSize = 1 << 18

  /// The file's path.
  public var path: String { blocks.file.path }

  /// How the file is compressed.
  public var compression: Compression { blocks.file.compression }

  /// How many records were passed over because their payload was damaged.
  public private(set) var skippedRecords = 0
  /// What was wrong with the first of them.
  public private(set) var firstSkipped: InputError?
  /// The index in the file of the next record.
  package var recordIndex: Int { (block?.firstIndex ?? 0) + index }
  /// Where in the file the payload of the last record starts, in decompressed bytes.
  package private(set) var payloadOffset = 0
  private let skipsCorrupt: Bool

  /// Opens a file, plain or compressed.
  ///
  /// - Parameters:
  ///   - path: the TFRecord file.
  ///   - skipsCorrupt: passes over a record whose payload does not have its checksum, and counts it. A damaged length stays
  ///     an error: nobody knows where the next record starts.
  public init(path: String, skipsCorrupt: Bool = false) throws(FileError) {
    self.skipsCorrupt = skipsCorrupt
    blocks = try RecordBlockReader(path: path)
  }

  /// The next record's payload, nil at the end of the file.
  ///
  /// - Throws: `InputError` with the record's index and byte offset when the file is cut or a checksum is wrong, or with
  ///   the place in the compressed data when that is wrong. No memory is taken for a length that the file cannot hold.
  public mutating func next() throws -> ArraySlice<UInt8>? {
    while let block = try currentBlock() {
      let (frame, problem) = block.buffer.bytes.withUnsafeBytes { bytes in
        let frame = RecordFrame(bytes, at: start)
        return (frame, frame.problem(bytes))
      }
      start = frame.end
      index += 1
      payloadOffset = block.byteOffset + frame.payload.lowerBound
      guard let problem else { return block.buffer.bytes[frame.payload] }
      let error = block.error(index - 1, at: frame.payload.lowerBound, problem)
      guard skipsCorrupt else { throw error }
      if skippedRecords == 0 { firstSkipped = error }
      skippedRecords += 1
    }
    return nil
  }

  /// The block of the next record, nil at the end of the file. An error that ends the file is thrown ever after.
  private mutating func currentBlock() throws -> RecordBlock? {
    if let block {
      if index < block.recordCount { return block }
      if let failure = block.failure { throw failure }
    }
    block = blocks.next(.max, size: Self.blockSize)
    (start, index) = (0, 0)
    if let block, block.recordCount == 0, let failure = block.failure { throw failure }
    return block
  }

  /// Calls `body` with every remaining record; how many there were.
  @discardableResult
  public mutating func forEachRecord(_ body: (ArraySlice<UInt8>) throws -> Void) throws -> Int {
    var count = 0
    while let record = try next() {
      try body(record)
      count += 1
    }
    return count
  }
}

extension RecordReader {
  /// How the TFRecord file at `path` is compressed; nil when it does not begin with a length and its checksum.
  ///
  /// A file without a record is not recognised: nothing in it tells what it is.
  package static func recognizedCompression(of path: String) throws(FileError) -> Compression? {
    let file = try DecompressingFile(path: path)
    var bytes: [UInt8] = []
    while bytes.count < RecordFrame.headerSize {
      let read = try? file.read(upTo: RecordFrame.headerSize - bytes.count, appendingTo: &bytes)
      guard let read, read > 0 else { return nil }
    }
    return littleEndian(CRC32C.masked(bytes[..<8])) == Array(bytes[8...]) ? file.compression : nil
  }
}
