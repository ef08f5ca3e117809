import Embeddings

/// What flows from layer to layer in a graph: a row for each example.
enum LayerValue {
  /// Numbers; a sequence has its steps side by side.
  case floats(TensorReference)
  /// Ids, `int64`.
  case ids(TensorReference, steps: Int, count: Int)
  /// Numbers side by side, of which one-hot vectors are kept as ids: a dense layer takes no more of them.
  case blocks([Block])

  enum Block {
    case floats(TensorReference, width: Int)
    /// A list of ids, each of which stands for `count` zeros with a one at the id.
    case oneHot(TensorReference, count: Int)
  }
}

/// One layer of a model, to be said in TensorFlow's operations.
struct LayerCall {
  let inputs: [LayerValue]
  let inputShapes: [TensorShape]
  /// The shape of an example's output.
  let shape: TensorShape
  let weights: [Matrix]
}

/// A layer that TensorFlow's operations can say.
protocol TensorFlowLayer: Layer {
  /// Adds the layer's operations.
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue
}

extension TensorFlowGraph {
  /// A weight, its rows from `rows` on.
  mutating func weight(_ matrix: Matrix, rows: Range<Int>? = nil) -> TensorReference {
    let rows = rows ?? 0..<matrix.rows
    let elements = Array(matrix.elements[rows.lowerBound * matrix.columns..<rows.upperBound * matrix.columns])
    return constant(.floats(elements, shape: [rows.count, matrix.columns]))
  }

  /// A weight of one row as a list.
  mutating func vector(_ elements: [Float]) -> TensorReference { constant(.floats(elements)) }

  /// All numbers as a matrix of `width` columns.
  mutating func matrix(_ value: LayerValue, width: Int) -> TensorReference {
    switch value {
    case .floats(let numbers): return reshape(numbers, [nil, width])
    case .ids(let ids, _, _): return reshape(cast(ids, .float), [nil, width])
    case .blocks(let blocks):
      let parts = blocks.map { block in
        switch block {
        case .floats(let part, _): part
        case .oneHot(let ids, let count): hot(ids, depth: count)
        }
      }
      return reshape(concatenate(parts, axis: 1, shape: [nil, width]), [nil, width])
    }
  }

  /// The first input's numbers, `width` columns.
  mutating func matrix(_ call: LayerCall, width: Int? = nil) -> TensorReference {
    matrix(call.inputs[0], width: width ?? call.inputShapes[0].size)
  }

  /// For each id of a list `depth` zeros with a one at the id.
  mutating func hot(_ ids: TensorReference, depth: Int) -> TensorReference {
    add(
      "OneHot",
      [ids, integer(Int64(depth), .int32), number(Float(1)), number(Float(0))],
      ["T": .type(.float), "TI": .type(.int64), "axis": .int(-1)],
      .float,
      [nil, depth]
    )
  }

  mutating func product(_ a: TensorReference, _ b: TensorReference) -> TensorReference {
    add(
      "MatMul",
      [a, b],
      ["T": .type(a.type), "transpose_a": .bool(false), "transpose_b": .bool(false)],
      a.type,
      [a.shape.dimensions[0], b.shape.dimensions[1]],
      result: "product"
    )
  }

  /// A function of each number, as TensorFlow has it for layers.
  mutating func activate(_ x: TensorReference, _ activation: Activation) -> TensorReference {
    switch activation {
    case .linear: x
    case .relu: layerFunction("Relu", x, result: "activations")
    case .tanh: layerFunction("Tanh", x, result: "y")
    case .sigmoid: layerFunction("Sigmoid", x, result: "y")
    case .softmax: layerFunction("Softmax", x, result: "softmax")
    case .gelu: gelu(x)
    }
  }

  /// `0.5 x (1 + erf(x / sqrt 2))`.
  private mutating func gelu(_ x: TensorReference) -> TensorReference {
    let scaled = calculate(.multiply, x, number(Float(0.5).squareRoot()))
    let below = calculate(.add, layerFunction("Erf", scaled, result: "y"), number(Float(1)))
    return calculate(.multiply, calculate(.multiply, x, number(Float(0.5))), below)
  }

  private mutating func layerFunction(_ operation: String, _ x: TensorReference, result: String)
    -> TensorReference
  {
    add(operation, [x], ["T": .type(x.type)], x.type, x.shape, result: result)
  }
}
