import RawData

/// The bucket of each value: how many boundaries are not above it.
///
/// `applyBuckets([-1, 0, 0.15, 9], boundaries: [0, 0.1, 0.2])` is `[0, 1, 2, 3]`: a value on a boundary belongs to the
/// bucket on its right; below all of them is bucket 0. NaN goes to the last bucket. The result has the shape of `x`;
/// what is missing stays missing. TFT: `apply_buckets`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries do not ascend or there are none.
public func applyBuckets<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: [Scalar],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(
      try ApplyBuckets(checking: Scalar.constants(boundaries)),
      [x.node],
      domain: .init(min: 0, max: Int64(boundaries.count)),
      location: location
    )
  } catch {
    throw OperationError(location: location, operation: ApplyBuckets.name, problem: error.problem)
  }
}

/// The bucket of each value, with boundaries that an analysis finds: how many of them are not above it.
///
/// `applyBuckets(x, boundaries: quantiles(x, buckets: 4))` is `bucketize(x, buckets: 4)`. Everything else is as with
/// boundaries that are written down; the ids that the result can have are known after the analysis. Integers are
/// compared as the nearest `float32`. TFT: `apply_buckets`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: the same for every row, ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries depend on the row.
public func applyBuckets<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  try boundaries.node.checkIsConstant(as: "boundaries", operation: ApplyBuckets.name, location)
  return Column(ApplyBuckets(), [x.node, boundaries.node], location: location)
}

/// How many boundaries are not above each value. The boundaries are a parameter or the second input.
struct ApplyBuckets: ElementwiseMapper {
  static let name = "apply_buckets"
  var name: String { Self.name }
  /// Those that the program gives; nil when they are the second input.
  let given: FeatureValues?
  /// How many columns with boundaries of their own a row has; nil when all values have the same.
  let columns: Int?
  /// One for each column, or one for all; none before the boundaries are known.
  private let boundaries: [BucketBoundaries]

  /// With the boundaries as second input; `columns` times as many when each column of a row has its own.
  init(columns: Int? = nil) {
    given = nil
    self.columns = columns
    boundaries = []
  }

  /// With these boundaries.
  ///
  /// - Throws: `RowError` when they do not ascend or there are none.
  init(checking given: FeatureValues) throws(RowError) {
    guard given.valueCount > 0 else { throw RowError("found no boundaries, expected one or more") }
    self.given = given
    columns = nil
    boundaries = [try BucketBoundaries(checking: given)]
  }

  private init(columns: Int?, boundaries: [BucketBoundaries]) {
    given = nil
    self.columns = columns
    self.boundaries = boundaries
  }

  var parameters: [(name: String, value: FeatureValues)] {
    if let given { return [("boundaries", given)] }
    return columns.map { [("columns", FeatureValues([Int64($0)]))] } ?? []
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    guard let given else { return inputTypes == [.float32, .float32] || inputTypes == [.int64, .float32] }
    return inputTypes == [given.type]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    if given != nil { return self }
    guard let values = constants[1], case .float32(let edges) = values.storage else {
      throw RowError("the boundaries are not the same for every row")
    }
    let width = edges.count / (columns ?? 1)
    guard width * (columns ?? 1) == edges.count else {
      throw RowError("found \(edges.count) boundaries for \(columns ?? 1) columns, expected as many for each")
    }
    var boundaries: [BucketBoundaries] = []
    for column in 0..<(columns ?? 1) {
      let own = FeatureValues(Array(edges[column * width..<(column + 1) * width]))
      boundaries.append(try BucketBoundaries(checking: own))
    }
    return ApplyBuckets(columns: columns, boundaries: boundaries)
  }

  func domain(_ constants: [FeatureValues?]) -> FeatureSpec.IntDomain? {
    if let given { return .init(min: 0, max: Int64(given.valueCount)) }
    guard constants.count > 1, let edges = constants[1] else { return nil }
    return .init(min: 0, max: Int64(edges.valueCount / (columns ?? 1)))
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    boundaries.count == 1 ? boundaries[0].kernel(for: inputTypes[0]) : nil
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = inputs[0].values
    guard let columns, columns > 1 else {
      guard let first = boundaries.first else { throw RowError("the boundaries are not known") }
      return try first.buckets(of: values)
    }
    var buckets = [Int64](repeating: 0, count: values.valueCount)
    for (column, own) in boundaries.enumerated() {
      let part = Operand(try own.buckets(of: try values.column(column, of: columns)), isConstant: false)
      for (row, bucket) in try part.int64s().enumerated() { buckets[row * columns + column] = bucket }
    }
    return FeatureValues(.int64(buckets), layout: values.layout)
  }
}
