import RawData

/// The bucket of each value: how many boundaries are not above it.
///
/// `applyBuckets([-1, 0, 0.15, 9], boundaries: [0, 0.1, 0.2])` is `[0, 1, 2, 3]`: a value on a boundary belongs to the
/// bucket on its right; below all of them is bucket 0. NaN goes to the last bucket. TFT: `apply_buckets`.
///
/// - Parameter boundaries: ascending.
/// - Throws: `OperationError` when the boundaries do not ascend or there are none.
public func applyBuckets(
  _ x: Column<Float>,
  boundaries: [Float],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(
      try ApplyBuckets(checking: boundaries),
      [x.node],
      domain: .init(min: 0, max: Int64(boundaries.count)),
      location: location
    )
  } catch {
    throw OperationError(location: location, operation: "apply_buckets", problem: error.problem)
  }
}

struct ApplyBuckets: Mapper {
  private let boundaries: [Float]
  let name = "apply_buckets"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32] }

  init(checking boundaries: [Float]) throws(RowError) {
    guard let first = boundaries.first else { throw RowError("found no boundaries, expected one or more") }
    guard !first.isNaN, zip(boundaries, boundaries.dropFirst()).allSatisfy(<=) else {
      throw RowError("found boundaries \(boundaries), expected ascending ones")
    }
    self.boundaries = boundaries
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [("boundaries", FeatureValues(boundaries))]
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let buckets = try inputs[0].floats().map { Int64(bucket(of: $0)) }
    return FeatureValues(.int64(buckets), layout: inputs[0].values.layout)
  }

  /// Binary search for the first boundary above `value`. No boundary is above NaN, so NaN ends in the last bucket.
  private func bucket(of value: Float) -> Int {
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

enum BucketFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    name == "apply_buckets" ? try ApplyBuckets(checking: parameters.floats("boundaries")) : nil
  }
}
