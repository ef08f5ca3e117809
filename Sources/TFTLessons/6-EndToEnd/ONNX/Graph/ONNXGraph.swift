import RawData

/// A graph in the making: values of known type and shape, so that no file is written that a runtime would refuse.
///
/// The same computation or constant is written once, however often it is asked for, and what no output needs is not written.
/// Names follow from the order of the calls alone, and so do the bytes.
final class ONNXGraph {
  private var nodes: [ONNXNode] = []
  private var initializers: [(name: String, message: ProtobufMessage)] = []
  private var inputs: [ONNXValue] = []
  private var outputs: [ONNXValue] = []
  /// How often each name was wanted.
  private var names: [String: Int] = [:]
  private var knownNodes: [[UInt8]: [ONNXValue]] = [:]
  private var knownConstants: [[UInt8]: ONNXValue] = [:]
  /// For a condition as a number, the condition.
  private var conditions: [String: ONNXValue] = [:]
  /// Where a row has no result, by the order in which operations said so.
  private var failures: [ONNXValue] = []
  /// What the names of new nodes begin with: the step that they belong to.
  var scope = ""

  /// A graph in which nothing but its inputs and outputs has these names.
  init(reserving names: [String]) {
    for name in names { self.names[name] = 1 }
  }

  /// A name that nothing has yet.
  private func freeName(_ stem: String) -> String {
    guard let count = names[stem] else {
      names[stem] = 1
      return stem
    }
    names[stem] = count + 1
    return freeName("\(stem)_\(count)")
  }

  /// A value that whoever runs the graph gives.
  ///
  /// - Precondition: its name is one of those reserved.
  func input(_ name: String, _ type: ONNXType, width: Int) -> ONNXValue {
    precondition(names[name] != nil && !inputs.contains { $0.name == name }, "\(name) is no free input name")
    let value = ONNXValue(name: name, type: type, shape: [.batch, .fixed(width)])
    inputs.append(value)
    return value
  }

  /// Gives `value`, a row for each row of the batch, under a name of its own.
  ///
  /// - Precondition: its name is one of those reserved.
  func output(_ value: ONNXValue, as name: String) {
    precondition(
      names[name] != nil && !outputs.contains { $0.name == name },
      "\(name) is no free output name"
    )
    precondition(value.shape.count == 2 && value.shape[0] == .batch, "\(name) is no column")
    nodes.append(
      ONNXNode(
        operation: "Identity",
        domain: .standard,
        inputs: [value.name],
        attributes: [],
        name: name,
        outputs: [name]
      )
    )
    outputs.append(ONNXValue(name: name, type: value.type, shape: value.shape))
  }

  /// Values that are part of the file.
  func constant(_ values: ONNXTensor.Values, _ dimensions: [Int]) -> ONNXValue {
    let tensor = ONNXTensor(values: values, dimensions: dimensions)
    precondition(tensor.count == dimensions.reduce(1, *), "\(tensor.count) values do not fill \(dimensions)")
    var message = tensor.message
    if let known = knownConstants[message.bytes] { return known }
    let value = ONNXValue(
      name: freeName("constant"),
      type: tensor.type,
      shape: dimensions.map { .fixed($0) }
    )
    knownConstants[message.bytes] = value
    message.string(8, value.name)
    initializers.append((value.name, message))
    return value
  }

  /// The only result of an operation. What it gives is for the caller to know: `ONNXGraph`'s extensions do.
  func node(
    _ operation: String,
    _ inputs: [ONNXValue],
    _ attributes: [ONNXAttribute] = [],
    domain: ONNXNode.Domain = .standard,
    type: ONNXType,
    shape: [ONNXDimension]
  ) -> ONNXValue {
    nodes(operation, inputs, attributes, domain: domain, results: [(type, shape)])[0]
  }

  /// The results of an operation.
  func nodes(
    _ operation: String,
    _ inputs: [ONNXValue?],
    _ attributes: [ONNXAttribute] = [],
    domain: ONNXNode.Domain = .standard,
    results: [(type: ONNXType, shape: [ONNXDimension])]
  ) -> [ONNXValue] {
    var node = ONNXNode(
      operation: operation,
      domain: domain,
      inputs: inputs.map { $0?.name ?? "" },
      attributes: attributes
    )
    let key = node.message.bytes
    if let known = knownNodes[key] { return known }
    node.name = freeName(scope.isEmpty ? operation : "\(scope)/\(operation)")
    let values = results.enumerated().map { index, result in
      let name = index == 0 ? node.name : freeName("\(node.name):\(index)")
      return ONNXValue(name: name, type: result.type, shape: result.shape)
    }
    node.outputs = values.map(\.name)
    nodes.append(node)
    knownNodes[key] = values
    return values
  }
}

extension ONNXGraph {
  /// Says that rows for which `condition` holds have no result.
  ///
  /// - Parameter condition: one for each row, or several.
  func fail(where condition: ONNXValue) {
    let wide = condition.shape.count == 3 ? reshape(condition, [nil, condition.size]) : condition
    failures.append(wide.width == 1 ? wide : any(wide))
  }

  /// Whether each row has a result; nil when all have.
  var isValid: ONNXValue? {
    guard var failed = failures.first else { return nil }
    for other in failures.dropFirst() { failed = or(failed, other) }
    return not(failed)
  }

  /// Remembers that `number` is `condition` as 1 or 0.
  func remember(_ number: ONNXValue, isNumberOf condition: ONNXValue) { conditions[number.name] = condition }

  /// The condition that `number` is, if it is known.
  func condition(of number: ONNXValue) -> ONNXValue? { conditions[number.name] }
}

extension ONNXGraph {
  /// The oldest format that has opset 20. Source: ONNX, "Versioning".
  private static let formatVersion = 9
  /// The oldest with StringConcat, StringSplit and RegexFullMatch, which dates and texts are said with.
  private static let standardVersion = 20
  /// The oldest with LabelEncoder for strings and integers.
  private static let machineLearningVersion = 2

  /// The file: a `ModelProto`.
  func encoded(named name: String, metadata: [(name: String, value: String)]) -> [UInt8] {
    var needed = Set(outputs.map(\.name))
    var neededNodes: [ONNXNode] = []
    for node in nodes.reversed() where !needed.isDisjoint(with: node.outputs) {
      neededNodes.append(node)
      needed.formUnion(node.inputs)
    }
    var graph = ProtobufMessage()
    for node in neededNodes.reversed() { graph.message(1, node.message) }
    graph.string(2, name)
    for initializer in initializers where needed.contains(initializer.name) {
      graph.message(5, initializer.message)
    }
    for input in inputs { graph.message(11, Self.info(input)) }
    for output in outputs { graph.message(12, Self.info(output)) }
    var model = ProtobufMessage()
    model.integer(1, Self.formatVersion)
    model.string(2, "TFTLessons")
    model.message(7, graph)
    model.message(8, Self.opset(.standard, Self.standardVersion))
    model.message(8, Self.opset(.machineLearning, Self.machineLearningVersion))
    for entry in metadata {
      var message = ProtobufMessage()
      message.string(1, entry.name)
      message.string(2, entry.value)
      model.message(14, message)
    }
    return model.bytes
  }

  private static func opset(_ domain: ONNXNode.Domain, _ version: Int) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.string(1, domain.rawValue)
    message.integer(2, version)
    return message
  }

  /// A `ValueInfoProto`.
  private static func info(_ value: ONNXValue) -> ProtobufMessage {
    var shape = ProtobufMessage()
    for dimension in value.shape {
      var message = ProtobufMessage()
      if case .fixed(let size) = dimension { message.integer(1, size) } else { message.string(2, "batch") }
      shape.message(1, message)
    }
    var tensor = ProtobufMessage()
    tensor.integer(1, value.type.rawValue)
    tensor.message(2, shape)
    var type = ProtobufMessage()
    type.message(1, tensor)
    var info = ProtobufMessage()
    info.string(1, value.name)
    info.message(2, type)
    return info
  }
}
