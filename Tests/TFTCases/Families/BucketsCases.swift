import Preprocessing
import RawData

enum BucketsCases {
  static let functions: [String: CaseFunction] = [
    "quantiles": { y(try quantiles($0)) },
    "bucketize": { y(try bucketize($0)) },
    "bucketize_per_key": { y(try bucketizePerKey($0)) },
    "apply_buckets": { y(try applyBuckets($0)) },
    "apply_integer_buckets": { arguments in
      let boundaries = arguments["boundaries"]?.array?.compactMap { $0.int.map(Int64.init) } ?? []
      return y(try Preprocessing.applyBuckets(arguments.int64(), boundaries: boundaries))
    },
    "apply_quantile_buckets": { arguments in
      let edges = try Preprocessing.quantiles(arguments.float(), buckets: arguments.int("buckets") ?? 0)
      return y(try Preprocessing.applyBuckets(arguments.float(), boundaries: edges))
    },
    "apply_buckets_with_interpolation": { arguments in
      let boundaries = arguments.floats("boundaries")
      return y(
        arguments.type() == .float32
          ? try applyBucketsWithInterpolation(arguments.float(), boundaries: boundaries)
          : try applyBucketsWithInterpolation(arguments.int64(), boundaries: boundaries)
      )
    },
    "interpolate_quantiles": { arguments in
      let edges = try Preprocessing.quantiles(arguments.float(), buckets: arguments.int("buckets") ?? 0)
      return y(try applyBucketsWithInterpolation(arguments.float(), boundaries: edges))
    },
    "histogram": { arguments in
      let (counts, boundaries) =
        arguments.type() == .float32
        ? try histogram(arguments.float(), arguments) : try histogram(arguments.int64(), arguments)
      return both("counts", counts, "boundaries", boundaries)
    },
    "histogram_categorical": { arguments in
      if arguments.type() == .int64 {
        let (counts, values) = Preprocessing.histogram(categorical: try arguments.int64())
        return both("counts", counts, "values", values)
      }
      let (counts, values) = Preprocessing.histogram(categorical: try arguments.string())
      return both("counts", counts, "values", values)
    },
    "count_per_key": { arguments in
      if arguments.type() == .int64 {
        let (keys, counts) = Preprocessing.countPerKey(try arguments.int64())
        return both("keys", keys, "counts", counts)
      }
      let (keys, counts) = Preprocessing.countPerKey(try arguments.string())
      return both("keys", keys, "counts", counts)
    },
    "estimated_probability_density": { arguments in
      y(
        arguments.type() == .float32
          ? try density(arguments.float(), arguments) : try density(arguments.int64(), arguments)
      )
    },
    "density_categorical": { arguments in
      y(
        arguments.type() == .int64
          ? estimatedProbabilityDensity(categorical: try arguments.int64())
          : estimatedProbabilityDensity(categorical: try arguments.string())
      )
    },
  ]

  private static func both<First, Second>(
    _ firstName: String,
    _ first: Column<First>,
    _ secondName: String,
    _ second: Column<Second>
  ) -> Outputs {
    var outputs = Outputs()
    outputs[firstName] = first
    outputs[secondName] = second
    return outputs
  }

  /// The weights of a case: the column behind the others, when there is one.
  private static func weights(_ arguments: CaseArguments, at index: Int) throws -> Column<Float>? {
    arguments.count > index ? try arguments.float(index) : nil
  }

  private static func quantiles(_ arguments: CaseArguments) throws -> Column<Float> {
    let buckets = arguments.int("buckets") ?? 0
    let weights = try weights(arguments, at: 1)
    let elementwise = arguments.bool("elementwise")
    return arguments.type() == .float32
      ? try Preprocessing.quantiles(
        arguments.float(),
        buckets: buckets,
        weights: weights,
        elementwise: elementwise
      )
      : try Preprocessing.quantiles(
        arguments.int64(),
        buckets: buckets,
        weights: weights,
        elementwise: elementwise
      )
  }

  private static func bucketize(_ arguments: CaseArguments) throws -> Column<Int64> {
    let buckets = arguments.int("buckets") ?? 0
    let weights = try weights(arguments, at: 1)
    let elementwise = arguments.bool("elementwise")
    return arguments.type() == .float32
      ? try Preprocessing.bucketize(
        arguments.float(),
        buckets: buckets,
        weights: weights,
        elementwise: elementwise
      )
      : try Preprocessing.bucketize(
        arguments.int64(),
        buckets: buckets,
        weights: weights,
        elementwise: elementwise
      )
  }

  private static func bucketizePerKey(_ arguments: CaseArguments) throws -> Column<Int64> {
    let buckets = arguments.int("buckets") ?? 0
    let (key, weights) = (try arguments.string(1), try weights(arguments, at: 2))
    return arguments.type() == .float32
      ? try Preprocessing.bucketizePerKey(arguments.float(), key: key, buckets: buckets, weights: weights)
      : try Preprocessing.bucketizePerKey(arguments.int64(), key: key, buckets: buckets, weights: weights)
  }

  /// TFT compares integers with `float32` boundaries as `float32`.
  private static func applyBuckets(_ arguments: CaseArguments) throws -> Column<Int64> {
    let x = arguments.type() == .float32 ? try arguments.float() : Column<Float>(try arguments.int64())
    return try Preprocessing.applyBuckets(x, boundaries: arguments.floats("boundaries"))
  }

  private static func histogram<Scalar: NumericColumnScalar>(
    _ x: Column<Scalar>,
    _ arguments: CaseArguments
  ) throws -> (counts: Column<Int64>, boundaries: Column<Float>) {
    if let count = arguments.int("count") { return try Preprocessing.histogram(x, boundaryCount: count) }
    if arguments["boundaries"] == nil { return try Preprocessing.histogram(x) }
    return try Preprocessing.histogram(x, boundaries: arguments.floats("boundaries"))
  }

  private static func density<Scalar: NumericColumnScalar>(
    _ x: Column<Scalar>,
    _ arguments: CaseArguments
  ) throws -> Column<Float> {
    if let count = arguments.int("count") { return try estimatedProbabilityDensity(x, boundaryCount: count) }
    if arguments["boundaries"] == nil { return try estimatedProbabilityDensity(x) }
    return try estimatedProbabilityDensity(x, boundaries: arguments.floats("boundaries"))
  }
}
