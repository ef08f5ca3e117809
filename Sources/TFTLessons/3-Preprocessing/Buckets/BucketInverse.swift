import RawData

/// What stands for each bucket: its edges or its middle. The second input has the boundaries, one column's after the other's
/// when each column of a row has its own.
struct BucketInverse: Mapper {
  /// What a bucket becomes.
  enum Result: String, CaseIterable, Sendable {
    case range = "bucket_range"
    case center = "bucket_center"

    /// How many numbers a bucket becomes.
    var width: Int { self == .range ? 2 : 1 }
  }

  let result: Result
  /// How many columns with boundaries of their own a row has; 1 when all values have the same.
  private let columns: Int
  /// The numbers for each bucket, end to end; those of the columns one after the other.
  private let values: [Float]
  var name: String { result.rawValue }
  var parameters: [(name: String, value: FeatureValues)] {
    columns > 1 ? [("columns", FeatureValues([Int64(columns)]))] : []
  }

  init(_ result: Result, columns: Int = 1) {
    self.init(result, columns: columns, values: [])
  }

  private init(_ result: Result, columns: Int, values: [Float]) {
    self.result = result
    self.columns = columns
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
    let width = boundaries.count / columns
    guard width * columns == boundaries.count else {
      throw RowError("found \(boundaries.count) boundaries for \(columns) columns, expected as many for each")
    }
    var values: [Float] = []
    for column in 0..<columns {
      values += try Self.values(result, Array(boundaries[column * width..<(column + 1) * width]))
    }
    return BucketInverse(result, columns: columns, values: values)
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
    if columns > 1 { try inputs[0].checkWidth(columns) }
    let count = Int64(values.count / columns / width)
    if let index = buckets.firstIndex(where: { !(0..<count ~= $0) }) {
      let row = inputs[0].values.layout.row(ofValue: index)
      throw RowError(row: row, "found bucket \(buckets[index]), expected 0 ... \(count - 1)")
    }
    var numbers: [Float] = []
    numbers.reserveCapacity(buckets.count * width)
    for (index, bucket) in buckets.enumerated() {
      let place = columns > 1 ? index % columns * Int(count) + Int(bucket) : Int(bucket)
      for offset in 0..<width { numbers.append(values[place * width + offset]) }
    }
    return FeatureValues(.float32(numbers), layout: inputs[0].values.layout.multiplied(by: width))
  }
}

extension FeatureValues.Layout {
  /// The layout of rows with `width` values for each one of these.
  func multiplied(by width: Int) -> FeatureValues.Layout {
    switch self {
    case .fixed(let count): .fixed(width: count * width)
    case .ragged(let rowOffsets): .ragged(rowOffsets: rowOffsets.map { $0 * width })
    }
  }
}
