import RawData

/// Numbers made of ids and angles, crosses, and products with matrices.
enum ONNXEncodings: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let graph = operation.graph
    switch operation.name {
    case "one_hot":
      try operation.checkHasNoMissing()
      let ids = operation.value()
      let depth = Int(operation.integer("depth") ?? 1)
      let vectors = graph.oneHot(ids, depth: depth, as: .float)
      return operation.column(graph.reshape(vectors, [nil, ids.width * depth]))
    case "cyclic_encoding":
      try operation.checkHasNoMissing()
      return operation.column(circle(graph, operation.value(), period: operation.float("period")))
    case "hashed_cross": return operation.column(try cross(operation))
    case "matmul":
      let (x, matrix) = (operation.value(), try operation.floats(1))
      guard matrix.count % x.width == 0, !matrix.isEmpty else {
        throw ONNXRefusal(
          "found a matrix of \(matrix.count) elements, expected a multiple of the \(x.width) of x"
        )
      }
      return operation.column(product(graph, x, matrix))
    default: return nil
    }
  }

  /// Sine and cosine in double precision, rounded once.
  private static func circle(_ graph: ONNXGraph, _ x: ONNXValue, period: Float) -> ONNXValue {
    let part = graph.divide(graph.cast(x, to: .double), graph.number(Double(period)))
    let angle = graph.multiply(graph.number(2 * Double.pi), part)
    return graph.interleave(
      graph.cast(graph.unary("Sin", angle), to: .float),
      graph.cast(graph.unary("Cos", angle), to: .float)
    )
  }

  private static func product(_ graph: ONNXGraph, _ x: ONNXValue, _ matrix: [Float]) -> ONNXValue {
    let columns = matrix.count / x.width
    let factors = graph.constant(.double(matrix.map { Double($0) }), [x.width, columns])
    return graph.inDoublePrecision(x) {
      graph.node("MatMul", [$0, factors], type: .double, shape: [x.shape[0], .fixed(columns)])
    }
  }

  /// FingerprintCat64 of the columns' integers, folded from the left, in wrapping arithmetic.
  private static func cross(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    try operation.checkHasEqualRows()
    let bins = UInt64(operation.integer("bins") ?? 1)
    var hash = graph.constant(.uint64([0xDECAF_CAFFE]), [1])
    for index in operation.inputs.indices {
      guard operation.value(index).type == .int64 else {
        throw ONNXRefusal(
          "ONNX has no hash of texts: cross the ids of a vocabulary, which are integers, or hash before the model"
        )
      }
      hash = graph.fingerprint(hash, graph.cast(operation.value(index), to: .uint64))
    }
    let bin = graph.remainder(hash, graph.constant(.uint64([bins]), [1]))
    return graph.cast(bin, to: .int64)
  }
}

extension ONNXGraph {
  /// `Fingerprint.cat64` of unsigned integers.
  fileprivate func fingerprint(_ first: ONNXValue, _ second: ONNXValue) -> ONNXValue {
    var result = exclusiveOr(first, constant(.uint64([Self.multiplier]), [1]))
    result = exclusiveOr(result, product(shiftMix47(product(second))))
    result = shiftMix47(product(result))
    return shiftMix47(product(result))
  }

  private static let multiplier: UInt64 = 0xC6A4_A793_5BD1_E995

  /// The product with the multiplier. Runtimes multiply signed integers, of which the low 64 bits are the same.
  private func product(_ x: ONNXValue) -> ONNXValue {
    let factor = number(Int64(bitPattern: Self.multiplier))
    return cast(multiply(cast(x, to: .int64), factor), to: .uint64)
  }

  private func exclusiveOr(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("BitwiseXor", a, b) }

  private func shiftMix47(_ x: ONNXValue) -> ONNXValue {
    let count = constant(.uint64([47]), [1])
    return exclusiveOr(x, binary("BitShift", x, count, [ONNXAttribute("direction", .text("RIGHT"))]))
  }
}
