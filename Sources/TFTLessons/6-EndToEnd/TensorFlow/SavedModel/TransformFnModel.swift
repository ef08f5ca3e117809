import Preprocessing
import RawData
import TransformedData

/// A fitted transform as the SavedModel `transform_fn` of a `transform_output`: what `tft.TFTransformOutput` opens.
///
/// It has the form that TFT writes with TensorFlow 2: an object with the function `transform_fn` from a dictionary of raw features
/// to one of transformed features, and beside it a graph that serves the same as a signature.
package struct TransformFnModel {
  private static let functionName = "__inference_transform_fn"
  private static let wrapperName = "__inference_serving_default"
  private static let signatureName = "serving_default"

  private let inputs: [ModelColumn]
  private let outputs: [ModelColumn]
  /// The transform's operations, with the inputs and the tables' handles as placeholders.
  private let graph: TensorFlowGraph
  private let assets: [String]
  private let rawSchema: Schema

  /// - Throws: `OperationError` with the operation and its line, when TensorFlow's operations cannot say it.
  package init(_ transformFn: TransformFn) throws(OperationError) {
    var graph = TensorFlowGraph()
    let schema = transformFn.inputSchema.features.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    inputs = schema.map { graph.modelInput($0) }
    var columns: [String: TensorFlowColumn] = [:]
    for input in inputs { columns[input.name] = graph.column(input) }
    let transformed = try transformFn.exported(into: &graph, inputs: columns)
    outputs = transformed.inNameOrder.map { graph.modelOutput($0.key, $0.value) }
    self.graph = graph.pruned(to: outputs.flatMap(\.tensors))
    assets = transformFn.assetFileNames
    rawSchema = transformFn.inputSchema
  }

  /// Writes what TFT needs beside the other files of a `transform_output`: the SavedModel `transform_fn`, whose vocabularies are
  /// in its `assets` already, and the schema of the raw features that it takes.
  ///
  /// - Throws: `FileError`.
  package func write(to transformOutput: String) throws {
    let files: [(path: String, bytes: [UInt8])] = [
      ("metadata/schema.pbtxt", Array(rawSchema.pbtxt.utf8)), ("transform_fn/saved_model.pb", bytes),
      ("transform_fn/variables/variables.index", EmptyVariables.index),
    ]
    for (path, bytes) in files {
      let path = "\(transformOutput)/\(path)"
      try Platform.makeDirectory(Platform.parent(of: path))
      let file = try OutputFile(path: path)
      try file.write(bytes)
      try file.commit()
    }
  }

  /// The file `saved_model.pb`: the same for the same transform.
  package var bytes: [UInt8] {
    let lifetimes = graph.tables.map { TensorFlowGraph.lifetime(of: $0.table, name: $0.handle.node) }
    let arguments = inputs.flatMap(\.tensors) + graph.tables.map(\.handle)
    let results = zip(Self.resultNames(outputs), outputs.flatMap(\.tensors)).map { (name: $0, value: $1) }
    let body = graph.function(Self.functionName, arguments: arguments, results: results)
    let served = served(functions: [body, wrapper] + lifetimes.flatMap(\.3))
    return SavedModelMessage(
      graph: served.graph,
      signatures: [Self.signatureName: served.signature],
      assets: served.assets,
      initializer: served.initializer,
      objects: objects(lifetimes.map { ($0.creator, $0.initializer, $0.destroyer) })
    ).bytes
  }

  private static func resultNames(_ columns: [ModelColumn]) -> [String] {
    columns.flatMap(\.tensors).map { TensorFlowGraph.nodeName($0.node) }
  }
}

// MARK: - The signature

extension TransformFnModel {
  /// The arguments of the signature's function: TensorFlow passes them in the order of their names, and swaps tensors of one type
  /// without a word when they are in another.
  private var keywords: [String] {
    inputs.flatMap(\.tensors).map(\.node).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A call of the transform with tensors of these names in the graph.
  private func call(
    _ arguments: [String: TensorReference],
    _ handles: [TensorReference],
    in graph: inout TensorFlowGraph
  ) -> [TensorReference] {
    let values = inputs.flatMap(\.tensors).compactMap { arguments[$0.node] } + handles
    let results = outputs.flatMap(\.tensors)
    return graph.add(
      "StatefulPartitionedCall",
      values,
      [
        "Tin": .types(values.map(\.type)), "Tout": .types(results.map(\.type)),
        "f": .function(Self.functionName),
      ],
      results: results.enumerated().map { .init(name: "output", type: $1.type, shape: $1.shape, index: $0) },
      name: "transform_fn"
    )
  }

  /// The function of the signature, which calls the transform.
  private var wrapper: ProtobufMessage {
    var graph = TensorFlowGraph()
    var arguments: [String: TensorReference] = [:]
    let inputTensors = Dictionary(inputs.flatMap(\.tensors).map { ($0.node, $0) }) { first, _ in first }
    var ordered: [TensorReference] = []
    for name in keywords {
      guard let tensor = inputTensors[name] else { continue }
      let argument = graph.placeholder(name, tensor.type, tensor.shape)
      arguments[name] = argument
      ordered.append(argument)
    }
    let handles = self.graph.tables.map { graph.placeholder($0.handle.node, .resource, .scalar) }
    let values = call(arguments, handles, in: &graph)
    let results = zip(Self.resultNames(outputs), values).map { (name: $0, value: $1) }
    return graph.function(Self.wrapperName, arguments: ordered + handles, results: results)
  }

  private struct Served {
    var graph: ProtobufMessage
    var signature: TensorFlowSignature
    var assets: [(path: TensorReference, fileName: String)]
    var initializer: String
  }

  /// The graph that is served without objects: placeholders, tables, and a call of the transform.
  private func served(functions: [ProtobufMessage]) -> Served {
    var graph = TensorFlowGraph()
    var arguments: [String: TensorReference] = [:]
    for tensor in inputs.flatMap(\.tensors) {
      arguments[tensor.node] = graph.placeholder(
        "\(Self.signatureName)_\(tensor.node)",
        tensor.type,
        tensor.shape
      )
    }
    var paths: [String: TensorReference] = [:]
    for (index, asset) in assets.enumerated() {
      graph.scope = "asset_\(index)"
      paths[asset] = graph.text(asset)
    }
    graph.scope = ""
    var handles: [TensorReference] = []
    var fills: [String] = []
    for (table, _) in self.graph.tables {
      handles.append(graph.emptyTable(table, name: table.name))
      var path: TensorReference?
      if case .lines(let asset) = table.source { path = paths[asset] }
      fills.append(graph.fill(table, handles[handles.count - 1], path: path))
    }
    _ = graph.add("NoOp", [], results: [], controls: fills, name: "fill_tables")
    let results = call(arguments, handles, in: &graph)
    return Served(
      graph: graph.message(functions: functions),
      signature: TensorFlowSignature(
        inputs: arguments.mapValues(TensorFlowSignature.Value.dense),
        outputs: signatureOutputs(results)
      ),
      assets: assets.compactMap { asset in paths[asset].map { ($0, asset) } },
      initializer: "fill_tables"
    )
  }

  private func signatureOutputs(_ results: [TensorReference]) -> [String: TensorFlowSignature.Value] {
    var rest = results[...]
    var values: [String: TensorFlowSignature.Value] = [:]
    for output in outputs {
      let own = Array(rest.prefix(output.tensors.count))
      rest = rest.dropFirst(own.count)
      values[output.name] =
        own.count == 1 ? .dense(own[0]) : .sparse(indices: own[0], values: own[1], denseShape: own[2])
    }
    return values
  }
}

// MARK: - The objects

extension TransformFnModel {
  private func objects(_ lifetimes: [(creator: String, initializer: String, destroyer: String)])
    -> ProtobufMessage
  {
    var objects = ObjectGraph()
    let root = objects.add(.container())
    let names = inputs.flatMap(\.tensors).map(\.node)
    objects.add(
      objects.add(.concreteFunction(name: Self.functionName, keywords: names, isSignature: false)),
      to: root,
      as: "transform_fn"
    )
    let signatures = objects.add(.container(identifier: "signature_map"))
    objects.add(signatures, to: root, as: "signatures")
    objects.add(
      objects.add(.concreteFunction(name: Self.wrapperName, keywords: keywords, isSignature: true)),
      to: signatures,
      as: Self.signatureName
    )
    var files: [String: Int] = [:]
    for (index, asset) in assets.enumerated() {
      let file = objects.add(.asset(index))
      files[asset] = file
      objects.add(file, to: root, as: "asset_\(index)")
    }
    var tables: [Int] = []
    for ((table, _), lifetime) in zip(graph.tables, lifetimes) {
      let object = add(table, lifetime, files, to: &objects)
      objects.add(object, to: root, as: "table_\(tables.count)")
      tables.append(object)
    }
    let results = StructuredValue.dictionary(zip(outputs, resultStructures).map { ($0.name, $1) })
    let features = StructuredValue.dictionary(inputs.map { ($0.name, $0.structure) })
    objects.add(
      ObjectGraph.FunctionStructure(
        name: Self.functionName,
        captured: tables,
        inputs: .tuple([.tuple([features]), .dictionary([])]),
        outputs: results
      )
    )
    let byName = Dictionary(inputs.flatMap(\.tensors).map { ($0.node, $0) }) { first, _ in first }
    let keywordSpecs = keywords.compactMap { name in
      byName[name].map { (name: name, value: StructuredValue.tensor(name: name, $0.type, $0.shape)) }
    }
    objects.add(
      ObjectGraph.FunctionStructure(
        name: Self.wrapperName,
        captured: tables,
        inputs: .tuple([.tuple([]), .dictionary(keywordSpecs)]),
        outputs: results
      )
    )
    return objects.message
  }

  /// The results' places in the dictionary; a tensor is called as its feature there.
  private var resultStructures: [StructuredValue] {
    outputs.map { output in
      guard case .dense(let tensor, _) = output.form else { return output.structure }
      return .tensor(name: output.name, tensor.type, tensor.shape)
    }
  }

  private func add(
    _ table: TensorFlowTable,
    _ lifetime: (creator: String, initializer: String, destroyer: String),
    _ files: [String: Int],
    to objects: inout ObjectGraph
  ) -> Int {
    let object = objects.add(.resource)
    var captured: [Int] = []
    if case .lines(let asset) = table.source, let file = files[asset] { captured.append(file) }
    let nothing = StructuredValue.tuple([.tuple([]), .dictionary([])])
    let done = StructuredValue.tensor(name: "unknown", .int32, .scalar)
    let functions: [(String, String, [Int], StructuredValue)] = [
      ("_create_resource", lifetime.creator, [], .tensor(name: "unknown", .resource, .scalar)),
      ("_initialize", lifetime.initializer, captured + [object], done),
      ("_destroy_resource", lifetime.destroyer, [], done),
    ]
    for (name, function, captured, outputs) in functions {
      objects.add(objects.add(.function(name: function)), to: object, as: name)
      objects.add(
        ObjectGraph.FunctionStructure(name: function, captured: captured, inputs: nothing, outputs: outputs)
      )
    }
    return object
  }
}
