enum BucketFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    if let result = BucketInverse.Result(rawValue: name) {
      return BucketInverse(result, columns: try columns(parameters) ?? 1)
    }
    if let inverse = BucketInversePerKey(name: name) { return inverse }
    switch name {
    case ApplyBuckets.name: return try applyBuckets(parameters)
    case ApplyBucketsPerKey.name: return ApplyBucketsPerKey()
    case ApplyBucketsWithInterpolation.name: return ApplyBucketsWithInterpolation()
    case InverseInterpolation.name: return InverseInterpolation()
    default: return nil
    }
  }

  private static func applyBuckets(_ parameters: MapperParameters) throws(RowError) -> ApplyBuckets {
    if let boundaries = parameters.values("boundaries") { return try ApplyBuckets(checking: boundaries) }
    return ApplyBuckets(columns: try columns(parameters))
  }

  private static func columns(_ parameters: MapperParameters) throws(RowError) -> Int? {
    parameters.has("columns") ? try parameters.int("columns", in: 1 ... .max) : nil
  }
}
