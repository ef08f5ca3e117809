/// Decompresses a DEFLATE, zlib or gzip stream as it arrives, in constant memory.
///
/// Give it compressed bytes with `append(_:)`, end with `finish()`, and take what they hold with `read(upTo:appendingTo:)`;
/// how the bytes are cut into pieces makes no difference. Any input is safe: it takes about 300 KB beside the bytes given
/// to it, and what it refuses it refuses with an error.
///
///     var inflater = Inflater(.zlib)
///     inflater.append(compressed)
///     inflater.finish()
///     while try inflater.read(upTo: 1 << 16, appendingTo: &output) > 0 {}
///
/// Source: RFC 1951 (DEFLATE), RFC 1950 (zlib), RFC 1952 (gzip: any number of members end to end).
public struct Inflater: Sendable {
  private enum Stage {
    case gzipHeader(GzipHeader)
    case zlibHeader
    case blocks
    case checksum
    case length
    case end
  }

  private let format: DeflateFormat
  private var stage: Stage
  private var reader = BitReader()
  private var window = OutputWindow()
  private var decoder = BlockDecoder()
  private var checksum: StreamChecksum
  /// How many bytes the current gzip member has given.
  private var memberSize = 0
  private var isFirstMember = true
  /// What is wrong behind the bytes that are not yet taken.
  private var failure: CompressionError?

  /// Starts a stream.
  public init(_ format: DeflateFormat) {
    self.format = format
    checksum = StreamChecksum(format)
    stage =
      switch format {
      case .raw: .blocks
      case .zlib: .zlibHeader
      case .gzip: .gzipHeader(GzipHeader())
      }
  }

  /// Adds compressed bytes at the end.
  ///
  /// They are kept until `read` has used them, so add the next ones when it gives 0.
  public mutating func append(_ bytes: some Sequence<UInt8>) {
    reader.append(bytes)
  }

  /// Says that no more compressed bytes come, which makes a stream that is cut an error.
  public mutating func finish() {
    reader.finish()
  }

  /// Appends up to `count` decompressed bytes to `output`; how many there were.
  ///
  /// 0 means that more input is needed, or, after `finish()`, that the stream ended as it should.
  ///
  /// - Throws: `CompressionError`, once the bytes before it are taken, and again at every later call.
  public mutating func read(
    upTo count: Int,
    appendingTo output: inout [UInt8]
  ) throws(CompressionError) -> Int {
    guard count > 0 else { return 0 }
    while true {
      let given = window.handOn(upTo: count, appendingTo: &output)
      if given > 0 { return given }
      if let failure { throw failure }
      window.makeRoom()
      guard advanceOrFail() else { return 0 }
    }
  }

  /// Goes on until there are bytes to take, an error is known, or nothing can be done: then false.
  private mutating func advanceOrFail() -> Bool {
    let start = window.end
    var canGoOn = true
    do throws(CompressionError) {
      while canGoOn && window.end == start { canGoOn = try advance() }
    } catch {
      failure = error
    }
    return failure != nil || window.end > start
  }

  /// Reads the next part of the stream; false when it needs input or there is none.
  private mutating func advance() throws(CompressionError) -> Bool {
    switch stage {
    case .gzipHeader(let header): return try readGzipHeader(header)
    case .zlibHeader:
      guard try reader.attempt("the zlib header", ZlibHeader.read) != nil else { return false }
      stage = .blocks
    case .blocks: return try readBlocks()
    case .checksum: return try readChecksum()
    case .length: return try readLength()
    case .end:
      let byteOffset = reader.byteOffset
      var problem: String?
      _ = reader.takeBytes(upTo: 1) { bytes in
        problem = bytes.first.map { "found \(hexadecimal($0)) after the end of the stream, expected nothing" }
      }
      if let problem { throw CompressionError(byteOffset: byteOffset, problem: problem) }
      return false
    }
    return true
  }

  private mutating func readGzipHeader(_ start: GzipHeader) throws(CompressionError) -> Bool {
    var header = start
    while !header.isComplete {
      if reader.byteCount == 0 && reader.isComplete && !isFirstMember && !header.hasStarted { return false }
      let read: Void? = try reader.attempt("a gzip header") { reader throws(DecodingStop) in
        try header.read(UInt8(reader.take(8)))
      }
      guard read != nil else {
        stage = .gzipHeader(header)
        return false
      }
    }
    decoder = BlockDecoder()
    checksum = StreamChecksum(format)
    memberSize = 0
    window.forgetHistory()
    stage = .blocks
    return true
  }

  private mutating func readBlocks() throws(CompressionError) -> Bool {
    let start = window.end
    defer {
      checksum.update(window.bytes[start..<window.end])
      memberSize &+= window.end - start
    }
    guard try decoder.decode(&reader, into: &window) == .finished else { return false }
    reader.alignToByte()
    stage = format == .raw ? .end : .checksum
    return true
  }

  private mutating func readChecksum() throws(CompressionError) -> Bool {
    let (format, found) = (format, checksum.value)
    let isRead: Void? = try reader.attempt("the checksum") { reader throws(DecodingStop) in
      let stored = UInt32(try reader.take(32))
      // gzip stores its numbers lowest byte first, zlib highest first.
      let expected = format == .zlib ? stored.byteSwapped : stored
      guard found == expected else {
        throw .wrong(
          "checksum of the data is \(hexadecimal(found)), expected \(hexadecimal(expected)) as stored"
        )
      }
    }
    guard isRead != nil else { return false }
    stage = format == .gzip ? .length : .end
    return true
  }

  private mutating func readLength() throws(CompressionError) -> Bool {
    let found = UInt32(truncatingIfNeeded: memberSize)
    let isRead: Void? = try reader.attempt("the length") { reader throws(DecodingStop) in
      let expected = UInt32(try reader.take(32))
      guard found == expected else {
        throw .wrong("length of the data, modulo 2^32, is \(found), expected \(expected) as stored")
      }
    }
    guard isRead != nil else { return false }
    isFirstMember = false
    stage = .gzipHeader(GzipHeader())
    return true
  }
}
