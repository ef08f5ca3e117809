import RawData

/// The edges or the middle of each bucket.
enum ONNXBucketInverses: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    switch operation.name {
    case "bucket_range": operation.column(try numbers(operation, width: 2))
    case "bucket_center": operation.column(try numbers(operation, width: 1))
    case "bucket_range_per_key":
      operation.column(try numbersPerKey(operation, unseen: [-.infinity, .infinity]))
    case "bucket_center_per_key": operation.column(try numbersPerKey(operation, unseen: [.nan]))
    default: nil
    }
  }

  /// A table of what the transform makes of every bucket of every column.
  private static func numbers(_ operation: ONNXOperation, width: Int) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let columns = operation.integer("columns").map { Int($0) } ?? 1
    if columns > 1 { try operation.checkWidth(columns) }
    let count = try operation.floats(1).count / columns + 1
    let buckets = (0..<count).flatMap { [Int64](repeating: Int64($0), count: columns) }
    let all = FeatureValues(.int64(buckets), layout: .fixed(width: columns))
    let values = try operation.floats(of: operation.results(for: [all]))
    let ids = checked(operation, count: count)
    let table = graph.constant(.float(values), [count * columns, width])
    let offsets = graph.constant(.int64((0..<Int64(columns)).map { $0 }), [columns])
    let places =
      columns == 1 ? ids : graph.add(graph.multiply(ids, graph.number(Int64(columns))), offsets)
    return graph.reshape(graph.gather(table, places), [nil, ids.width * width])
  }

  private static func numbersPerKey(
    _ operation: ONNXOperation,
    unseen: [Float]
  ) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    try operation.checkWidth(operation.value(1).width)
    let keys = try operation.constant(2)
    let keyCount = keys.valueCount
    let count = try operation.floats(3).count / max(1, keyCount) + 1
    let everyKey = keys.storage.selecting((0..<keyCount).flatMap { [Int](repeating: $0, count: count) })
    let buckets = (0..<keyCount).flatMap { _ in 0..<Int64(count) }
    let values =
      keyCount == 0
      ? []
      : try operation.floats(of: operation.results(for: [FeatureValues(buckets), FeatureValues(everyKey)]))
    let places = graph.places(operation.value(1), among: keys, unknown: Int64(keyCount))
    let isUnseen = graph.equal(places, graph.number(Int64(keyCount)))
    let ids = checked(operation, count: count, unless: isUnseen)
    let own = graph.add(graph.multiply(places, graph.number(Int64(count))), ids)
    let index = graph.select(isUnseen, graph.number(Int64(keyCount * count)), else: own)
    let table = graph.constant(.float(values + unseen), [keyCount * count + 1, unseen.count])
    return graph.reshape(graph.gather(table, index), [nil, ids.width * unseen.count])
  }

  /// The buckets; one that there is not has no result.
  private static func checked(
    _ operation: ONNXOperation,
    count: Int,
    unless isFree: ONNXValue? = nil
  ) -> ONNXValue {
    let graph = operation.graph
    let isBucket = graph.isInside(operation.value(), 0...Int64(count - 1))
    operation.fail(where: graph.not(isFree.map { graph.or($0, isBucket) } ?? isBucket))
    return graph.select(isBucket, operation.value(), else: graph.number(Int64(0)))
  }
}
