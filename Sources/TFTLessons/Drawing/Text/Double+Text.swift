extension Double {
  /// The number with at most so many decimals and no trailing zeros: `12`, `12.5`, `-0.25`.
  ///
  /// The same text on every machine. Numbers too large to have decimals, and those that are not finite, are
  /// written as Swift prints them.
  package func decimal(places: Int = 1) -> String {
    let text = fixed(places: places)
    guard text.contains("."), !text.contains("e") else { return text }
    var digits = Substring(text)
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits)
  }

  /// The number with exactly so many decimals, rounded half away from zero: `12.50`.
  package func fixed(places: Int) -> String {
    let scale = (0..<places).reduce(1) { power, _ in power * 10 }
    let scaled = magnitude * Double(scale)
    // Above 2^52 a Double has no decimals left, and above 2^63 it would not fit an Int.
    guard scaled < 0x1p52 else { return description }
    // Not `rounded()`: it needs the C library's mathematics, which nothing here imports and so nothing links.
    let whole = Int(scaled + 0.5)
    let sign = self < 0 && whole > 0 ? "-" : ""
    guard places > 0 else { return sign + String(whole) }
    let decimals = String(whole % scale)
    let zeros = String(repeating: "0", count: places - decimals.count)
    return "\(sign)\(whole / scale).\(zeros)\(decimals)"
  }

  /// This many seconds with three digits and a fitting unit: `412 µs`, `12.3 ms`, `1.23 s`, `2 min 5 s`.
  ///
  /// Negative, infinite and undefined times, which no clock shows, are `?`.
  package func duration() -> String {
    guard isFinite, self >= 0, self < 0x1p52 else { return "?" }
    if self == 0 { return "0 s" }
    // Each limit is where the text would round up to the next unit.
    if self < 0.000_999_5 { return "\((self * 1e6).threeDigits()) µs" }
    if self < 0.999_5 { return "\((self * 1e3).threeDigits()) ms" }
    if self < 59.95 { return "\(threeDigits()) s" }
    let seconds = Int(self + 0.5)
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0 ? "\(hours) h \(minutes) min" : "\(minutes) min \(seconds % 60) s"
  }

  private func threeDigits() -> String {
    if self < 9.995 { return fixed(places: 2) }
    return fixed(places: self < 99.95 ? 1 : 0)
  }
}
