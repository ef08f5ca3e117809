/// How a TFRecord file is compressed as a whole: TensorFlow's `TFRecordOptions` of `""`, `"GZIP"` and `"ZLIB"`.
public enum Compression: String, CaseIterable, Sendable {
  /// Not at all.
  case none
  /// One gzip stream (RFC 1952).
  case gzip
  /// One zlib stream (RFC 1950).
  case zlib

  /// How many of a file's first bytes tell its compression.
  static let detectionSize = 12

  /// The compression of a TFRecord file that begins with `bytes`; 12 of them are enough.
  ///
  /// Two bytes of a zlib header can be the length of a plain file's first record (0x78 0x01 is 376), so the rules are
  /// asked in this order:
  /// 1. The first 8 bytes and the next 4 are a length and its masked CRC: a plain file.
  /// 2. 0x1f 0x8b 0x08: gzip.
  /// 3. Bytes 4 to 7 are zero: a plain file, whose first length (below 4 GiB) is damaged. No zlib stream has four zeros
  ///    there: whatever bytes 2 and 3 begin, zeros are a stored block whose length lacks its complement, a dynamic block
  ///    whose code is incomplete, or the checksum 0, which so few bytes do not have.
  /// 4. The method is 8 and the first two bytes, as one number, are a multiple of 31: zlib.
  /// 5. Anything else: a plain file, and its reader says what is wrong with it.
  public static func detect(_ bytes: some Collection<UInt8>) -> Compression {
    let first = Array(bytes.prefix(detectionSize))
    if first.count == detectionSize, littleEndian(CRC32C.masked(first[..<8])) == Array(first[8...]) {
      return .none
    }
    if first.starts(with: [0x1F, 0x8B, 0x08]) { return .gzip }
    if first.count >= 8, first[4..<8].allSatisfy({ $0 == 0 }) { return .none }
    return first.count >= 2 && ZlibHeader.isValid(first[0], first[1]) ? .zlib : .none
  }

  /// The stream format; nil for none.
  var format: DeflateFormat? {
    switch self {
    case .none: nil
    case .gzip: .gzip
    case .zlib: .zlib
    }
  }
}
