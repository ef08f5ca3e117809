import RawData

enum TextFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case "string_split": SplitText(separator: try parameters.bytes("separator"))
    case "string_join": JoinText(separator: try parameters.bytes("separator"))
    case "reduce_join": ReduceJoin(separator: try parameters.bytes("separator"))
    case "string_length": TextLength(unit: try parameters.choice("unit"))
    case "string_strip": StripText()
    case "string_lower": LetterCase(direction: .lower, encoding: try parameters.choice("encoding"))
    case "string_upper": LetterCase(direction: .upper, encoding: try parameters.choice("encoding"))
    case "string_to_float32": TextToNumber(type: .float32)
    case "string_to_int64": TextToNumber(type: .int64)
    case Substring.name: try Substring(parameters)
    case RegexReplace.name: try RegexReplace(parameters)
    case RegexFullMatch.name: try RegexFullMatch(pattern: parameters.string("pattern"))
    default: try NumberToText(name, parameters)
    }
  }
}

extension MapperParameters {
  /// The only value of `name`, as bytes.
  fileprivate func bytes(_ name: String) throws(RowError) -> [UInt8] { Array(try string(name).utf8) }

  /// The only value of `name`, one of a few words.
  func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) throws(RowError) -> Choice
  where Choice.RawValue == String {
    let word = try string(name)
    guard let choice = Choice(rawValue: word) else {
      let words = Choice.allCases.map { "\"\($0.rawValue)\"" }
      throw RowError("parameter \"\(name)\" is \"\(word)\", expected \(words.joined(separator: " or "))")
    }
    return choice
  }
}
