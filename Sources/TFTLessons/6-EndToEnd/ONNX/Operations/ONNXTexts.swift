import RawData

/// Texts, and numbers that they say.
enum ONNXTexts: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let graph = operation.graph
    switch operation.name {
    case "string_join":
      try operation.checkHasEqualRows()
      let texts = operation.inputs.indices.map { operation.value($0) }
      return operation.column(joined(graph, texts, operation.text("separator")))
    case "reduce_join":
      try operation.checkHasNoMissing()
      let texts = (0..<operation.value().width).map { graph.column(operation.value(), $0) }
      return operation.column(joined(graph, texts, operation.text("separator")))
    case "string_lower", "string_upper":
      guard operation.text("encoding").isEmpty else {
        throw ONNXRefusal("ONNX changes letters by the machine's locale: take encoding .ascii")
      }
      let action = operation.name == "string_lower" ? "LOWER" : "UPPER"
      return operation.column(graph.changingCase(operation.value(), to: action))
    case "regex_full_match":
      return operation.column(graph.asNumber(graph.matches(operation.value(), operation.text("pattern"))))
    case "int64_as_string":
      guard (operation.integer("width") ?? 0) <= 1 else {
        throw ONNXRefusal("ONNX does not fill numbers up to a width: take width 0")
      }
      return operation.column(graph.cast(operation.value(), to: .string))
    case "string_to_int64":
      return operation.column(number(operation, .int64, integer))
    case "string_to_float32": return operation.column(number(operation, .float, float))
    default: return nil
    }
  }

  private static func joined(_ graph: ONNXGraph, _ texts: [ONNXValue], _ separator: String) -> ONNXValue {
    texts.dropFirst().reduce(texts[0]) { result, text in
      graph.join(separator.isEmpty ? result : graph.join(result, graph.text(separator)), text)
    }
  }

  /// White space that numbers may have around them.
  private static let space = #"[ \t\n\v\f\r]*"#

  /// The number that each text says, if it matches `pattern`; other texts have no result.
  private static func number(
    _ operation: ONNXOperation,
    _ type: ONNXType,
    _ pattern: String
  ) -> ONNXValue {
    let graph = operation.graph
    let isNumber = graph.matches(operation.value(), "\(space)(?:\(pattern))\(space)")
    operation.fail(where: graph.not(isNumber))
    return graph.cast(graph.select(isNumber, operation.value(), else: graph.text("0")), to: type)
  }

  /// Decimals and the words for what is none. Runtimes stop at numbers that no double holds, so exponents have two digits,
  /// and numbers 60 of them: beyond, and in hexadecimal, texts have no result here.
  private static let float =
    #"[+-]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][+-]?0{0,9}[0-9]{1,2})?|[+-]?(?i:inf|infinity|nan)"#

  /// Integers that 64 bits hold.
  private static let integer =
    "\\+?0*(?:\(upTo("9223372036854775807")))|-0*(?:\(upTo("9223372036854775808")))"

  /// The integers that are not above `largest`, without leading zeros: fewer digits; or the same ones up to a place, there
  /// a smaller one, and any from there on.
  private static func upTo(_ largest: String) -> String {
    let digits = largest.utf8.map { Int($0) - 48 }
    var patterns = ["[0-9]{1,\(digits.count - 1)}", largest]
    for (index, digit) in digits.enumerated() where digit > 0 {
      patterns.append("\(largest.prefix(index))[0-\(digit - 1)][0-9]{\(digits.count - index - 1)}")
    }
    return patterns.joined(separator: "|")
  }
}
