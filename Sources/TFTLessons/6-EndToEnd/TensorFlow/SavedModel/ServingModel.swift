import Embeddings
import Preprocessing
import RawData
import TransformedData

/// A transform and a model as one SavedModel: raw features in, predictions out, as TensorFlow Serving loads it.
///
/// The signature `serving_default` takes the raw features that the model needs, each by its name: one value for each example,
/// `[-1]`, several as `[-1, width]`, and one that an example may come without as the three parts of a sparse tensor,
/// `NAME_indices`, `NAME_values` and `NAME_dense_shape`. The signature `serving_examples` takes `examples`, serialised
/// `tf.train.Example` messages, `[-1]`. Both give `prediction`, `[-1, 1]`.
package struct ServingModel {
  private static let inputSignature = "serving_default"
  private static let exampleSignature = "serving_examples"
  private static let predictionName = "prediction"

  private var graph = TensorFlowGraph(hasTables: true)
  private let transformFn: TransformFn
  private let model: Model
  private var signatures: [String: TensorFlowSignature] = [:]
  private var assets: [(path: TensorReference, fileName: String)] = []
  private var initializer = ""

  /// - Throws: `OperationError` with its line for an operation that TensorFlow cannot say, and for a raw feature whose name
  ///   is no name for a signature's input; `ModelError` for a layer.
  package init(_ transformFn: TransformFn, _ model: Model) throws {
    self.transformFn = try transformFn.selecting(model.architecture.features)
    self.model = model
    let schema = self.transformFn.inputSchema.features.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for feature in schema where TensorFlowGraph.nodeName(feature.name) != feature.name {
      throw OperationError(
        location: nil,
        operation: "input \"\(feature.name)\"",
        problem: "TensorFlow's signatures swap inputs of such names, expected letters, digits and _, a letter first"
      )
    }
    let inputs = schema.map { graph.servingInput($0) }
    signatures[Self.inputSignature] = try signature(inputs, inputs.flatMap(\.tensors))
    let examples = graph.placeholder("examples", .string, .list)
    signatures[Self.exampleSignature] = try signature(graph.parsed(examples, schema), [examples])
    fillTables()
  }

  /// Adds the operations from raw features to the prediction.
  private mutating func signature(_ inputs: [ModelColumn], _ arguments: [TensorReference]) throws -> TensorFlowSignature {
    var columns: [String: TensorFlowColumn] = [:]
    for input in inputs { columns[input.name] = graph.column(input) }
    guard let first = columns.inNameOrder.first else {
      throw ModelError("found no raw features that the model needs, expected one or more")
    }
    let rowCount = graph.rowCount(of: first.value, first.key)
    let features = try transformFn.exported(into: &graph, inputs: columns)
    let prediction = try graph.prediction(model, features, rowCount)
    let output = graph.identity(prediction, name: Self.predictionName)
    return TensorFlowSignature(
      inputs: Dictionary(arguments.map { ($0.node, .dense($0)) }) { first, _ in first },
      outputs: [Self.predictionName: .dense(output)]
    )
  }

  private mutating func fillTables() {
    var fills: [String] = []
    for (table, handle) in graph.tables {
      var path: TensorReference?
      if case .lines(let asset) = table.source {
        let known = assets.first { $0.fileName == asset }?.path
        path = known ?? graph.assetPath(asset)
        if known == nil, let path { assets.append((path, asset)) }
      }
      fills.append(graph.fill(table, handle, path: path))
    }
    initializer = "fill_tables"
    _ = graph.add("NoOp", [], results: [], controls: fills, name: initializer)
  }

  /// The file `saved_model.pb`: the same for the same transform and model.
  package var bytes: [UInt8] {
    let outputs = signatures.values.flatMap { $0.outputs.values.flatMap(\.tensors) }
    let needed = graph.pruned(to: outputs + assets.map(\.path), effects: [initializer])
    return SavedModelMessage(
      graph: needed.message(),
      signatures: signatures,
      assets: assets,
      initializer: initializer,
      objects: nil
    ).bytes
  }

  /// Writes the model below `directory`: `saved_model.pb`, the vocabularies in `assets/`, and an empty `variables/`.
  ///
  /// - Throws: `FileError`.
  package func write(to directory: String) throws {
    try Platform.makeDirectory("\(directory)/variables")
    for (_, fileName) in assets {
      try transformFn.writeAsset(fileName, to: "\(directory)/assets/\(fileName)")
    }
    let file = try OutputFile(path: "\(directory)/saved_model.pb")
    try file.write(bytes)
    try file.commit()
  }
}

extension TensorFlowSignature.Value {
  fileprivate var tensors: [TensorReference] {
    switch self {
    case .dense(let tensor): [tensor]
    case .sparse(let indices, let values, let denseShape): [indices, values, denseShape]
    }
  }
}

extension TensorFlowGraph {
  /// The path of a file in `assets/`, which the loader puts in.
  fileprivate mutating func assetPath(_ fileName: String) -> TensorReference {
    scope = "asset"
    defer { scope = "" }
    // Not shared with any text of the transform that happens to be the same.
    let path = TensorFlowConstant.strings([Array(fileName.utf8)], shape: [])
    return add(
      "Const",
      [],
      ["dtype": .type(.string), "value": .tensor(path)],
      .string,
      .scalar,
      name: Self.nodeName(fileName)
    )
  }

  /// A raw feature as a signature's input: a single value of an example needs no list.
  fileprivate mutating func servingInput(_ spec: FeatureSpec) -> ModelColumn {
    guard spec.presence != .optional, spec.width == 1 else { return modelInput(spec) }
    let values = placeholder(spec.name, TensorFlowType(spec.type), .list)
    return ModelColumn(name: spec.name, form: .dense(values, width: 1))
  }

  /// The raw features of serialised `tf.train.Example` messages; a default value where the schema has one.
  fileprivate mutating func parsed(_ examples: TensorReference, _ schema: [FeatureSpec]) -> [ModelColumn] {
    scope = "parse"
    defer { scope = "" }
    let sparse = schema.filter { $0.presence == .optional }
    let dense = schema.filter { $0.presence != .optional }
    let names = { (features: [FeatureSpec]) in
      TensorFlowConstant.strings(features.map { Array($0.name.utf8) })
    }
    let nothing = constant(.strings([]))
    let inputs =
      [examples, nothing, constant(names(sparse)), constant(names(dense)), nothing]
      + dense.map { constant($0.defaultConstant) }
    let types = { (features: [FeatureSpec]) in features.map { TensorFlowType($0.type) } }
    let results =
      Self.results("sparse_indices", sparse.map { _ in (.int64, [nil, 2]) })
      + Self.results("sparse_values", sparse.map { (TensorFlowType($0.type), .list) })
      + Self.results("sparse_shapes", sparse.map { _ in (.int64, [2]) })
      + Self.results("dense_values", dense.map { (TensorFlowType($0.type), [nil, $0.width]) })
    let tensors = add(
      "ParseExampleV2",
      inputs,
      [
        "Tdense": .types(types(dense)), "num_sparse": .int(sparse.count), "sparse_types": .types(types(sparse)),
        "ragged_value_types": .types([]), "ragged_split_types": .types([]),
        "dense_shapes": .shapes(dense.map { [$0.width] }),
      ],
      results: results
    )
    let count = sparse.count
    return sparse.indices.map { index in
      ModelColumn(
        name: sparse[index].name,
        form: .sparse(
          indices: tensors[index],
          values: tensors[count + index],
          denseShape: tensors[2 * count + index]
        )
      )
    } + dense.indices.map { index in
      ModelColumn(name: dense[index].name, form: .dense(tensors[3 * count + index], width: dense[index].width))
    }
  }

  private static func results(_ name: String, _ tensors: [(TensorFlowType, TensorFlowShape)]) -> [Result] {
    tensors.enumerated().map { Result(name: name, type: $1.0, shape: $1.1, index: $0) }
  }
}

extension FeatureSpec {
  /// What stands for a value that an example does not have; no value, where it must have one.
  fileprivate var defaultConstant: TensorFlowConstant {
    guard case .defaultValue(let text) = presence else {
      switch type {
      case .float32: return .floats([])
      case .int64: return .int64s([])
      case .string: return .strings([])
      }
    }
    switch type {
    case .float32: return .floats([Float](repeating: Float(text) ?? .nan, count: width))
    case .int64: return .int64s([Int64](repeating: Int64(text) ?? 0, count: width))
    case .string: return .strings([[UInt8]](repeating: Array(text.utf8), count: width))
    }
  }
}
