import RawData

/// The options of a command that works on files.
struct FileOptions {
  private var values: [String: String] = [:]

  /// - Parameter flags: options without a value.
  init(
    _ arguments: inout Arguments,
    required: [String],
    optional: [String] = [],
    flags: [String] = []
  ) throws(UsageError) {
    let known = required + optional + flags
    while let word = try arguments.next() {
      guard known.contains(word) else {
        throw UsageError(unknown: "option", word, expected: known)
      }
      let value = flags.contains(word) ? "" : try arguments.value(of: word)
      guard values.updateValue(value, forKey: word) == nil else { throw UsageError("\(word) is given twice") }
    }
    if let input = values["--input"], let output = values["--output"], Platform.isSameFile(input, output) {
      throw UsageError("--output: found \"\(output)\", which is the input; expected another file")
    }
    if let missing = required.first(where: { values[$0] == nil }) {
      throw UsageError("\(missing) is missing")
    }
  }

  /// The value of a required option.
  subscript(name: String) -> String { values[name] ?? "" }

  /// Whether an option is given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The number after the option `name`.
  func number<Number: FixedWidthInteger>(
    _ name: String,
    default: Number,
    atLeast minimum: Number = 0
  ) throws(UsageError) -> Number {
    guard let text = values[name] else { return `default` }
    guard let number = Number(text), number >= minimum else {
      throw UsageError("\(name): found \"\(text)\", expected an integer of at least \(minimum)")
    }
    return number
  }

  /// The number after the option `name`, in `range`.
  func number<Number: FixedWidthInteger>(
    _ name: String,
    default: Number,
    in range: ClosedRange<Number>
  ) throws(UsageError) -> Number {
    guard let text = values[name] else { return `default` }
    return try range.number(name, text)
  }
}
