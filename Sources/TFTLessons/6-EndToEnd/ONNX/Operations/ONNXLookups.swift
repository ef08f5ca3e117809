import RawData

/// What is looked up in a table: ids of tokens, tokens of ids, probabilities, frequencies, encodings.
enum ONNXLookups: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    switch operation.name {
    case "apply_vocabulary": operation.column(try ids(operation))
    case "vocabulary_token": operation.column(try tokens(operation))
    case "estimated_probability": operation.column(try probability(operation))
    case "estimated_probability_density": operation.column(try density(operation))
    case "document_frequency", "idf": operation.column(try frequency(operation))
    case "to_vocab_range": operation.column(try range(operation))
    case "target_encoding": operation.column(try encoding(operation))
    default: nil
    }
  }

  private static func ids(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let tokens = try operation.strings(1)
    let buckets = operation.integer("num_oov_buckets") ?? 0
    guard buckets <= 1 else {
      throw ONNXRefusal(
        "ONNX has no hash that spreads unknown values over \(buckets) buckets: take numOOVBuckets 1 or 0"
      )
    }
    // Whatever its hash, an unknown value is in the only bucket.
    let unknown = buckets == 1 ? Int64(tokens.count) : operation.integer("default_value") ?? -1
    guard operation.text("key_type") == FeatureType.int64.rawValue else {
      return operation.graph.places(operation.value(), among: FeatureValues(tokens), unknown: unknown)
    }
    let integers = (0..<tokens.count).compactMap { Int64(tokens.string(at: $0)) }
    return operation.graph.places(operation.value(), among: FeatureValues(integers), unknown: unknown)
  }

  private static func tokens(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    var tokens = try operation.strings(1)
    let count = Int64(tokens.count)
    tokens.append(operation.text("default_value").utf8)
    let isKnown = graph.isInside(operation.value(), 0...max(0, count - 1))
    let places = graph.select(
      count == 0 ? graph.not(graph.equal(operation.value(), operation.value())) : isKnown,
      operation.value(),
      else: graph.number(count)
    )
    return graph.gather(graph.constant(FeatureValues(tokens)), places)
  }

  private static func probability(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let keys = FeatureValues(try operation.constant(1).storage)
    let count = keys.valueCount
    let known = count == 0 ? [] : try operation.floats(of: operation.results(for: [keys]))
    let table = operation.graph.constant(.float(known + [0]), [count + 1])
    return operation.graph.gather(
      table,
      operation.graph.places(operation.value(), among: keys, unknown: Int64(count))
    )
  }

  /// The density of the bin: a value on a boundary is on its left, and NaN in the first.
  private static func density(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let (counts, boundaries) = (try operation.int64s(1), try operation.floats(2))
    let total = Float(counts.reduce(0, &+))
    let width = ((boundaries.last ?? 0) - (boundaries.first ?? 0)) / Float(counts.count)
    let densities = counts.map { Float($0) / total / width }
    let inner = Array(boundaries.dropFirst().dropLast())
    // Boundaries that are NaN, of a column without a range, are no boundaries.
    let edges = inner.contains(where: \.isNaN) ? [] : inner
    let values = graph.apart(graph.cast(operation.value(), to: .float))
    let isBehind = graph.less(graph.constant(.float(edges), [edges.count]), values)
    let bins = graph.sum(graph.cast(isBehind, to: .int64))
    return graph.gather(graph.constant(.float(densities), [densities.count]), bins)
  }

  private static func frequency(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let count = Int64(try operation.int64s(1).count)
    let table = try operation.results(for: [FeatureValues(Array(0...count))])
    let ids = operation.value()
    let isNegative = graph.less(ids, graph.number(Int64(0)))
    operation.fail(where: isNegative)
    let isKnown = graph.and(graph.not(isNegative), graph.less(ids, graph.number(count)))
    // Behind the list is what no document has.
    return graph.gather(graph.constant(table), graph.select(isKnown, ids, else: graph.number(count)))
  }

  private static func range(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    guard let size = try operation.int64s(1).first, size > 0 else {
      throw ONNXRefusal("found a vocabulary without tokens, expected one or more")
    }
    return operation.graph.floorMod(operation.value(), size)
  }

  private static func encoding(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    guard operation.integer("folds") == 1 else {
      throw ONNXRefusal("ONNX has no hash that divides rows into folds: export a transform with one fold")
    }
    let categories = try operation.constant(1)
    let encodings = try operation.floats(2) + operation.floats(3)
    let count = categories.valueCount
    let places = operation.graph.places(operation.value(), among: categories, unknown: Int64(count))
    return operation.graph.gather(operation.graph.constant(.float(encodings), [count + 1]), places)
  }
}

extension ONNXOperation {
  /// The floats of `values`.
  func floats(of values: FeatureValues) throws(ONNXRefusal) -> [Float] {
    guard case .float32(let floats) = values.storage else {
      throw ONNXRefusal("found results of type \(values.type.rawValue), expected float32")
    }
    return floats
  }
}
