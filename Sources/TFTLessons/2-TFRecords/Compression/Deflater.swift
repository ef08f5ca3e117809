/// Compresses bytes into a DEFLATE, zlib or gzip stream as they arrive, in constant memory.
///
/// The same bytes always give the same stream, however they are cut into pieces: it holds no time, name or system.
///
///     var deflater = Deflater(.gzip)
///     deflater.append(text.utf8, appendingTo: &output)
///     deflater.finish(appendingTo: &output)
///
/// Source: RFC 1951 (DEFLATE), RFC 1950 (zlib), RFC 1952 (gzip).
public struct Deflater: Sendable {
  /// How many tokens make a block: enough to pay for its codes, few enough that the codes fit the data.
  private static let blockSize = 1 << 14

  private let format: DeflateFormat
  private var finder = MatchFinder()
  private var encoder = BlockEncoder()
  private var tokens: [DeflateToken] = []
  private var checksum: StreamChecksum
  private var byteCount = 0

  /// Starts a stream.
  public init(_ format: DeflateFormat) {
    self.format = format
    checksum = StreamChecksum(format)
  }

  /// Adds bytes, and appends to `output` what is ready of the compressed ones.
  public mutating func append(_ bytes: some Collection<UInt8>, appendingTo output: inout [UInt8]) {
    if byteCount == 0 && !bytes.isEmpty { output += header }
    var rest = Array(bytes)[...]
    checksum.update(rest)
    byteCount &+= rest.count
    while !rest.isEmpty {
      if finder.isFull {
        writeBlocks(isLast: false, to: &output)
        finder.dropPiece()
      }
      finder.take(from: &rest)
    }
  }

  /// Appends the rest of the stream to `output`, and starts the next one.
  public mutating func finish(appendingTo output: inout [UInt8]) {
    if byteCount == 0 { output += header }
    writeBlocks(isLast: true, to: &output)
    switch format {
    case .raw: break
    case .zlib: output += littleEndian(checksum.value.byteSwapped)
    case .gzip: output += littleEndian(checksum.value) + littleEndian(UInt32(truncatingIfNeeded: byteCount))
    }
    self = Deflater(format)
  }

  private var header: [UInt8] {
    switch format {
    case .raw: []
    case .zlib: ZlibHeader.bytes
    case .gzip: GzipHeader.bytes
    }
  }

  /// Writes all bytes the finder has; the last block ends the stream when `isLast`.
  private mutating func writeBlocks(isLast: Bool, to output: inout [UInt8]) {
    repeat {
      let range = finder.nextTokens(limit: Self.blockSize, into: &tokens)
      encoder.write(
        tokens,
        standingFor: finder.bytes[range],
        isLast: isLast && range.upperBound == finder.end,
        to: &output
      )
    } while finder.position < finder.end
  }
}
