import RawData

/// How to make each mapper again from its name and parameters in `transform_fn.json`.
package enum MapperRegistry {
  /// The mapper called `name`.
  ///
  /// - Throws: `RowError` when there is no such mapper, or a parameter is missing or of the wrong type.
  package static func mapper(
    _ name: String,
    parameters: [String: FeatureValues]
  ) throws(RowError) -> any Mapper {
    func parameter(_ name: String) throws(RowError) -> Operand {
      guard let value = parameters[name] else { throw RowError("parameter \"\(name)\" is missing") }
      return Operand(value, isConstant: true)
    }
    if let operation = Arithmetic.Operator(rawValue: name) { return Arithmetic(operation: operation) }
    if let function = FloatFunction.Function(rawValue: name) { return FloatFunction(function: function) }
    if let part = DateTimePart.Part(rawValue: name) { return DateTimePart(part: part) }
    switch name {
    case "cast_to_float32": return CastToFloat()
    case "scale_to_0_1": return ScaleTo01()
    case "parse_datetime": return ParseDateTime()
    case "apply_buckets": return try ApplyBuckets(checking: try parameter("boundaries").floats())
    case "hashed_cross":
      guard let bins = try parameter("bins").int64s().first, bins > 0 else {
        throw RowError("parameter \"bins\" should be 1 or more")
      }
      return HashedCross(bins: Int(bins))
    default: throw RowError("unknown operation \"\(name)\"")
    }
  }
}
