extension Float {
  /// The number as Python's `text_format` prints it: `0.1`, `10000000000.0`, `1e+16`, `inf`.
  ///
  /// The first of 6, 7, 8, 9 significant digits that read back as the same number, in the notation of Python's
  /// `repr`. Swift's own description can be shorter, for subnormal numbers, and changes notation elsewhere.
  var textFormat: String {
    if isNaN { return "nan" }
    let sign = self.sign == .minus ? "-" : ""
    if isInfinite { return sign + "inf" }
    if isZero { return sign + "0.0" }
    let exact = ExactDecimal(magnitude)
    let candidates = (6...8).lazy.map { exact.rounded(to: $0) }
    let shortest =
      candidates.first { Double($0.scientific).map(Float.init) == magnitude } ?? exact.rounded(to: 9)
    return sign + shortest.notation
  }
}

/// A positive decimal number: `digits[0].digits[1]digits[2]... * 10^exponent`.
private struct ExactDecimal {
  var digits: [UInt8]
  var exponent: Int

  /// All digits of `number`, which has at most 112 of them.
  init(_ number: Float) {
    let isSubnormal = number.exponentBitPattern == 0
    let binaryExponent = isSubnormal ? -149 : Int(number.exponentBitPattern) - 150
    let significand = isSubnormal ? number.significandBitPattern : number.significandBitPattern | 1 << 23
    var reversed = String(significand).utf8.reversed().map { $0 - 48 }
    // m * 2^-n is m * 5^n * 10^-n.
    for _ in 0..<abs(binaryExponent) { Self.multiply(&reversed, by: binaryExponent < 0 ? 5 : 2) }
    digits = reversed.reversed()
    exponent = digits.count - 1 + Swift.min(binaryExponent, 0)
  }

  private static func multiply(_ reversedDigits: inout [UInt8], by factor: UInt8) {
    var carry: UInt8 = 0
    for index in reversedDigits.indices {
      let product = reversedDigits[index] * factor + carry
      reversedDigits[index] = product % 10
      carry = product / 10
    }
    if carry > 0 { reversedDigits.append(carry) }
  }

  /// The nearest number of at most `count` digits, ties to even, without zeros at its end.
  func rounded(to count: Int) -> ExactDecimal {
    var result = self
    if digits.count > count {
      result.digits = Array(digits.prefix(count))
      let rest = digits.dropFirst(count)
      let isTie = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
      if isTie ? digits[count - 1] % 2 == 1 : digits[count] >= 5 { result.increment() }
    }
    while result.digits.count > 1, result.digits.last == 0 { result.digits.removeLast() }
    return result
  }

  private mutating func increment() {
    guard let index = digits.lastIndex(where: { $0 != 9 }) else {
      digits = [1]
      exponent += 1
      return
    }
    digits[index] += 1
    digits.removeSubrange((index + 1)...)
  }

  private func text(_ digits: some Sequence<UInt8>) -> String { digits.map(String.init).joined() }

  /// `1.5e-07`.
  var scientific: String {
    let fraction = digits.count > 1 ? "." + text(digits.dropFirst()) : ""
    let power = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return "\(digits[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(power)"
  }

  /// Python's choice: scientific below 1e-4 and from 1e16 on.
  var notation: String {
    guard -4..<16 ~= exponent else { return scientific }
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text(digits) }
    let padded = digits + repeatElement(0, count: Swift.max(0, exponent + 2 - digits.count))
    return "\(text(padded[...exponent])).\(text(padded[(exponent + 1)...]))"
  }
}
