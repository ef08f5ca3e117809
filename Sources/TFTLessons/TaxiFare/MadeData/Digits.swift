/// Numbers as ASCII digits, made from integers: a floating-point number's printed form may change between
/// Swift releases. Each method writes at `position` and moves it behind what it wrote.
extension MutableSpan<UInt8> {
  /// One ASCII character.
  mutating func write(_ character: Unicode.Scalar, at position: inout Int) {
    self[position] = UInt8(ascii: character)
    position += 1
  }

  /// `7` as `07`.
  mutating func write(twoDigits value: Int, at position: inout Int) {
    self[position] = UInt8(truncatingIfNeeded: 48 + value / 10)
    self[position + 1] = UInt8(truncatingIfNeeded: 48 + value % 10)
    position += 2
  }

  /// A number that is not negative, with leading zeros if it has fewer digits than asked.
  mutating func write(integer value: Int, minimumDigits: Int, at position: inout Int) {
    var digits = 1
    var bound = 10
    while digits < minimumDigits || value >= bound {
      digits += 1
      bound *= 10
    }
    var rest = value
    for index in stride(from: position + digits - 1, through: position, by: -1) {
      self[index] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    position += digits
  }

  /// Hundredths without trailing zeros: 450 is `4.5`.
  mutating func write(hundredths value: Int, at position: inout Int) {
    if value < 0 { write("-", at: &position) }
    write(integer: abs(value) / 100, minimumDigits: 1, at: &position)
    write(".", at: &position)
    write(twoDigits: abs(value) % 100, at: &position)
    dropTrailingZeros(before: &position)
  }

  /// Millionths without trailing zeros: -73_980_000 is `-73.98`.
  mutating func write(millionths value: Int, at position: inout Int) {
    if value < 0 { write("-", at: &position) }
    write(integer: abs(value) / 1_000_000, minimumDigits: 1, at: &position)
    write(".", at: &position)
    let fraction = abs(value) % 1_000_000
    write(twoDigits: fraction / 10_000, at: &position)
    write(twoDigits: fraction / 100 % 100, at: &position)
    write(twoDigits: fraction % 100, at: &position)
    dropTrailingZeros(before: &position)
  }

  /// Takes back the zeros that end a fraction, and its point if nothing is left of it.
  private func dropTrailingZeros(before position: inout Int) {
    while self[position - 1] == UInt8(ascii: "0") { position -= 1 }
    if self[position - 1] == UInt8(ascii: ".") { position -= 1 }
  }
}
