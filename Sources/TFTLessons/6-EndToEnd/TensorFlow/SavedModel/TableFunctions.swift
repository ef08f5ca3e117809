/// The functions that make and fill the tables of a model.
extension TensorFlowGraph {
  /// A table of its own, empty.
  mutating func emptyTable(_ table: TensorFlowTable, name: String) -> TensorReference {
    add(
      "HashTableV2",
      [],
      [
        "key_dtype": .type(table.keyType), "value_dtype": .type(table.valueType),
        "shared_name": .string(table.sharedName),
      ],
      .resource,
      .scalar,
      result: "table_handle",
      name: name
    )
  }

  /// Fills a table; the node that does it.
  ///
  /// - Parameter path: of the file of tokens, for a table that is one.
  mutating func fill(_ table: TensorFlowTable, _ handle: TensorReference, path: TensorReference?) -> String {
    let types: (String, String) = path == nil ? ("Tin", "Tout") : ("", "")
    switch (table.source, path) {
    case (.lines, let path?):
      // The key is the whole line, -2, and the value its number, -1.
      _ = add(
        "InitializeTableFromTextFileV2",
        [handle, path],
        [
          "vocab_size": .int(-1), "key_index": .int(-2), "value_index": .int(-1), "delimiter": .string("\t"),
          "offset": .int(0),
        ],
        results: [],
        name: "\(table.name)_fill"
      )
    case (.constants(let keys, let values), _):
      let contents = [handle, constant(keys), constant(values)]
      _ = add(
        "LookupTableImportV2",
        contents,
        [types.0: .type(table.keyType), types.1: .type(table.valueType)],
        results: [],
        name: "\(table.name)_fill"
      )
    case (.lines(let asset), nil): preconditionFailure("the table of \(asset) needs its file")
    }
    return nodes[nodes.count - 1].name
  }

  /// `FunctionDef`s that make the table, fill it, and do nothing when it goes.
  ///
  /// - Parameter name: of the table in the model, unique.
  static func lifetime(of table: TensorFlowTable, name: String) -> (
    creator: String, initializer: String, destroyer: String, [ProtobufMessage]
  ) {
    let names = ["creator", "initializer", "destroyer"].map { "__inference_\(name)_\($0)" }
    var creator = TensorFlowGraph()
    let made = creator.emptyTable(table, name: "table")
    let makes = creator.function(names[0], arguments: [], results: [("handle", made)])

    var initializer = TensorFlowGraph()
    var arguments: [TensorReference] = []
    if case .lines = table.source { arguments.append(initializer.placeholder("path", .string, .scalar)) }
    let handle = initializer.placeholder("handle", .resource, .scalar)
    let fill = initializer.fill(table, handle, path: arguments.first)
    let filled = initializer.integer(1, .int32)
    let fills = initializer.function(
      names[1],
      arguments: arguments + [handle],
      results: [("filled", filled)],
      effects: [fill]
    )

    var destroyer = TensorFlowGraph()
    let gone = destroyer.integer(1, .int32)
    let destroys = destroyer.function(names[2], arguments: [], results: [("gone", gone)])
    return (names[0], names[1], names[2], [makes, fills, destroys])
  }
}
