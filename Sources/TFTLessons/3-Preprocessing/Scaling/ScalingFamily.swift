import RawData

/// Scalings, their per-key forms and their inverses, and the matrix product.
enum ScalingFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    let isInverse = name.hasPrefix("inverse_")
    let scaled = isInverse ? String(name.dropFirst("inverse_".count)) : name
    let hasKeys = scaled.hasSuffix("_per_key")
    switch hasKeys ? String(scaled.dropLast("_per_key".count)) : scaled {
    case MinMaxScaling.unitRangeName:
      return ScalingMapper(MinMaxScaling(), hasKeys: hasKeys, isInverse: isInverse)
    case MinMaxScaling.rangeName:
      let scaling = try MinMaxScaling(
        outputMin: try parameters.float("output_min"),
        outputMax: try parameters.float("output_max")
      )
      return ScalingMapper(scaling, hasKeys: hasKeys, isInverse: isInverse)
    case "scale_to_z_score": return ScalingMapper(ZScoreScaling(), hasKeys: hasKeys, isInverse: isInverse)
    case "scale_to_gaussian" where !hasKeys: return ScalingMapper(GaussianScaling(), isInverse: isInverse)
    case "matmul" where scaled == name && !hasKeys: return MatrixProduct()
    default: return nil
    }
  }
}
