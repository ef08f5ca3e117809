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

extension ExactDecimal {
  private func text(_ digits: some Sequence<UInt8>) -> String { digits.map(String.init).joined() }

  /// `1.5e-07`.
  fileprivate var scientific: String {
    let fraction = digits.count > 1 ? "." + text(digits.dropFirst()) : ""
    let power = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return "\(digits[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(power)"
  }

  /// Python's choice: scientific below 1e-4 and from 1e16 on.
  fileprivate var notation: String {
    guard -4..<16 ~= exponent else { return scientific }
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text(digits) }
    let padded = digits + repeatElement(0, count: Swift.max(0, exponent + 2 - digits.count))
    return "\(text(padded[...exponent])).\(text(padded[(exponent + 1)...]))"
  }
}
