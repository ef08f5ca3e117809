import RawData

/// The place of each value among the boundaries as a number from 0 to 1: which bucket, and how far into it.
///
/// `applyBucketsWithInterpolation([-1, 0, 5, 10, 55, 200], boundaries: [0, 10, 100])` is `[0, 0, 0.25, 0.5, 0.75, 1]`:
/// every bucket takes an equal share of 0...1, and a value goes as far into it as it lies between the bucket's edges. At
/// or below the first boundary is 0, at or above the last 1, NaN 0.5. With quantiles as boundaries this spreads values
/// evenly, and outliers no longer squeeze the rest together.
///
/// Boundaries that are not finite are left out. A single one makes a step: 0 below it, and 1 from it on and for NaN.
/// The result has the shape of `x`; what is missing stays missing. TFT: `apply_buckets_with_interpolation`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries do not ascend or none is finite.
public func applyBucketsWithInterpolation<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: [Float],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    _ = try InterpolatedBuckets(boundaries)
  } catch {
    throw OperationError(
      location: location,
      operation: ApplyBucketsWithInterpolation.name,
      problem: error.problem
    )
  }
  return Column(
    ApplyBucketsWithInterpolation(),
    [x.node, .constant(Float.constants(boundaries))],
    location: location
  )
}

/// The place of each value among boundaries that an analysis finds, as a number from 0 to 1.
///
/// `applyBucketsWithInterpolation(x, boundaries: quantiles(x, buckets: 100))` gives about the share of all values that
/// are smaller. Everything else is as with boundaries that are written down; that one of them is finite is only known
/// after the analysis. TFT: `apply_buckets_with_interpolation`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: the same for every row, ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries depend on the row.
public func applyBucketsWithInterpolation<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  try boundaries.node.checkIsConstant(
    as: "boundaries",
    operation: ApplyBucketsWithInterpolation.name,
    location
  )
  return Column(ApplyBucketsWithInterpolation(), [x.node, boundaries.node], location: location)
}

/// The place of each value among the boundaries; the second input has them.
struct ApplyBucketsWithInterpolation: InvertibleMapper {
  static let name = "apply_buckets_with_interpolation"
  var name: String { Self.name }
  /// Nil before the boundaries are known.
  private let buckets: InterpolatedBuckets?

  init(buckets: InterpolatedBuckets? = nil) {
    self.buckets = buckets
  }

  var inverse: any Mapper { InverseInterpolation() }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [.float32, .float32] || inputTypes == [.int64, .float32]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard case .float32(let boundaries)? = constants[1]?.storage else {
      throw RowError("the boundaries are not the same for every row")
    }
    return ApplyBucketsWithInterpolation(buckets: try InterpolatedBuckets(boundaries))
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    guard let buckets else { throw RowError("the boundaries are not known") }
    let places: [Float]
    switch inputs[0].values.storage {
    case .float32(let values): places = buckets.places(of: values)
    case .int64(let values): places = buckets.places(of: values.map { Float($0) })
    case .string: throw RowError("found string, expected float32 or int64")
    }
    return FeatureValues(.float32(places), layout: inputs[0].values.layout)
  }
}
