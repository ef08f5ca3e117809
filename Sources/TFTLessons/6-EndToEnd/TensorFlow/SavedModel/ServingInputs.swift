import RawData

extension TensorFlowGraph {
  /// The path of a file in `assets/`, which the loader puts in.
  mutating func assetPath(_ fileName: String) -> TensorReference {
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
  mutating func servingInput(_ spec: FeatureSpec) -> ModelColumn {
    guard spec.presence != .optional, spec.width == 1 else { return modelInput(spec) }
    let values = placeholder(spec.name, TensorFlowType(spec.type), .list)
    return ModelColumn(name: spec.name, form: .dense(values, width: 1))
  }

  /// The raw features of serialised `tf.train.Example` messages; a default value where the schema has one.
  mutating func parsed(_ examples: TensorReference, _ schema: [FeatureSpec]) -> [ModelColumn] {
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
        "Tdense": .types(types(dense)), "num_sparse": .int(sparse.count),
        "sparse_types": .types(types(sparse)),
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
    }
      + dense.indices.map { index in
        ModelColumn(
          name: dense[index].name,
          form: .dense(tensors[3 * count + index], width: dense[index].width)
        )
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
