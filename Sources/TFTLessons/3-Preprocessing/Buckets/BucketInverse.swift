import RawData

/// What stands for each bucket: its edges or its middle. The second input has the boundaries.
struct BucketInverse: Mapper {
  /// What a bucket becomes.
  enum Result: String, CaseIterable, Sendable {
    case range = "bucket_range"
    case center = "bucket_center"

    /// How many numbers a bucket becomes.
    var width: Int { self == .range ? 2 : 1 }
  }

  let result: Result
  /// The numbers for each bucket, end to end.
  private let values: [Float]
  var name: String { result.rawValue }

  init(_ result: Result, values: [Float] = []) {
    self.result = result
    self.values = values
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64, .float32] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape {
    guard case .fixed(let width) = inputs[0] else { return .ragged }
    return .fixed(width: width * result.width)
  }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard case .float32(let boundaries)? = constants[1]?.storage else {
      throw RowError("the boundaries are not the same for every row")
    }
    return BucketInverse(result, values: try Self.values(result, boundaries))
  }

  /// The numbers for each of the buckets between `boundaries`, end to end.
  ///
  /// - Throws: `RowError` when the boundaries do not ascend or there are none.
  static func values(_ result: Result, _ boundaries: [Float]) throws(RowError) -> [Float] {
    guard !boundaries.isEmpty else { throw RowError("found no boundaries, expected one or more") }
    let edges = [-.infinity] + (try BucketBoundaries.check(boundaries)) + [.infinity]
    return zip(edges, edges.dropFirst()).flatMap { low, high in
      result == .range ? [low, high] : [center(low, high)]
    }
  }

  /// Half-way between two edges; where only one of them is finite, that one.
  private static func center(_ low: Float, _ high: Float) -> Float {
    guard low.isFinite, high.isFinite else { return low.isFinite ? low : high }
    // Halved first: the sum of two large edges may not be a `float32`.
    return low / 2 + high / 2
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let width = result.width
    let buckets = try inputs[0].int64s()
    let count = Int64(values.count / width)
    if let index = buckets.firstIndex(where: { !(0..<count ~= $0) }) {
      let row = inputs[0].values.layout.row(ofValue: index)
      throw RowError(row: row, "found bucket \(buckets[index]), expected 0 ... \(count - 1)")
    }
    var numbers: [Float] = []
    numbers.reserveCapacity(buckets.count * width)
    for bucket in buckets {
      for offset in 0..<width { numbers.append(values[Int(bucket) * width + offset]) }
    }
    let layout: FeatureValues.Layout =
      switch inputs[0].values.layout {
      case .fixed(let count): .fixed(width: count * width)
      case .ragged(let rowOffsets): .ragged(rowOffsets: rowOffsets.map { $0 * width })
      }
    return FeatureValues(.float32(numbers), layout: layout)
  }
}
