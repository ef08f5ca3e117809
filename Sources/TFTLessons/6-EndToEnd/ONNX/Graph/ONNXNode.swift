/// One operation of a graph: a `NodeProto`.
struct ONNXNode: Sendable {
  /// Where an operation is defined.
  enum Domain: String, Sendable {
    case standard = ""
    case machineLearning = "ai.onnx.ml"
  }

  let operation: String
  let domain: Domain
  /// Names of values; an empty one for an input that is left out.
  let inputs: [String]
  let attributes: [ONNXAttribute]
  var name = ""
  /// Names of values.
  var outputs: [String] = []

  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.string(1, input) }
    for output in outputs { message.string(2, output) }
    message.string(3, name)
    message.string(4, operation)
    for attribute in attributes { message.message(5, attribute.message) }
    if domain != .standard { message.string(7, domain.rawValue) }
    return message
  }
}
