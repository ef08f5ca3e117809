import RawData

/// Reads times in a format whose every element has a fixed place, eight bytes a step: for each byte it is known whether it
/// is a digit, and if not, what it is.
struct FixedDateTimeParser: Sendable {
  private struct Number: Sendable {
    var field: DateTimeFormat.Field
    var offset: Int
    var digits: Int
  }

  /// How many bytes a text has; at least 8.
  private let length: Int
  /// Where each word starts: every eight bytes, and the last one at the end.
  private let starts: [Int]
  /// For each word: 0xFF where a byte is a literal, and the literals.
  private let literalMasks: [UInt64]
  private let literals: [UInt64]
  private let numbers: [Number]

  /// Nil for a format whose elements differ in length, or a very short one.
  init?(_ format: DateTimeFormat) {
    var bytes: [UInt8?] = []
    var numbers: [Number] = []
    for element in format.elements {
      switch element {
      case .literal(let byte): bytes.append(byte)
      case .number(let field, let digits):
        guard digits.count == 1 else { return nil }
        numbers.append(Number(field: field, offset: bytes.count, digits: digits.lowerBound))
        bytes += [UInt8?](repeating: nil, count: digits.lowerBound)
      default: return nil
      }
    }
    guard bytes.count >= 8 else { return nil }
    length = bytes.count
    self.numbers = numbers
    starts =
      Array(stride(from: 0, to: bytes.count - 7, by: 8)) + (bytes.count % 8 == 0 ? [] : [bytes.count - 8])
    func word(_ start: Int, _ byte: (UInt8?) -> UInt8) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(byte(bytes[start + $1])) << UInt64(8 * $1) }
    }
    literalMasks = starts.map { word($0) { $0 == nil ? 0 : 0xFF } }
    literals = starts.map { word($0) { $0 ?? 0 } }
  }

  /// The seconds since 1970 that `text` says; nil when it is no such time.
  func seconds(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count == length, hasForm(text) else { return nil }
    var fields = DateTimeFields()
    for number in numbers {
      var value: Int64 = 0
      for offset in number.offset..<number.offset + number.digits {
        value = value &* 10 &+ Int64(text[offset] & 0xF)
      }
      fields.set(number.field, value)
    }
    return fields.seconds
  }

  /// Whether every literal is in its place and everything else is a digit.
  private func hasForm(_ text: UnsafeRawBufferPointer) -> Bool {
    var wrong: UInt64 = 0
    for index in starts.indices {
      let word = UInt64(
        littleEndian: text.loadUnaligned(fromByteOffset: starts[index], as: UInt64.self)
      )
      wrong |= (word ^ literals[index]) & literalMasks[index]
      // A digit without its 0x30 is below 10: adding 0x76 leaves its top bit clear.
      // Literals are cleared first: a carry out of one must not reach the digit behind it.
      let digits = (word ^ 0x3030_3030_3030_3030) & ~literalMasks[index]
      let tooLarge = (digits &+ 0x7676_7676_7676_7676) | digits
      wrong |= tooLarge & 0x8080_8080_8080_8080
    }
    return wrong == 0
  }
}
