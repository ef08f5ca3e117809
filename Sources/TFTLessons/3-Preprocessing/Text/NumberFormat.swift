import RawData

/// How a number is written: C's `printf`, exactly, for any value.
struct NumberFormat: Equatable, Sendable {
  var notation = FloatNotation.fixed
  /// From 0 to `largestPrecision`.
  var precision = 6
  /// The smallest number of bytes.
  var width = 0
  var fill = NumberFill.spaces

  /// With more digits after the point, the scaled number would not fit into 128 bits.
  static let largestPrecision = 31

  /// Writes `value` as decimal digits.
  func append(_ value: Int64, to text: inout StringsBuilder, _ digits: inout [UInt8]) {
    digits.removeAll(keepingCapacity: true)
    Self.append(value.magnitude, to: &digits)
    pad(digits, isNegative: value < 0, isNumber: true, to: &text)
  }

  /// Writes `value`; infinities as `inf` and `-inf`, NaN as `nan`.
  func append(_ value: Float, to text: inout StringsBuilder, _ digits: inout [UInt8]) {
    digits.removeAll(keepingCapacity: true)
    if value.isNaN {
      digits += "nan".utf8
    } else if value.isInfinite {
      digits += "inf".utf8
    } else {
      switch notation {
      case .fixed: appendFixed(value.magnitude, to: &digits)
      case .scientific: appendScientific(value.magnitude, to: &digits)
      case .shortest: appendShortest(value.magnitude, to: &digits)
      }
    }
    let isNegative = value.sign == .minus && !value.isNaN
    pad(digits, isNegative: isNegative, isNumber: value.isFinite, to: &text)
  }

  private func pad(_ digits: [UInt8], isNegative: Bool, isNumber: Bool, to text: inout StringsBuilder) {
    let missing = max(0, width - digits.count - (isNegative ? 1 : 0))
    let isZeroFilled = fill == .zeros && isNumber
    if !isZeroFilled { text.append(repeatElement(UInt8(ascii: " "), count: missing)) }
    if isNegative { text.append(UInt8(ascii: "-")) }
    if isZeroFilled { text.append(repeatElement(UInt8(ascii: "0"), count: missing)) }
    text.append(digits)
  }

  /// A float is m * 2^e, so `precision` digits after the point are the integer m * 10^precision * 2^e, rounded once, ties
  /// to even.
  private func appendFixed(_ magnitude: Float, to digits: inout [UInt8]) {
    let isSubnormal = magnitude.exponentBitPattern == 0
    let exponent = isSubnormal ? -149 : Int(magnitude.exponentBitPattern) - 150
    let significand = UInt128(
      isSubnormal ? magnitude.significandBitPattern : magnitude.significandBitPattern | 1 << 23
    )
    if exponent >= 0 {
      Self.append(significand << exponent, to: &digits)
      if precision > 0 { digits.append(UInt8(ascii: ".")) }
      digits += repeatElement(UInt8(ascii: "0"), count: precision)
      return
    }
    let scaled = (0..<precision).reduce(significand) { product, _ in product * 10 }
    var rounded: UInt128 = 0
    // Below 128 bits, what is shifted out further is less than a half.
    if -exponent < 128 {
      rounded = scaled >> -exponent
      let rest = scaled - rounded << -exponent
      let half = UInt128(1) << (-exponent - 1)
      if rest > half || (rest == half && rounded & 1 == 1) { rounded += 1 }
    }
    Self.append(rounded, to: &digits)
    guard precision > 0 else { return }
    if digits.count <= precision {
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: precision + 1 - digits.count), at: 0)
    }
    digits.insert(UInt8(ascii: "."), at: digits.count - precision)
  }

  private func appendScientific(_ magnitude: Float, to digits: inout [UInt8]) {
    append(ExactDecimal(magnitude).rounded(to: precision + 1), digitsAfterPoint: precision, to: &digits)
  }

  /// C's rule for `%g`: an exponent below 1e-4, and where the digits do not reach the point.
  private func appendShortest(_ magnitude: Float, to digits: inout [UInt8]) {
    let count = max(1, precision)
    let rounded = ExactDecimal(magnitude).rounded(to: count)
    guard -4..<count ~= rounded.exponent else {
      return append(rounded, digitsAfterPoint: rounded.digits.count - 1, to: &digits)
    }
    if rounded.exponent < 0 {
      digits += "0.".utf8
      digits += repeatElement(UInt8(ascii: "0"), count: -rounded.exponent - 1)
      digits += rounded.digits.lazy.map { $0 + 48 }
      return
    }
    for place in 0..<max(rounded.digits.count, rounded.exponent + 1) {
      if place == rounded.exponent + 1 { digits.append(UInt8(ascii: ".")) }
      digits.append(place < rounded.digits.count ? rounded.digits[place] + 48 : UInt8(ascii: "0"))
    }
  }

  /// `1.5e-07`.
  private func append(_ decimal: ExactDecimal, digitsAfterPoint: Int, to digits: inout [UInt8]) {
    digits.append(decimal.digits[0] + 48)
    if digitsAfterPoint > 0 { digits.append(UInt8(ascii: ".")) }
    for place in 0..<digitsAfterPoint {
      digits.append(place + 1 < decimal.digits.count ? decimal.digits[place + 1] + 48 : UInt8(ascii: "0"))
    }
    digits += decimal.exponent < 0 ? "e-".utf8 : "e+".utf8
    if abs(decimal.exponent) < 10 { digits.append(UInt8(ascii: "0")) }
    Self.append(UInt64(abs(decimal.exponent)), to: &digits)
  }

  private static func append(_ value: UInt128, to digits: inout [UInt8]) {
    guard let small = UInt64(exactly: value) else {
      let (high, low) = value.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
      append(high, to: &digits)
      return append(UInt64(low), minimumCount: 19, to: &digits)
    }
    append(small, to: &digits)
  }

  private static func append(_ value: UInt64, minimumCount: Int = 1, to digits: inout [UInt8]) {
    let start = digits.count
    var rest = value
    repeat {
      digits.append(UInt8(rest % 10) + 48)
      rest /= 10
    } while rest > 0 || digits.count - start < minimumCount
    digits[start...].reverse()
  }
}
