import RawData

/// Texts, and numbers that they say.
enum ONNXTexts: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let graph = operation.graph
    switch operation.name {
    case "string_join":
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
      return operation.column(number(operation, .int64, #"[+-]?0*[0-9]{1,18}"#, otherwise: "0"))
    case "string_to_float32": return operation.column(float(operation))
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
    _ pattern: String,
    otherwise: String
  ) -> ONNXValue {
    let graph = operation.graph
    let isNumber = graph.matches(operation.value(), "\(space)(?:\(pattern))\(space)")
    operation.fail(where: graph.not(isNumber))
    return graph.cast(graph.select(isNumber, operation.value(), else: graph.text(otherwise)), to: type)
  }

  private static func float(_ operation: ONNXOperation) -> ONNXValue {
    let decimal = #"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"#
    return number(operation, .float, decimal + #"|[+-]?(?i:inf|infinity|nan)"#, otherwise: "0")
  }
}
