import RawData

/// The value at each place between 0 and 1 among the boundaries, which are the second input: what
/// `apply_buckets_with_interpolation` has put there.
///
/// 0 and less is the first boundary, 1 and more the last: what lay beyond them has no way back.
struct InverseInterpolation: InvertibleMapper {
  static let name = "inverse_apply_buckets_with_interpolation"
  var name: String { Self.name }
  /// Nil before the boundaries are known.
  private let buckets: InterpolatedBuckets?

  init(buckets: InterpolatedBuckets? = nil) {
    self.buckets = buckets
  }

  var inverse: any Mapper { ApplyBucketsWithInterpolation() }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32, .float32] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard case .float32(let boundaries)? = constants[1]?.storage else {
      throw RowError("the boundaries are not the same for every row")
    }
    return InverseInterpolation(buckets: try InterpolatedBuckets(boundaries))
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    guard let buckets else { throw RowError("the boundaries are not known") }
    return FeatureValues(
      .float32(try inputs[0].floats().map(buckets.value(at:))),
      layout: inputs[0].values.layout
    )
  }
}
