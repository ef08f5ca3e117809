import RawData

/// Cuts a TFRecord file into blocks of whole records, in constant memory, and checks their lengths.
struct RecordBlockReader {
  private let input: DecompressingFile
  private let pool = BytePool()
  /// The last block, whose buffer may hold the start of the next.
  private var last: RecordBlock?
  /// How much to read at once: a little more than the last block, so that most blocks take one call.
  private var readSize = 1 << 18
  /// Where in the file the next record starts, in decompressed bytes.
  private var byteOffset = 0
  /// The index of the next record.
  private var recordIndex = 0
  private var isAtEnd = false

  private static let smallestRead = 1 << 16

  /// The file that is read.
  let file: RecordFile

  init(path: String) throws(FileError) {
    input = try DecompressingFile(path: path)
    file = RecordFile(path: input.path, compression: input.compression)
  }

  /// The next records: as many as `count`, or fewer when they have `size` bytes; nil after the last.
  ///
  /// A block that ends with an error comes with the records before it, and is the last.
  mutating func next(_ count: Int, size: Int = .max) -> RecordBlock? {
    guard !isAtEnd else { return nil }
    let buffer = PooledBytes(pool)
    if let last { buffer.bytes += last.buffer.bytes[last.size...] }
    var block = RecordBlock(file: file, firstIndex: recordIndex, byteOffset: byteOffset, buffer: buffer)
    do {
      try fill(&block, count, size)
    } catch {
      block.failure = error
      isAtEnd = true
    }
    last = block
    recordIndex += block.recordCount
    byteOffset += block.size
    readSize = block.size + block.size / 16
    return block.recordCount > 0 || block.failure != nil ? block : nil
  }

  private mutating func fill(_ block: inout RecordBlock, _ count: Int, _ size: Int) throws {
    var scan = FrameScan(room: (input.size ?? .max) - byteOffset, isRoomKnown: input.size != nil)
    defer { (block.size, block.recordCount) = (scan.position, scan.records) }
    while let needed = try scan.run(over: block, count, size) {
      try read(into: block.buffer, until: scan.position + needed)
      let found = block.buffer.bytes.count - scan.position
      if found == 0 {
        isAtEnd = true
        return
      }
      guard found >= needed else {
        let problem = "the file ends after \(found) bytes of the record, expected \(needed)"
        throw block.error(scan.records, at: scan.position, problem)
      }
    }
  }

  /// Reads until the buffer has `count` bytes, or the file ends.
  ///
  /// Where the end is unknown, `count` may come from a damaged length: the buffer then grows with the bytes that arrive.
  private func read(into buffer: PooledBytes, until count: Int) throws {
    let known = input.size.map { $0 - byteOffset }
    while buffer.bytes.count < count {
      let usual = max(readSize, buffer.bytes.count + Self.smallestRead)
      let goal = known.map { max(count, min(usual, $0)) } ?? usual
      if try input.read(upTo: goal - buffer.bytes.count, appendingTo: &buffer.bytes) == 0 { return }
    }
  }
}

/// The state of looking for the ends of records.
private struct FrameScan {
  /// Where the next record starts.
  private(set) var position = 0
  private(set) var records = 0
  /// How many bytes the file has from the start of the block.
  private let room: Int
  private let isRoomKnown: Bool
  /// The last length whose checksum was checked; most files have few, and one check is enough for each run of them.
  private var checked: (length: UInt64, checksum: UInt32)?

  init(room: Int, isRoomKnown: Bool) {
    self.room = room
    self.isRoomKnown = isRoomKnown
  }

  /// Goes over the whole records in the block's buffer; how many bytes of the next record are needed to go on, nil when
  /// there are `count` records or `size` bytes of them.
  mutating func run(over block: RecordBlock, _ count: Int, _ size: Int) throws(InputError) -> Int? {
    let bytes = block.buffer.bytes
    return try bytes.span.withUnsafeBytes { bytes throws(InputError) in
      while records < count, position < size {
        guard bytes.count - position >= RecordFrame.headerSize else { return RecordFrame.headerSize }
        let length = try length(bytes, block)
        let frameSize = RecordFrame.headerSize + length + RecordFrame.footerSize
        guard bytes.count - position >= frameSize else { return frameSize }
        position += frameSize
        records += 1
      }
      return nil
    }
  }

  /// The length of the record at `position`.
  private mutating func length(
    _ bytes: UnsafeRawBufferPointer,
    _ block: RecordBlock
  ) throws(InputError) -> Int {
    let length = bytes.integer(at: position, as: UInt64.self)
    let stored = bytes.integer(at: position + 8, as: UInt32.self)
    if checked?.length != length || checked?.checksum != stored {
      let found = CRC32C.masked(UnsafeRawBufferPointer(rebasing: bytes[position..<position + 8]))
      guard found == stored else {
        throw block.error(
          records,
          at: position,
          RecordFrame.problem("length", found: found, stored: stored)
        )
      }
      checked = (length, stored)
    }
    let largest = UInt64(max(0, room - position - RecordFrame.headerSize - RecordFrame.footerSize))
    guard length <= largest else {
      let room = isRoomKnown ? "the file has \(largest) left for it" : "no file has so many"
      throw block.error(records, at: position, "length is \(length) bytes, but \(room)")
    }
    return Int(length)
  }
}
