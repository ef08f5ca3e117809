import RawData

/// Buckets that share 0...1 equally, each stretched to its part.
struct InterpolatedBuckets: Sendable {
  private let search: BoundarySearch
  /// The finite boundaries.
  private let edges: [Float]

  /// - Throws: `RowError` when the boundaries do not ascend, or none is finite.
  init(_ boundaries: [Float]) throws(RowError) {
    // TFT leaves out NaN as well, before it relies on the order.
    edges = try BucketBoundaries.check(boundaries.filter(\.isFinite))
    guard !edges.isEmpty else {
      throw RowError("found boundaries \(boundaries), expected one or more that are finite")
    }
    search = BoundarySearch(edges)
  }

  /// Where each value lies between 0 and 1. Every step is rounded to `float32`, as in TFT.
  func places(of values: [Float]) -> [Float] {
    let buckets = search.buckets(of: values)
    return values.indices.map { place(of: values[$0], in: Int(buckets[$0])) }
  }

  private func place(of value: Float, in bucket: Int) -> Float {
    if edges.count == 1 { return Float(bucket) }
    if value.isNaN { return 0.5 }
    let last = Float(edges.count - 1)
    if bucket == 0 { return 0 }
    if bucket == edges.count { return 1 }
    return (Float(bucket - 1) + share(of: value, from: edges[bucket - 1], to: edges[bucket])) / last
  }

  /// The value at `place`, between 0 and 1; NaN for NaN.
  func value(at place: Float) -> Float {
    guard !place.isNaN else { return .nan }
    let position = Double(Swift.min(Swift.max(place, 0), 1)) * Double(edges.count - 1)
    let bucket = Swift.min(Int(position), Swift.max(0, edges.count - 2))
    let (low, high) = (Double(edges[bucket]), Double(edges[Swift.min(bucket + 1, edges.count - 1)]))
    return Float(low + (position - Double(bucket)) * (high - low))
  }

  /// How much of the way from `low` to `high` lies below `value`; `low <= value < high`.
  private func share(of value: Float, from low: Float, to high: Float) -> Float {
    let width = high - low
    if width.isFinite { return (value - low) / width }
    // The two are further apart than `float32` reaches.
    return Float((Double(value) - Double(low)) / (Double(high) - Double(low)))
  }
}
