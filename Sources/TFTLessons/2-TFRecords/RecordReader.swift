import RawData

/// Reads the records of a TFRecord file in constant memory and checks every checksum.
///
/// A file that is compressed as a whole is recognised by its first bytes, see `Compression.detect(_:)`. Byte offsets of its
/// records then count decompressed bytes.
public struct RecordReader {
  private let file: DecompressingFile
  private var buffer: [UInt8] = []
  /// Where in the buffer the next record starts.
  private var start = 0
  /// Where in the file the next record starts, in decompressed bytes.
  private var byteOffset = 0
  /// The index of the next record.
  package private(set) var recordIndex = 0
  /// Where in the file the payload of the last record starts, in decompressed bytes.
  package private(set) var payloadOffset = 0

  private static let readSize = 1 << 18
  private static let headerSize = 12
  private static let footerSize = 4

  /// The file's path.
  public var path: String { file.path }

  /// How the file is compressed.
  public var compression: Compression { file.compression }

  /// How many records were passed over because their payload was damaged.
  public private(set) var skippedRecords = 0
  /// What was wrong with the first of them.
  public private(set) var firstSkipped: InputError?
  private let skipsCorrupt: Bool

  /// Opens a file, plain or compressed.
  ///
  /// - Parameter skipsCorrupt: passes over a record whose payload does not have its checksum, and counts it. A damaged
  ///   length stays an error: nobody knows where the next record starts.
  public init(path: String, skipsCorrupt: Bool = false) throws(FileError) {
    self.skipsCorrupt = skipsCorrupt
    file = try DecompressingFile(path: path)
  }

  /// The next record's payload, nil at the end of the file.
  ///
  /// - Throws: `InputError` with the record's index and byte offset when the file is cut or a checksum is wrong, or with
  ///   the place in the compressed data when that is wrong. No memory is taken for a length that the file cannot hold.
  public mutating func next() throws -> ArraySlice<UInt8>? {
    while let payload = try nextFrame() {
      do throws(InputError) {
        try check(payload, against: payload.upperBound, "payload", at: payloadOffset)
        recordIndex += 1
        return buffer[payload]
      } catch  where skipsCorrupt {
        skippedRecords += 1
        if skippedRecords == 1 { firstSkipped = error }
        recordIndex += 1
      }
    }
    return nil
  }

  /// Where in the buffer the next record's payload is, its own checksum not yet checked; nil at the end of the file.
  private mutating func nextFrame() throws -> Range<Int>? {
    let available = try require(Self.headerSize)
    if available == 0 { return nil }
    guard available >= Self.headerSize else { throw cut(expected: Self.headerSize, found: available) }
    let length = try readLength()
    let frameSize = Self.headerSize + length + Self.footerSize
    let remaining = try require(frameSize)
    guard remaining >= frameSize else { throw cut(expected: frameSize, found: remaining) }
    let payload = start + Self.headerSize..<start + Self.headerSize + length
    payloadOffset = byteOffset + Self.headerSize
    start += frameSize
    byteOffset += frameSize
    return payload
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

  private mutating func readLength() throws -> Int {
    try check(start..<start + 8, against: start + 8, "length", at: byteOffset)
    let length = load(UInt64.self, at: start)
    let frameSize = Self.headerSize + Self.footerSize
    let largest = UInt64(max(0, (file.size ?? .max) - byteOffset - frameSize))
    guard length <= largest else {
      let room = file.size == nil ? "no file has so many" : "the file has \(largest) left for it"
      throw error(at: byteOffset, "length is \(length) bytes, but \(room)")
    }
    return Int(length)
  }

  private func check(_ range: Range<Int>, against stored: Int, _ what: String, at offset: Int)
    throws(InputError)
  {
    let expected = load(UInt32.self, at: stored)
    let found = buffer.withUnsafeBytes { CRC32C.masked(UnsafeRawBufferPointer(rebasing: $0[range])) }
    guard found == expected else {
      throw error(
        at: offset,
        "checksum of the \(what) is \(hexadecimal(found)), expected \(hexadecimal(expected)) as stored"
      )
    }
  }

  /// Reads on until `count` bytes of the current record are in the buffer, or the file ends; how many there are.
  ///
  /// Where the end is unknown, `count` may be a damaged length: the buffer then grows with the bytes that arrive.
  private mutating func require(_ count: Int) throws -> Int {
    if buffer.count - start < count {
      buffer.removeSubrange(..<start)
      start = 0
      while buffer.count < count {
        let wanted = file.size == nil ? Self.readSize : max(Self.readSize, count - buffer.count)
        if try file.read(upTo: wanted, appendingTo: &buffer) == 0 { break }
      }
    }
    return buffer.count - start
  }

  private func load<Integer: FixedWidthInteger>(_: Integer.Type, at index: Int) -> Integer {
    buffer.withUnsafeBytes {
      Integer(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: Integer.self))
    }
  }

  private func cut(expected: Int, found: Int) -> InputError {
    error(at: byteOffset, "the file ends after \(found) bytes of the record, expected \(expected)")
  }

  private func error(at offset: Int, _ problem: String) -> InputError {
    Self.error(path, compression, at: .record(recordIndex, byteOffset: offset), problem)
  }

  /// An error in a record; for a compressed file it says which bytes its offset counts.
  static func error(
    _ path: String,
    _ compression: Compression,
    at position: InputError.Position,
    _ problem: String
  ) -> InputError {
    let note = compression == .none ? "" : " (bytes are counted after decompression)"
    return InputError(file: path, position: position, problem: problem + note)
  }
}

extension RecordReader {
  /// How the TFRecord file at `path` is compressed; nil when it does not begin with a length and its checksum.
  ///
  /// A file without a record is not recognised: nothing in it tells what it is.
  package static func recognizedCompression(of path: String) throws(FileError) -> Compression? {
    let file = try DecompressingFile(path: path)
    var bytes: [UInt8] = []
    while bytes.count < headerSize {
      let read = try? file.read(upTo: headerSize - bytes.count, appendingTo: &bytes)
      guard let read, read > 0 else { return nil }
    }
    return littleEndian(CRC32C.masked(bytes[..<8])) == Array(bytes[8...]) ? file.compression : nil
  }
}
