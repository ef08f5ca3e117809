import RawData

/// Byte strings in the making: pieces of bytes, of which `endString` makes one string.
struct StringsBuilder {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]

  /// No strings, with room for so many of so many bytes.
  init(stringCount: Int, byteCount: Int) {
    bytes.reserveCapacity(byteCount)
    offsets.reserveCapacity(stringCount + 1)
  }

  /// No strings, with room for as many as `strings` has, of as many bytes.
  init(like strings: ByteStrings) {
    self.init(stringCount: strings.count, byteCount: strings.bytes.count)
  }

  /// How many strings are ended.
  var count: Int { offsets.count - 1 }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }
  mutating func append(_ piece: some Collection<UInt8>) { bytes.append(contentsOf: piece) }
  mutating func endString() { offsets.append(bytes.count) }

  /// String `index`, which is ended.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[offsets[index]..<offsets[index + 1]] }

  /// Whether two strings, which are ended, have the same bytes.
  func areEqual(_ first: Int, _ second: Int) -> Bool { self[first] == self[second] }

  /// Takes back all strings from `index` on, and what follows the last.
  mutating func removeStrings(from index: Int) {
    bytes.removeSubrange(offsets[index]...)
    offsets.removeSubrange((index + 1)...)
  }

  /// All ended strings.
  var strings: ByteStrings { ByteStrings(bytes: bytes, offsets: offsets) }
}

extension ByteStrings {
  /// Where string `index` is among the bytes.
  @inline(__always)
  func range(of index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }
}

extension FeatureValues {
  /// The row that value `index` of the storage belongs to.
  func row(holdingValue index: Int) -> Int {
    switch layout {
    case .fixed(let width): return index / max(1, width)
    case .ragged(let rowOffsets):
      var (low, high) = (0, rowOffsets.count)
      while low < high {
        let middle = (low + high) / 2
        if rowOffsets[middle] > index { high = middle } else { low = middle + 1 }
      }
      return low - 1
    }
  }
}

/// Whether ASCII calls a byte white space: space, tab, newline, vertical tab, form feed, carriage return.
@inline(__always)
func isASCIISpace(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }
