import Preprocessing
import RawData

enum TextCases {
  static let functions: [String: CaseFunction] = [
    "strings.split": { y(split(try $0.string(), separator: $0.stringParameter("separator"))) },
    "strings.lower": { y(lowercased(try $0.string(), encoding: $0.choice("encoding") ?? .ascii)) },
    "strings.upper": { y(uppercased(try $0.string(), encoding: $0.choice("encoding") ?? .ascii)) },
    "strings.length": { y(stringLength(try $0.string(), unit: $0.choice("unit") ?? .byte)) },
    "strings.strip": { y(strip(try $0.string())) },
    "strings.reduce_join": {
      y(reduceJoin(try $0.string(), separator: $0.stringParameter("separator") ?? ""))
    },
    "strings.join": { arguments in
      let separator = arguments.stringParameter("separator") ?? ""
      let first = try arguments.string(0)
      switch arguments.count {
      case 1: return y(join(first, separator: separator))
      case 2: return y(join(first, try arguments.string(1), separator: separator))
      default:
        return y(join(first, try arguments.string(1), try arguments.string(2), separator: separator))
      }
    },
    "strings.substr": {
      y(
        try substring(
          try $0.string(),
          position: $0.int("position") ?? 0,
          length: $0.int("length") ?? 0,
          unit: $0.choice("unit") ?? .byte
        )
      )
    },
    "strings.regex_replace": {
      y(
        try regexReplace(
          try $0.string(),
          pattern: $0.stringParameter("pattern") ?? "",
          rewrite: $0.stringParameter("rewrite") ?? "",
          replacesAll: $0["replace_global"] == nil || $0.bool("replace_global")
        )
      )
    },
    "strings.regex_full_match": {
      y(try regexFullMatch(try $0.string(), pattern: $0.stringParameter("pattern") ?? ""))
    },
    "strings.to_number": { arguments in
      if arguments.stringParameter("type") == "int64" {
        return y(stringToNumber(try arguments.string(), as: Int64.self))
      }
      return y(stringToNumber(try arguments.string()))
    },
    "strings.as_string": { arguments in
      let (width, fill) = (arguments.int("width") ?? 0, arguments.choice("fill") ?? NumberFill.spaces)
      if arguments.type() == .int64 { return y(asString(try arguments.int64(), width: width, fill: fill)) }
      return y(
        try asString(
          try arguments.float(),
          notation: arguments.choice("notation") ?? .fixed,
          precision: arguments.int("precision") ?? 6,
          width: width,
          fill: fill
        )
      )
    },
  ]
}

extension CaseArguments {
  /// A parameter that is one of a few words; nil when the case does not have it.
  fileprivate func choice<Choice: RawRepresentable>(_ name: String) -> Choice?
  where Choice.RawValue == String {
    stringParameter(name).flatMap(Choice.init(rawValue:))
  }
}
