/// A decimal number that is not negative: `digits[0].digits[1]digits[2]... * 10^exponent`.
package struct ExactDecimal {
  /// The first is not 0, unless it is the only one.
  package private(set) var digits: [UInt8]
  /// The power of ten of the first digit.
  package private(set) var exponent: Int

  /// All digits of `number`, which has at most 112 of them.
  package init(_ number: Float) {
    let isSubnormal = number.exponentBitPattern == 0
    let binaryExponent = isSubnormal ? -149 : Int(number.exponentBitPattern) - 150
    let significand = isSubnormal ? number.significandBitPattern : number.significandBitPattern | 1 << 23
    var reversed = String(significand).utf8.reversed().map { $0 - 48 }
    // m * 2^-n is m * 5^n * 10^-n.
    for _ in 0..<abs(binaryExponent) { Self.multiply(&reversed, by: binaryExponent < 0 ? 5 : 2) }
    digits = reversed.reversed()
    exponent = number.isZero ? 0 : digits.count - 1 + Swift.min(binaryExponent, 0)
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
  package func rounded(to count: Int) -> ExactDecimal {
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
}
