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
  /// Makes the model's features; nil for a model that is given them.
  private let transformFn: TransformFn?
  private let model: Model
  private var signatures: [String: TensorFlowSignature] = [:]
  private var assets: [(path: TensorReference, fileName: String)] = []
  private var initializer = ""

  /// From raw features to predictions.
  ///
  /// - Throws: `OperationError` with its line for an operation that TensorFlow cannot say, and for a raw feature whose name
  ///   is no name for a signature's input; `ModelError` for a layer.
  package init(_ transformFn: TransformFn, _ model: Model) throws {
    let transformFn = try transformFn.selecting(model.architecture.features)
    try self.init(transformFn, model, inputs: transformFn.inputSchema)
  }

  /// The same of both in one.
  package init(_ model: EndToEndModel) throws {
    try self.init(model.transformFn, model.predictor.model)
  }

  /// From transformed features to predictions: the layers alone.
  ///
  /// - Throws: `OperationError` for a feature whose name is no name for a signature's input; `ModelError` for a layer.
  package init(_ model: Model) throws {
    try self.init(nil, model, inputs: model.architecture.transformedFeatures)
  }

  private init(_ transformFn: TransformFn?, _ model: Model, inputs: Schema) throws {
    self.transformFn = transformFn
    self.model = model
    let schema = inputs.features.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for feature in schema where TensorFlowGraph.nodeName(feature.name) != feature.name {
      throw OperationError(
        location: nil,
        operation: "input \"\(feature.name)\"",
        problem:
          "TensorFlow's signatures swap inputs of such names, expected letters, digits and _, a letter first"
      )
    }
    let inputs = schema.map { graph.servingInput($0) }
    signatures[Self.inputSignature] = try signature(inputs, inputs.flatMap(\.tensors))
    let examples = graph.placeholder("examples", .string, .list)
    signatures[Self.exampleSignature] = try signature(graph.parsed(examples, schema), [examples])
    fillTables()
  }

  /// Adds the operations from features to the prediction.
  private mutating func signature(_ inputs: [ModelColumn], _ arguments: [TensorReference]) throws
    -> TensorFlowSignature
  {
    var columns: [String: TensorFlowColumn] = [:]
    for input in inputs { columns[input.name] = graph.column(input) }
    guard let first = columns.inNameOrder.first else {
      throw ModelError("found no features that the model needs, expected one or more")
    }
    let rowCount = graph.rowCount(of: first.value, first.key)
    let features = try transformFn?.exported(into: &graph, inputs: columns) ?? columns
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

  /// The file that makes a directory a SavedModel.
  package static let fileName = "saved_model.pb"

  /// Writes the model below `directory`: `saved_model.pb`, the vocabularies in `assets/`, and an empty `variables/`.
  ///
  /// - Throws: `FileError`.
  package func write(to directory: String) throws {
    try Platform.makeDirectory("\(directory)/variables")
    for (_, fileName) in assets {
      try transformFn?.writeAsset(fileName, to: "\(directory)/assets/\(fileName)")
    }
    let file = try OutputFile(path: "\(directory)/\(Self.fileName)")
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

extension Architecture {
  /// The features that the model reads, as a transform gives them.
  fileprivate var transformedFeatures: Schema {
    var features: [FeatureSpec] = []
    for input in inputs {
      switch input.kind {
      case .ids(let steps, _): features.append(FeatureSpec(input.features[0], .int64, width: steps))
      case .numbers(let widths):
        features += zip(input.features, widths).map { FeatureSpec($0, .float32, width: $1) }
      }
    }
    // A feature that is read as ids is of integers, also where it is read as a number.
    let ids = Set(features.filter { $0.type == .int64 }.map(\.name))
    var names: Set<String> = []
    return Schema(
      features.filter { ($0.type == .int64 || !ids.contains($0.name)) && names.insert($0.name).inserted }
    )
  }
}
