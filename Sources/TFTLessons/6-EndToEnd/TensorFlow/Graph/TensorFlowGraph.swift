/// A graph of TensorFlow operations that is being built.
///
/// Operations are added by the functions of its extensions, which know the types and shapes of their results: an operation on
/// tensors of wrong types cannot be written. Names are made of the scope and the operation, the same for the same calls.
package struct TensorFlowGraph: Sendable {
  /// The operations, each after those it works on.
  private(set) var nodes: [TensorFlowNode] = []
  /// What the names of new nodes begin with: the feature or the operation that they are a part of.
  var scope = ""
  /// The tables that its operations look up, by their handles' names; filled by who loads the graph.
  private(set) var tables: [(table: TensorFlowTable, handle: TensorReference)] = []

  private var nextNumbers: [String: Int] = [:]
  private var constants: [TensorFlowConstant: TensorReference] = [:]
  private var fences: [TensorReference: TensorReference] = [:]

  /// Whether the tables are nodes of the graph, and not arguments of it.
  private let hasTables: Bool

  package init(hasTables: Bool = false) {
    self.hasTables = hasTables
  }

  /// One result of an operation, as its definition has it.
  struct Result {
    var name: String
    var type: TensorFlowType
    var shape: TensorFlowShape
    /// Which of the results of that name, where there is a list of them.
    var index = 0
  }

  /// Adds an operation with any number of results.
  ///
  /// - Parameter name: its own name within the scope; the operation's name when nil.
  mutating func add(
    _ operation: String,
    _ inputs: [TensorReference],
    _ attributes: [String: TensorFlowAttribute] = [:],
    results: [Result],
    controls: [String] = [],
    name: String? = nil
  ) -> [TensorReference] {
    let name = unusedName(name ?? operation)
    nodes.append(
      TensorFlowNode(
        name: name,
        operation: operation,
        inputs: inputs,
        controls: controls,
        attributes: attributes
      )
    )
    return results.enumerated().map { index, result in
      TensorReference(
        node: name,
        operation: operation,
        index: index,
        argument: result.name,
        argumentIndex: result.index,
        type: result.type,
        shape: result.shape
      )
    }
  }

  /// Adds an operation with a single result, called `output` in the operation's definition unless said otherwise.
  mutating func add(
    _ operation: String,
    _ inputs: [TensorReference],
    _ attributes: [String: TensorFlowAttribute] = [:],
    _ type: TensorFlowType,
    _ shape: TensorFlowShape,
    result: String = "output",
    name: String? = nil
  ) -> TensorReference {
    add(operation, inputs, attributes, results: [.init(name: result, type: type, shape: shape)], name: name)[
      0
    ]
  }

  /// A tensor that whoever runs the graph gives: an argument, when the graph becomes a function.
  mutating func placeholder(_ name: String, _ type: TensorFlowType, _ shape: TensorFlowShape)
    -> TensorReference
  {
    let outer = scope
    defer { scope = outer }
    scope = ""
    return add("Placeholder", [], ["dtype": .type(type), "shape": .shape(shape)], type, shape, name: name)
  }

  /// A tensor with its elements. The same one is written once.
  mutating func constant(_ value: TensorFlowConstant) -> TensorReference {
    if let known = constants[value] { return known }
    let reference = add(
      "Const",
      [],
      ["dtype": .type(value.type), "value": .tensor(value)],
      value.type,
      TensorFlowShape(value.shape),
      name: "Const"
    )
    constants[value] = reference
    return reference
  }

  /// The handle of a table. The same one is kept once.
  ///
  /// It is an argument, unless the graph has tables: whoever calls it has made and filled the table.
  mutating func handle(of table: TensorFlowTable) -> TensorReference {
    if let known = tables.first(where: { $0.table == table }) { return known.handle }
    let outer = scope
    scope = ""
    defer { scope = outer }
    let handle =
      hasTables
      ? emptyTable(table, name: table.name) : placeholder("\(table.name)_handle", .resource, .scalar)
    tables.append((table, handle))
    return handle
  }

  /// The same tensor, which no rewriting of the graph looks behind.
  ///
  /// TensorFlow optimizes graphs before it runs them: `(x + 1) + 2` becomes `x + 3`, `x / 3` a product with a third. Floats
  /// come out differently then. It takes a placeholder with a default value for something that may be replaced, and leaves
  /// alone what is before and behind it.
  mutating func fenced(_ x: TensorReference) -> TensorReference {
    if let known = fences[x] { return known }
    let attributes: [String: TensorFlowAttribute] = ["dtype": .type(x.type), "shape": .shape(x.shape)]
    let fence = add("PlaceholderWithDefault", [x], attributes, x.type, x.shape, name: "exactly")
    fences[x] = fence
    return fence
  }

  private mutating func unusedName(_ name: String) -> String {
    let wanted = scope.isEmpty ? name : "\(scope)/\(name)"
    let number = nextNumbers[wanted, default: 0]
    nextNumbers[wanted] = number + 1
    guard number > 0 else { return wanted }
    let numbered = "\(wanted)_\(number)"
    // The name that a number makes may be another's own.
    return nextNumbers[numbered] == nil ? claimed(numbered) : unusedName(name)
  }

  private mutating func claimed(_ name: String) -> String {
    nextNumbers[name] = 1
    return name
  }
}

extension TensorFlowGraph {
  /// The graph without the operations that none of `results` and `effects` need. Placeholders stay.
  func pruned(to results: [TensorReference], effects: [String] = []) -> TensorFlowGraph {
    var needed = Set(results.map(\.node) + effects)
    for node in nodes.reversed() where needed.contains(node.name) {
      for input in node.inputs { needed.insert(input.node) }
      for control in node.controls { needed.insert(control) }
    }
    var graph = self
    graph.nodes = nodes.filter { needed.contains($0.name) || $0.operation == "Placeholder" }
    graph.tables = tables.filter { needed.contains($0.handle.node) }
    return graph
  }

  /// A name that TensorFlow allows for a node, made of any text.
  static func nodeName(_ text: String) -> String {
    let allowed = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    let name = String(decoding: allowed, as: UTF8.self)
    return name.first.map(\.isLetter) == true ? name : "x\(name)"
  }

  /// `GraphDef`.
  ///
  /// - Parameter functions: what its nodes call.
  func message(functions: [ProtobufMessage] = []) -> ProtobufMessage {
    ProtobufMessage { graph in
      for node in nodes { graph.message(1, node.message(\.graphName)) }
      if !functions.isEmpty {
        graph.message(2) { library in functions.forEach { library.message(1, $0) } }
      }
      // The version of TensorFlow's graphs whose operations are used.
      graph.message(4) { $0.integer(1, 1882) }
    }
  }

  /// `FunctionDef`: the graph with some of its placeholders as arguments.
  ///
  /// - Parameters:
  ///   - name: the function's name.
  ///   - arguments: placeholders of the graph.
  ///   - results: each with its name.
  ///   - effects: nodes that run even when no result needs them.
  func function(
    _ name: String,
    arguments: [TensorReference],
    results: [(name: String, value: TensorReference)],
    effects: [String] = []
  ) -> ProtobufMessage {
    let argumentNames = Set(arguments.map(\.node))
    return ProtobufMessage { function in
      function.message(1) { signature in
        signature.string(1, name)
        for argument in arguments { signature.message(2, Self.argument(argument.node, argument.type)) }
        for result in results { signature.message(3, Self.argument(result.name, result.value.type)) }
        signature.bool(17, true)
        for effect in effects { signature.string(20, effect) }
      }
      for node in nodes where !argumentNames.contains(node.name) {
        function.message(3, node.message(\.functionName))
      }
      for result in results {
        function.message(4) { entry in
          entry.string(1, result.name)
          entry.string(2, result.value.functionName)
        }
      }
      for effect in effects {
        function.message(6) { entry in
          entry.string(1, effect)
          entry.string(2, effect)
        }
      }
      for (index, argument) in arguments.enumerated() {
        function.message(7) { entry in
          entry.integer(1, index)
          entry.message(2, Self.shape(of: argument))
        }
      }
    }
  }

  /// `ArgAttrs` with an argument's shape: TFT makes tensors of this shape for features that it is not given.
  private static func shape(of argument: TensorReference) -> ProtobufMessage {
    ProtobufMessage {
      $0.entry(1, key: "_output_shapes", TensorFlowAttribute.shapes([argument.shape]).message)
    }
  }

  /// `ArgDef`.
  private static func argument(_ name: String, _ type: TensorFlowType) -> ProtobufMessage {
    ProtobufMessage { argument in
      argument.string(1, name)
      argument.integer(3, type.rawValue)
    }
  }
}
