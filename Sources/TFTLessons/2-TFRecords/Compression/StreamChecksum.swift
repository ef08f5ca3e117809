/// The checksum that a format stores behind its blocks.
enum StreamChecksum: Equatable, Sendable {
  case none
  case crc(CRC32)
  case adler(Adler32)

  /// The checksum of no bytes.
  init(_ format: DeflateFormat) {
    switch format {
    case .raw: self = .none
    case .zlib: self = .adler(Adler32())
    case .gzip: self = .crc(CRC32())
    }
  }

  /// The checksum of the bytes so far.
  var value: UInt32 {
    switch self {
    case .none: 0
    case .crc(let checksum): checksum.value
    case .adler(let checksum): checksum.value
    }
  }

  /// Adds `bytes` at the end.
  mutating func update(_ bytes: ArraySlice<UInt8>) {
    switch self {
    case .none: break
    case .crc(var checksum):
      checksum.update(bytes)
      self = .crc(checksum)
    case .adler(var checksum):
      checksum.update(bytes)
      self = .adler(checksum)
    }
  }
}
