/// The names of the wanted features, made to be found quickly.
struct ExampleNames: Sendable {
  /// All names end to end, and room to read a whole word at any of their bytes.
  private let bytes: [UInt8]
  /// Name `i` is `bytes[offsets[i] ..< offsets[i + 1]]`.
  private let offsets: [Int]
  /// An open hash table of the names' indices, -1 where there is none; its size is a power of two.
  private let slots: [Int]

  init(_ names: [String]) {
    var bytes: [UInt8] = []
    var offsets = [0]
    for name in names {
      bytes += name.utf8
      offsets.append(bytes.count)
    }
    var size = 4
    while size < names.count * 4 { size *= 2 }
    var slots = [Int](repeating: -1, count: size)
    bytes.withUnsafeBytes { bytes in
      for index in names.indices {
        var slot = Self.hash(bytes, offsets[index]..<offsets[index + 1]) & (size - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = index
      }
    }
    (self.bytes, self.offsets, self.slots) = (bytes, offsets, slots)
  }

  /// The index of the name in `range` of `message`, nil for one that is not wanted.
  func index(of message: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var slot = Self.hash(message, range) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isName(slots[slot], message, range) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whether `range` of `message` is name `index`.
  @inline(__always)
  func isName(_ index: Int, _ message: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    let start = offsets[index]
    guard offsets[index + 1] - start == range.count else { return false }
    return bytes.withUnsafeBytes { bytes in
      var done = 0
      while done + 8 <= range.count {
        let left = bytes.integer(at: start + done, as: UInt64.self)
        guard left == message.integer(at: range.lowerBound + done, as: UInt64.self) else { return false }
        done += 8
      }
      while done < range.count {
        guard bytes[start + done] == message[range.lowerBound + done] else { return false }
        done += 1
      }
      return true
    }
  }

  /// A hash of the length, the first eight bytes and the last eight; of all bytes where there are fewer.
  private static func hash(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var words: (UInt64, UInt64) = (0, UInt64(range.count))
    if range.count >= 8 {
      words.0 = bytes.integer(at: range.lowerBound, as: UInt64.self)
      words.1 &+= bytes.integer(at: range.upperBound - 8, as: UInt64.self)
    } else {
      for index in range { words.0 = words.0 << 8 | UInt64(bytes[index]) }
    }
    let mixed = (words.0 &* 0x9E37_79B9_7F4A_7C15) ^ (words.1 &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) &* 0x1656_67B1_9E37_79F9 >> 32)
  }
}
