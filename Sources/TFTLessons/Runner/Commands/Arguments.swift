import RawData
import TFRecords

/// The words of a command line, taken one by one. `--option=value` is the same as `--option value`.
struct Arguments {
  private var words: ArraySlice<String>
  /// The option taken last and what stands after its equal sign, until that is taken too.
  private var attached: (option: String, value: String)?

  init(_ words: [String]) {
    self.words = words[...]
  }

  var isEmpty: Bool { words.isEmpty }

  /// The next word; of `--option=value` the part before the equal sign.
  ///
  /// - Throws: `UsageError` when the option before it has a value and takes none.
  mutating func next() throws(UsageError) -> String? {
    if let (option, value) = attached {
      throw UsageError("\(option): found the value \"\(value)\", expected none")
    }
    guard let word = words.popFirst() else { return nil }
    guard word.hasPrefix("--"), let sign = word.firstIndex(of: "=") else { return word }
    let option = String(word[..<sign])
    attached = (option, String(word[word.index(after: sign)...]))
    return option
  }

  /// The word after the option `name`.
  mutating func value(of name: String) throws(UsageError) -> String {
    let given = attached.take()?.value ?? words.popFirst()
    guard let value = given, !value.isEmpty, !value.hasPrefix("--") else {
      throw UsageError("\(name) needs a value")
    }
    return value
  }

  /// The number after the option `name`, at least `minimum`.
  mutating func number<Number: FixedWidthInteger>(
    of name: String,
    atLeast minimum: Number
  ) throws(UsageError) -> Number {
    let text = try value(of: name)
    guard let number = Number(text), number >= minimum else {
      throw UsageError("\(name): found \"\(text)\", expected an integer of at least \(minimum)")
    }
    return number
  }

  /// The number after the option `name`, in `range`.
  mutating func number<Number: FixedWidthInteger>(
    of name: String,
    in range: ClosedRange<Number>
  ) throws(UsageError) -> Number {
    try range.number(name, try value(of: name))
  }

  /// The compression after the option `name`.
  mutating func compression(of name: String) throws(UsageError) -> Compression {
    let text = try value(of: name)
    guard let compression = Compression(rawValue: text) else {
      throw UsageError(value: text, of: name, expected: Compression.allCases.map(\.rawValue))
    }
    return compression
  }
}

extension ClosedRange where Bound: FixedWidthInteger {
  /// The number in this range that is the value of the option `name`.
  func number(_ name: String, _ text: String) throws(UsageError) -> Bound {
    guard let number = Bound(text), contains(number) else {
      throw UsageError(
        "\(name): found \"\(text)\", expected an integer from \(lowerBound) to \(upperBound)"
      )
    }
    return number
  }
}
