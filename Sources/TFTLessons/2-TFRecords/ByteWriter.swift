import RawData

/// Writes bytes one after the other into memory that is known to be large enough.
struct ByteWriter {
  private let memory: UnsafeMutableRawBufferPointer
  /// Where the next byte goes.
  private(set) var position: Int

  /// A writer that starts at `position`.
  init(_ memory: UnsafeMutableRawBufferPointer, at position: Int = 0) {
    self.memory = memory
    self.position = position
  }

  /// Leaves out `count` bytes, which somebody else writes.
  mutating func skip(_ count: Int) {
    position += count
  }

  /// The last `count` bytes before the next.
  func written(last count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: memory[position - count..<position])
  }

  /// Writes a number, lowest byte first.
  mutating func write(_ value: some FixedWidthInteger) {
    let size = value.bitWidth / 8
    precondition(position + size <= memory.count, "the plan was too small")
    memory.storeBytes(of: value.littleEndian, toByteOffset: position, as: type(of: value))
    position += size
  }

  mutating func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { copy($0) }
  }

  mutating func write(_ strings: ByteStrings, _ index: Int) {
    strings.bytes.withUnsafeBytes {
      copy(UnsafeRawBufferPointer(rebasing: $0[strings.offsets[index]..<strings.offsets[index + 1]]))
    }
  }

  /// Writes a protobuf varint: seven bits a byte, the lowest first.
  mutating func writeVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      write(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    write(UInt8(rest))
  }

  /// Writes the tag and the length of a field.
  mutating func writeHeader(_ field: UInt8, size: Int) {
    write(lengthDelimitedTag(field))
    writeVarint(UInt64(size))
  }

  private mutating func copy(_ bytes: UnsafeRawBufferPointer) {
    precondition(position + bytes.count <= memory.count, "the plan was too small")
    UnsafeMutableRawBufferPointer(rebasing: memory[position...]).copyMemory(from: bytes)
    position += bytes.count
  }
}

/// The tag of a field whose length follows.
package func lengthDelimitedTag(_ field: UInt8) -> UInt8 { field << 3 | 2 }

/// A protobuf varint's bytes.
package func varint(_ value: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = UInt64(value)
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

/// The bytes of a protobuf varint that has `size` of them, eight at most, the first of them the lowest.
@inline(__always)
func varintWord(_ value: UInt64, size: Int) -> UInt64 {
  // Moves groups of seven bits apart: first in two halves of 28, then in four of 14, then all.
  let halves = value & 0x0FFF_FFFF | (value & 0x00FF_FFFF_F000_0000) << 4
  let quarters = halves & 0x0000_3FFF_0000_3FFF | (halves & 0x0FFF_C000_0FFF_C000) << 2
  let groups = quarters & 0x007F_007F_007F_007F | (quarters & 0x3F80_3F80_3F80_3F80) << 1
  // All bytes but the last say that another follows.
  return groups | 0x0080_8080_8080_8080 & (1 << UInt64(8 * size - 8) - 1)
}

/// The size of a protobuf varint.
@inline(__always)
func varintSize(_ value: UInt64) -> Int {
  // One byte for every seven bits, at least one: for the 64 there are, 9 / 64 is as good as 1 / 7.
  ((63 - (value | 1).leadingZeroBitCount) * 9 + 73) / 64
}
