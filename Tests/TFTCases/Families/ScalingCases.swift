import Preprocessing

enum ScalingCases {
  static let functions: [String: CaseFunction] = [
    "scale_to_0_1": { arguments in
      try scaled(arguments) {
        try scaleTo01($0, elementwise: $1)
      } _: {
        try scaleTo01($0, elementwise: $1)
      }
    },
    "scale_by_min_max": { arguments in
      let (low, high) = outputs(arguments)
      return try scaled(arguments) {
        try scaleByMinMax($0, outputMin: low, outputMax: high, elementwise: $1)
      } _: {
        try scaleByMinMax($0, outputMin: low, outputMax: high, elementwise: $1)
      }
    },
    "scale_to_z_score": { arguments in
      try scaled(arguments) {
        try scaleToZScore($0, elementwise: $1)
      } _: {
        try scaleToZScore($0, elementwise: $1)
      }
    },
    "scale_to_gaussian": { arguments in
      try scaled(arguments) {
        try scaleToGaussian($0, elementwise: $1)
      } _: {
        try scaleToGaussian($0, elementwise: $1)
      }
    },
    "scale_to_0_1_per_key": { arguments in
      let elementwise = arguments.bool("elementwise")
      return try scaledPerKey(arguments) {
        try scaleTo01PerKey($0, key: $1, elementwise: elementwise)
      } _: {
        try scaleTo01PerKey($0, key: $1, elementwise: elementwise)
      }
    },
    "scale_by_min_max_per_key": { arguments in
      let (low, high) = outputs(arguments)
      let elementwise = arguments.bool("elementwise")
      return try scaledPerKey(arguments) {
        try scaleByMinMaxPerKey($0, key: $1, outputMin: low, outputMax: high, elementwise: elementwise)
      } _: {
        try scaleByMinMaxPerKey($0, key: $1, outputMin: low, outputMax: high, elementwise: elementwise)
      }
    },
    "scale_to_z_score_per_key": { arguments in
      let elementwise = arguments.bool("elementwise")
      return try scaledPerKey(arguments) {
        try scaleToZScorePerKey($0, key: $1, elementwise: elementwise)
      } _: {
        try scaleToZScorePerKey($0, key: $1, elementwise: elementwise)
      }
    },
  ]

  private static func outputs(_ arguments: CaseArguments) -> (Float, Float) {
    (arguments.floatParameter("output_min") ?? 0, arguments.floatParameter("output_max") ?? 1)
  }

  private static func scaled(
    _ arguments: CaseArguments,
    _ floats: (Column<Float>, Bool) throws -> Column<Float>,
    _ integers: (Column<Int64>, Bool) throws -> Column<Float>
  ) throws -> Outputs {
    let elementwise = arguments.bool("elementwise")
    if arguments.type() == .int64 { return y(try integers(arguments.int64(), elementwise)) }
    return y(try floats(arguments.float(), elementwise))
  }

  private static func scaledPerKey(
    _ arguments: CaseArguments,
    _ strings: (Column<Float>, Column<String>) throws -> Column<Float>,
    _ integers: (Column<Float>, Column<Int64>) throws -> Column<Float>
  ) throws -> Outputs {
    let x = arguments.type() == .int64 ? Column<Float>(try arguments.int64()) : try arguments.float()
    if arguments.type(1) == .int64 { return y(try integers(x, arguments.int64(1))) }
    return y(try strings(x, arguments.string(1)))
  }
}
