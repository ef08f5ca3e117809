import RawData

/// Keys as byte strings whose order is the keys' order, so that one kind of table serves strings and integers.
enum PerKeyKeys {
  /// Strings as they are; an integer as eight bytes, the highest first, with the sign turned round.
  ///
  /// - Throws: `RowError` for `float32`, which is no key.
  static func strings(of keys: FeatureValues) throws(RowError) -> ByteStrings {
    switch keys.storage {
    case .string(let strings): return strings
    case .int64(let integers):
      var bytes: [UInt8] = []
      bytes.reserveCapacity(integers.count * 8)
      for integer in integers {
        withUnsafeBytes(of: (UInt64(bitPattern: integer) ^ 1 << 63).bigEndian) {
          bytes.append(contentsOf: $0)
        }
      }
      return ByteStrings(bytes: bytes, offsets: Array(stride(from: 0, through: bytes.count, by: 8)))
    case .float32: throw RowError("found float32 keys, expected string or int64")
    }
  }

  /// The keys that `strings(of:)` has turned into these, in the order of `order`.
  ///
  /// - Throws: `StateError` when one is no integer's.
  static func keys(
    _ strings: ByteStrings,
    in order: [Int],
    type: FeatureType
  ) throws(StateError) -> FeatureValues {
    let width = FeatureValues.Layout.fixed(width: Swift.max(1, order.count))
    guard type == .int64 else {
      var sorted = ByteStrings()
      for index in order { sorted.append(strings[index]) }
      return FeatureValues(.string(sorted), layout: width)
    }
    var integers: [Int64] = []
    for index in order {
      let bytes = strings[index]
      guard bytes.count == 8 else { throw StateError("found a key of \(bytes.count) bytes, expected 8") }
      let pattern = bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      integers.append(Int64(bitPattern: pattern ^ 1 << 63))
    }
    return FeatureValues(.int64(integers), layout: width)
  }
}
