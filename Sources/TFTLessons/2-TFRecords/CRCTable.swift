/// A 32-bit cyclic redundancy check of any polynomial: its tables and the loop that uses them.
///
/// The checks here run from the lowest bit up and invert the register at both ends, as CRC-32 (gzip) and CRC-32C
/// (TFRecord) do; the polynomial is all that differs.
struct CRCTable: Sendable {
  /// `entries[k * 256 + b]` is the register's change for byte `b` followed by `k` zero bytes; 16 tables end to end.
  let entries: [UInt32]
  private static let size = 16 * 256

  /// The tables of `polynomial`, its bits in reverse: 0xEDB88320 for CRC-32.
  init(polynomial: UInt32) {
    var entries = [UInt32](repeating: 0, count: Self.size)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ polynomial : crc >> 1 }
      entries[byte] = crc
    }
    for index in 256..<entries.count {
      let previous = entries[index - 256]
      entries[index] = (previous >> 8) ^ entries[Int(previous & 0xFF)]
    }
    self.entries = entries
  }

  /// The register's change for the single bit `bit` of a byte.
  func change(ofBit bit: Int) -> UInt32 { entries[1 << bit] }

  /// What becomes of a register's change when a zero byte follows.
  func followedByZero(_ change: UInt32) -> UInt32 {
    (change >> 8) ^ entries[Int(change & 0xFF)]
  }

  /// The checksum of what `checksum` stands for, followed by `bytes`; start with 0.
  func checksum(_ bytes: some Sequence<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { self.checksum(UnsafeRawBufferPointer($0), after: checksum) }
      ?? Array(bytes).withUnsafeBytes { self.checksum($0, after: checksum) }
  }

  /// The checksum of what `checksum` stands for, followed by `bytes`; start with 0.
  func checksum(_ bytes: UnsafeRawBufferPointer, after checksum: UInt32 = 0) -> UInt32 {
    ~register(bytes, after: ~checksum)
  }

  /// The register, as it is between the inversions, when `bytes` follow.
  func register(_ bytes: [UInt8], after register: UInt32) -> UInt32 {
    bytes.withUnsafeBytes { self.register($0, after: register) }
  }

  /// The register, as it is between the inversions, when `bytes` follow.
  ///
  /// - Complexity: O(n); sixteen bytes per step, each through its own table ("slicing by 16"). Only the first four bytes
  ///   of a step meet the register, so they come last: the processor looks the other twelve up while it waits.
  func register(_ bytes: UnsafeRawBufferPointer, after register: UInt32) -> UInt32 {
    let tables = entries.span
    precondition(tables.count == Self.size, "a CRC has sixteen tables")
    var register = register
    var index = 0
    while index + 16 <= bytes.count {
      let (low, high) = (
        bytes.integer(at: index, as: UInt64.self), bytes.integer(at: index + 8, as: UInt64.self)
      )
      register = Self.change(ofLast: low ^ UInt64(register), high, tables)
      index += 16
    }
    if index + 8 <= bytes.count {
      register = Self.change(ofLast: bytes.integer(at: index, as: UInt64.self) ^ UInt64(register), tables)
      index += 8
    }
    if index + 4 <= bytes.count {
      register = Self.lookUp(bytes.integer(at: index, as: UInt32.self) ^ register, tables, 0)
      index += 4
    }
    while index < bytes.count {
      register = followedByZero(register ^ UInt32(bytes[index]))
      index += 1
    }
    return register
  }

  /// What the bytes `range` leave of an empty register; `tables` begin with the entries of a table.
  ///
  /// Whole words are taken, the first with zeros for what is before the range: they leave an empty register empty.
  ///
  /// - Precondition: eight bytes are before the range.
  @inline(__always)
  static func change(of bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ tables: Span<UInt32>) -> UInt32
  {
    let words = (range.count + 7) / 8
    var index = range.upperBound - 8 * words
    precondition(index >= 0 && range.upperBound <= bytes.count, "there is no word before the bytes")
    guard words > 0 else { return 0 }
    let before = UInt64(truncatingIfNeeded: range.lowerBound - index)
    var word = bytes.integer(at: index, as: UInt64.self) & (.max &<< (8 * before))
    var register: UInt32 = 0
    if words % 2 == 1 {
      register = change(ofLast: word, tables)
      index += 8
      guard index < range.upperBound else { return register }
      word = bytes.integer(at: index, as: UInt64.self) ^ UInt64(register)
    }
    while true {
      register = change(ofLast: word, bytes.integer(at: index + 8, as: UInt64.self), tables)
      index += 16
      guard index < range.upperBound else { return register }
      word = bytes.integer(at: index, as: UInt64.self) ^ UInt64(register)
    }
  }

  /// What sixteen bytes leave of an empty register.
  @inline(__always)
  private static func change(ofLast low: UInt64, _ high: UInt64, _ tables: Span<UInt32>) -> UInt32 {
    // Only the first four bytes have met the register: the others need not wait for it.
    let free =
      change(ofLast: high, tables) ^ lookUp(UInt32(truncatingIfNeeded: low >> 32), tables, 2048)
    return free ^ lookUp(UInt32(truncatingIfNeeded: low), tables, 3072)
  }

  /// What eight bytes leave of an empty register.
  @inline(__always)
  private static func change(ofLast word: UInt64, _ tables: Span<UInt32>) -> UInt32 {
    let first = lookUp(UInt32(truncatingIfNeeded: word), tables, 1024)
    return first ^ lookUp(UInt32(truncatingIfNeeded: word >> 32), tables, 0)
  }

  /// The change for four bytes, each through one of the four tables that start at `start`: the lowest through the last.
  ///
  /// With `start` 0, what four bytes leave of an empty register. The tables must be there.
  @inline(__always)
  static func lookUp(_ word: UInt32, _ tables: Span<UInt32>, _ start: Int) -> UInt32 {
    let outer =
      tables[unchecked: start &+ 768 &+ Int(word & 0xFF)] ^ tables[unchecked: start &+ Int(word >> 24)]
    return outer ^ tables[unchecked: start &+ 512 &+ Int(word >> 8 & 0xFF)]
      ^ tables[unchecked: start &+ 256 &+ Int(word >> 16 & 0xFF)]
  }
}
