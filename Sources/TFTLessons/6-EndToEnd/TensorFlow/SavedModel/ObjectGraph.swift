/// The objects that TensorFlow 2 makes when it loads a model, and how they hang together: `SavedObjectGraph`.
///
/// Source: TensorFlow, `tensorflow/core/protobuf/saved_object_graph.proto`.
struct ObjectGraph {
  /// What an object is.
  enum Kind {
    /// An object that does nothing but have children.
    case container(identifier: String = "_generic_user_object")
    /// A file in `assets/`, by its number.
    case asset(Int)
    /// Something with a lifetime, such as a table.
    case resource
    /// A function that is called with tensors one after the other.
    case concreteFunction(name: String, keywords: [String], isSignature: Bool)
    /// A function without parameters.
    case function(name: String)
  }

  /// A function as its callers see it.
  struct FunctionStructure {
    var name: String
    /// The objects that it is called with after its own arguments.
    var captured: [Int] = []
    var inputs: StructuredValue
    var outputs: StructuredValue
  }

  private var objects: [(kind: Kind, children: [(name: String, object: Int)])] = []
  private var functions: [FunctionStructure] = []

  /// Adds an object; its number. The first one is the root.
  mutating func add(_ kind: Kind) -> Int {
    objects.append((kind, []))
    return objects.count - 1
  }

  mutating func add(_ child: Int, to parent: Int, as name: String) {
    objects[parent].children.append((name, child))
  }

  mutating func add(_ function: FunctionStructure) {
    functions.append(function)
  }

  /// `SavedObjectGraph`.
  var message: ProtobufMessage {
    ProtobufMessage { graph in
      for object in objects {
        graph.message(1) { node in
          for child in object.children {
            node.message(1) { reference in
              reference.integer(1, child.object)
              reference.string(2, child.name)
            }
          }
          Self.write(object.kind, to: &node)
        }
      }
      for function in functions.sorted(by: { $0.name < $1.name }) {
        graph.entry(2, key: function.name, Self.message(function))
      }
    }
  }

  private static func write(_ kind: Kind, to node: inout ProtobufMessage) {
    switch kind {
    case .container(let identifier):
      node.message(4) { object in
        object.string(1, identifier)
        object.message(2) { version in
          version.integer(1, 1)
          version.integer(2, 1)
        }
      }
    case .asset(let number): node.message(5) { $0.integer(1, number) }
    case .resource: node.message(10) { _ in }
    case .concreteFunction(let name, let keywords, let isSignature):
      node.message(8) { function in
        function.string(1, name)
        for keyword in keywords { function.string(2, keyword) }
        if isSignature {
          function.message(4, specification(keywords: keywords, signature: .none))
        } else if !keywords.isEmpty {
          function.integer(3, keywords.count)
        }
      }
    case .function(let name):
      node.message(6) { function in
        function.string(1, name)
        function.message(2, specification(keywords: [], signature: .tuple([])))
      }
    }
  }

  /// `FunctionSpec`.
  private static func specification(keywords: [String], signature: StructuredValue) -> ProtobufMessage {
    ProtobufMessage { specification in
      specification.message(1, StructuredValue.fullArgumentSpec(keywords: keywords).message)
      specification.message(5, signature.message)
    }
  }

  /// `SavedConcreteFunction`.
  private static func message(_ function: FunctionStructure) -> ProtobufMessage {
    ProtobufMessage { message in
      if !function.captured.isEmpty { message.packed(2, function.captured) }
      message.message(3, function.inputs.message)
      message.message(4, function.outputs.message)
    }
  }
}
