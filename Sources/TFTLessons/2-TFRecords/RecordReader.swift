import RawData

/// Reads the records of a TFRecord file in constant memory and checks every checksum.
public struct RecordReader {
  private let file: InputFile
  private let fileSize: Int
  private var buffer: [UInt8] = []
  /// Where in the buffer the next record starts.
  private var start = 0
  /// Where in the file the next record starts.
  private var byteOffset = 0
  /// The index of the next record.
  private(set) var recordIndex = 0
  /// Where in the file the payload of the last record starts.
  private(set) var payloadOffset = 0

  private static let readSize = 1 << 18
  private static let headerSize = 12
  private static let footerSize = 4

  /// The file's path.
  public var path: String { file.path }

  /// Opens a file.
  public init(path: String) throws(FileError) {
    file = try InputFile(path: path)
    fileSize = Platform.size(of: path)
  }

  /// The next record's payload, nil at the end of the file.
  ///
  /// - Throws: `InputError` with the record's index and byte offset when the file is cut or a checksum is wrong. No
  ///   memory is taken for a length that the file cannot hold.
  public mutating func next() throws -> ArraySlice<UInt8>? {
    let available = try require(Self.headerSize)
    if available == 0 { return nil }
    guard available >= Self.headerSize else { throw cut(expected: Self.headerSize, found: available) }
    let length = try readLength()
    let frameSize = Self.headerSize + length + Self.footerSize
    let remaining = try require(frameSize)
    guard remaining >= frameSize else { throw cut(expected: frameSize, found: remaining) }
    let payload = start + Self.headerSize..<start + Self.headerSize + length
    try check(payload, against: payload.upperBound, "payload", at: byteOffset + Self.headerSize)
    payloadOffset = byteOffset + Self.headerSize
    start += frameSize
    byteOffset += frameSize
    recordIndex += 1
    return buffer[payload]
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
    let room = fileSize - byteOffset - Self.headerSize - Self.footerSize
    guard length <= UInt64(max(0, room)) else {
      throw error(at: byteOffset, "length is \(length) bytes, but the file has \(max(0, room)) left for it")
    }
    return Int(length)
  }

  private func check(_ range: Range<Int>, against stored: Int, _ what: String, at offset: Int) throws {
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
  private mutating func require(_ count: Int) throws -> Int {
    if buffer.count - start < count {
      buffer.removeSubrange(..<start)
      start = 0
      while buffer.count < count {
        let wanted = max(Self.readSize, count - buffer.count)
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

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  private func cut(expected: Int, found: Int) -> InputError {
    error(at: byteOffset, "the file ends after \(found) bytes of the record, expected \(expected)")
  }

  private func error(at offset: Int, _ problem: String) -> InputError {
    InputError(file: file.path, position: .record(recordIndex, byteOffset: offset), problem: problem)
  }
}
