import RawData

/// A number whose bits can be a table's key.
protocol CountedNumber: Number, ExpressibleByIntegerLiteral {
  /// The bits, the same for equal numbers; nil for NaN and infinities, which are not counted.
  var key: UInt64? { get }
  /// The number whose key is `key`, nil when there is none.
  init?(key: UInt64)
  /// Counts what has no key.
  static func count(_ value: Self, in leftOut: inout LeftOut)
}

extension Float: CountedNumber {
  var key: UInt64? { isFinite ? UInt64(withoutMinusZero.bitPattern) : nil }

  init?(key: UInt64) {
    guard let bits = UInt32(exactly: key) else { return nil }
    self.init(bitPattern: bits)
    guard self.key == key else { return nil }
  }

  static func count(_ value: Float, in leftOut: inout LeftOut) { leftOut.add(value) }
}

extension Int64: CountedNumber {
  var key: UInt64? { UInt64(bitPattern: self) }
  init?(key: UInt64) { self.init(bitPattern: key) }
  static func count(_ value: Int64, in leftOut: inout LeftOut) {}
}
