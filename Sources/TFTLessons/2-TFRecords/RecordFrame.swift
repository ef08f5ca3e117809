/// A record in memory: `length (8 bytes) | masked CRC of the length (4) | payload | masked CRC of the payload (4)`.
struct RecordFrame {
  /// What comes before the payload.
  static let headerSize = 12
  /// What comes after it.
  static let footerSize = 4

  /// Where the payload is.
  let payload: Range<Int>
  /// The payload's checksum as it is stored.
  let checksum: UInt32

  /// The record at `start` of `bytes`, whose length is known to be right.
  init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    let length = Int(truncatingIfNeeded: bytes.integer(at: start, as: UInt64.self))
    payload = start + Self.headerSize..<start + Self.headerSize + length
    checksum = bytes.integer(at: payload.upperBound, as: UInt32.self)
  }

  /// Where the next record starts.
  var end: Int { payload.upperBound + Self.footerSize }

  /// What is wrong with the payload's checksum, nil when it is as stored.
  func problem(_ bytes: UnsafeRawBufferPointer) -> String? {
    let found = CRC32C.masked(UnsafeRawBufferPointer(rebasing: bytes[payload]))
    return found == checksum ? nil : Self.problem("payload", found: found, stored: checksum)
  }

  /// Tells of a checksum that is not as stored.
  static func problem(_ what: String, found: UInt32, stored: UInt32) -> String {
    "checksum of the \(what) is \(hexadecimal(found)), expected \(hexadecimal(stored)) as stored"
  }
}

extension UnsafeRawBufferPointer {
  /// The integer whose lowest byte is at `index`.
  func integer<Integer: FixedWidthInteger>(at index: Int, as _: Integer.Type) -> Integer {
    Integer(littleEndian: loadUnaligned(fromByteOffset: index, as: Integer.self))
  }
}
