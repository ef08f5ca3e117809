import RawData

/// A feature at the edge of a graph, as TensorFlow and TFT have it: a matrix of the rows' values, or, where rows differ in how
/// many they have, a sparse tensor.
struct ModelColumn {
  enum Form {
    /// One row of `width` values for each row.
    case dense(TensorReference, width: Int)
    case sparse(indices: TensorReference, values: TensorReference, denseShape: TensorReference)
  }

  let name: String
  let form: Form

  /// The tensors in the order in which TensorFlow takes a structure apart.
  var tensors: [TensorReference] {
    switch form {
    case .dense(let tensor, _): [tensor]
    case .sparse(let indices, let values, let denseShape): [indices, values, denseShape]
    }
  }

  /// Its place in the structure of arguments or results.
  var structure: StructuredValue {
    switch form {
    case .dense(let tensor, _): .tensor(name: tensor.node, tensor.type, tensor.shape)
    case .sparse(_, let values, _): .sparse(values.type)
    }
  }
}

extension TensorFlowGraph {
  /// A raw feature as arguments of the graph.
  mutating func modelInput(_ spec: FeatureSpec, prefix: String = "") -> ModelColumn {
    let name = prefix + Self.nodeName(spec.name)
    let type = TensorFlowType(spec.type)
    guard spec.presence == .optional else {
      return ModelColumn(
        name: spec.name,
        form: .dense(placeholder(name, type, [nil, spec.width]), width: spec.width)
      )
    }
    return ModelColumn(
      name: spec.name,
      form: .sparse(
        indices: placeholder("\(name)_indices", .int64, [nil, 2]),
        values: placeholder("\(name)_values", type, .list),
        denseShape: placeholder("\(name)_dense_shape", .int64, [2])
      )
    )
  }

  /// A raw feature's values and rows.
  mutating func column(_ input: ModelColumn) -> TensorFlowColumn {
    scope = Self.nodeName(input.name)
    defer { scope = "" }
    switch input.form {
    case .dense(let tensor, let width):
      return TensorFlowColumn(values: list(tensor), layout: .fixed(width: width))
    case .sparse(let indices, let values, let denseShape):
      let rowCount = element(denseShape, 0)
      return TensorFlowColumn(
        values: values,
        layout: .ragged(rows: element(indices, column: 0), rowCount: rowCount)
      )
    }
  }

  /// A transformed feature as results of the graph.
  mutating func modelOutput(_ name: String, _ column: TensorFlowColumn) -> ModelColumn {
    scope = "transformed"
    defer { scope = "" }
    let node = Self.nodeName(name)
    switch column.layout {
    case .fixed(let width):
      let matrix = reshape(column.values, [nil, width])
      return ModelColumn(name: name, form: .dense(identity(matrix, name: node), width: width))
    case .ragged(let rows, let rowCount):
      let indices = pack([rows, positions(column, rowCount)], axis: 1, shape: [nil, 2])
      let longest = calculate(.maximum, largest(counts(column, rowCount)), integer(0))
      let denseShape = pack([rowCount, longest], axis: 0, shape: [2])
      return ModelColumn(
        name: name,
        form: .sparse(
          indices: identity(indices, name: "\(node)_indices"),
          values: identity(column.values, name: "\(node)_values"),
          denseShape: identity(denseShape, name: "\(node)_dense_shape")
        )
      )
    }
  }

  /// The same tensor under another name.
  mutating func identity(_ x: TensorReference, name: String) -> TensorReference {
    add("Identity", [x], ["T": .type(x.type)], x.type, x.shape, name: name)
  }
}
