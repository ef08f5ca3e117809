import RawData

/// Which fold each row belongs to.
enum Folds {
  /// How many folds there can be: more would take memory, and make no difference to the encodings.
  static let allowed = 1...100

  /// The fold of each key: its Fingerprint64 modulo `count`; of an integer, that of its decimal text.
  ///
  /// - Throws: `RowError` when there is not one key for each of `rowCount` rows.
  static func folds(of keys: Operand, count: Int, rowCount: Int) throws(RowError) -> [Int] {
    guard keys.values.layout == .fixed(width: 1), keys.values.rowCount == rowCount, !keys.isConstant else {
      throw RowError("found other rows of keys to fold by, expected one key for each of \(rowCount) rows")
    }
    let count = UInt64(count)
    switch keys.values.storage {
    case .string(let texts):
      return (0..<rowCount).map { Int(Fingerprint.hash64(texts[$0]) % count) }
    case .int64(let integers):
      var digits = [UInt8](repeating: 0, count: 20)
      return integers.map { Int(Fingerprint.hash64(decimal(of: $0, &digits)) % count) }
    case .float32: throw RowError("found float32 keys to fold by, expected string or int64")
    }
  }

  /// The digits of `integer`, written to the end of `buffer`.
  private static func decimal(of integer: Int64, _ buffer: inout [UInt8]) -> ArraySlice<UInt8> {
    var start = buffer.count
    var rest = integer.magnitude
    repeat {
      start -= 1
      buffer[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    if integer < 0 {
      start -= 1
      buffer[start] = UInt8(ascii: "-")
    }
    return buffer[start...]
  }
}
