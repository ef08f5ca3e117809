import RawData

/// The bucket of each value, and how far into it the value lies.
enum ONNXBuckets: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    switch operation.name {
    case "apply_buckets": operation.column(try buckets(operation))
    case "bucketize_per_key": operation.column(try bucketsPerKey(operation))
    case "apply_buckets_with_interpolation": operation.column(try place(operation))
    case "inverse_apply_buckets_with_interpolation": operation.column(try value(operation))
    default: nil
    }
  }

  private static func buckets(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    if let given = operation.parameter("boundaries") {
      return graph.bucket(of: operation.value(), graph.constant(given))
    }
    let edges = try operation.floats(1)
    let columns = operation.integer("columns").map { Int($0) } ?? 1
    if columns > 1 { try operation.checkWidth(columns) }
    let shape = columns > 1 ? [columns, edges.count / columns] : [edges.count]
    let x = graph.cast(operation.value(), to: .float)
    return graph.bucket(of: x, graph.constant(.float(edges), shape))
  }

  private static func bucketsPerKey(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    try operation.checkWidth(operation.value(1).width)
    let (keys, edges) = (try operation.constant(2), try operation.floats(3))
    let count = keys.valueCount
    let width = edges.count / max(1, count)
    let unseen = [Float](repeating: 0, count: width)
    let places = graph.places(operation.value(1), among: keys, unknown: Int64(count))
    let own = graph.gather(graph.constant(.float(edges + unseen), [count + 1, width]), places)
    let buckets = graph.bucket(of: graph.cast(operation.value(), to: .float), own)
    return graph.select(
      graph.equal(places, graph.number(Int64(count))),
      graph.number(Int64(-1)),
      else: buckets
    )
  }

  /// Every step is rounded to `float32`, as in the transform.
  private static func place(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let x = graph.cast(operation.value(), to: .float)
    let edges = try operation.floats(1).filter(\.isFinite)
    let bucket = graph.bucket(of: x, graph.constant(.float(edges), [edges.count]))
    guard edges.count > 1 else { return graph.cast(bucket, to: .float) }
    let last = Int64(edges.count - 1)
    let isFirst = graph.equal(bucket, graph.number(Int64(0)))
    let isLast = graph.equal(bucket, graph.number(last + 1))
    let inner = graph.select(graph.or(isFirst, isLast), graph.number(Int64(1)), else: bucket)
    let index = graph.subtract(inner, graph.number(Int64(1)))
    let share = share(graph, of: x, edges, index)
    let sum = graph.add(graph.cast(index, to: .float), share)
    var place = graph.divide(sum, graph.number(Float(last)))
    place = graph.select(isFirst, graph.number(Float(0)), else: place)
    place = graph.select(isLast, graph.number(Float(1)), else: place)
    return graph.select(graph.isNaN(x), graph.number(Float(0.5)), else: place)
  }

  /// How much of the way between two edges lies below `x`; in double precision where they are further apart than `float32`
  /// reaches.
  private static func share(
    _ graph: ONNXGraph,
    of x: ONNXValue,
    _ edges: [Float],
    _ index: ONNXValue
  ) -> ONNXValue {
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
    let isWide = widths.contains { !$0.isFinite }
    func table(_ values: some Sequence<Float>) -> ONNXValue {
      let values = Array(values)
      guard isWide else { return graph.gather(graph.constant(.float(values), [values.count]), index) }
      return graph.gather(graph.constant(.double(values.map { Double($0) }), [values.count]), index)
    }
    guard isWide else { return graph.divide(graph.subtract(x, table(edges.dropLast())), table(widths)) }
    let (low, high) = (table(edges.dropLast()), table(edges.dropFirst()))
    let wide = graph.inDoublePrecision(x) { graph.divide(graph.subtract($0, low), graph.subtract(high, low)) }
    let floatWidths = graph.gather(graph.constant(.float(widths), [widths.count]), index)
    let narrow = graph.divide(graph.subtract(x, graph.cast(low, to: .float)), floatWidths)
    return graph.select(graph.less(floatWidths, graph.number(Float.infinity)), narrow, else: wide)
  }

  private static func value(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let edges = try operation.floats(1).filter(\.isFinite).map { Double($0) }
    let place = graph.cast(operation.value(), to: .double)
    let isNumber = graph.not(graph.isNaN(place))
    func table(_ values: [Double], _ index: ONNXValue) -> ONNXValue {
      graph.gather(graph.constant(.double(values), [values.count]), index)
    }
    let (zero, one) = (graph.number(0.0), graph.number(1.0))
    let cut = graph.select(graph.less(zero, place), place, else: zero)
    let inside = graph.select(graph.less(cut, one), cut, else: one)
    let position = graph.multiply(inside, graph.number(Double(edges.count - 1)))
    let lastBucket = graph.number(Int64(max(0, edges.count - 2)))
    let whole = graph.cast(position, to: .int64)
    let bucket = graph.select(graph.less(whole, lastBucket), whole, else: lastBucket)
    let low = table(edges, bucket)
    let widths = edges.indices.map { edges[min($0 + 1, edges.count - 1)] - edges[$0] }
    let rest = graph.subtract(position, graph.cast(bucket, to: .double))
    let value = graph.add(low, graph.multiply(rest, table(widths, bucket)))
    return graph.select(isNumber, graph.cast(value, to: .float), else: graph.number(Float.nan))
  }
}

extension ONNXGraph {
  /// How many boundaries are not above each value; NaN is behind all of them.
  ///
  /// - Parameter boundaries: the same for all values, or a row of them for each element, or for each value.
  func bucket(of x: ONNXValue, _ boundaries: ONNXValue) -> ONNXValue {
    sum(cast(not(less(apart(x), boundaries)), to: .int64))
  }
}
