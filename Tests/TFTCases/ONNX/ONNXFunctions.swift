import Preprocessing
import RawData
import TransformedData

/// Functions on `ONNXRows` that together have every operation that ONNX can say.
enum ONNXFunctions {
  static let all: [(id: String, function: PreprocessingFn)] =
    [
      ("float arithmetic", floatArithmetic), ("functions of floats", floatFunctions), ("vectors", vectors),
      ("integers", integers), ("integer division", integerDivision), ("float to integer", floatToInteger),
      ("conditions", conditions), ("choices", choices), ("scalings", scalings),
      ("scalings per key", scalingsPerKey),
      ("inverse scalings", inverseScalings), ("scalings of constants", constantScalings),
      ("gaussian", gaussian), ("buckets", buckets), ("buckets per key", bucketsPerKey),
      ("bucket inverses", bucketInverses), ("bucket inverse of no bucket", noBucket),
      ("interpolated buckets", interpolatedBuckets), ("dates", dates), ("parts of dates", datePartsFn),
      ("encodings", encodings), ("crosses", crosses), ("vocabularies", vocabularies), ("tokens", tokens),
      ("probabilities", probabilities), ("target encoding", encodedTargets), ("missing", missingValues),
      ("missing passed on", missingPassedOn), ("texts", texts), ("texts as numbers", textNumbers),
    ] + dateFormats
}

extension ONNXFunctions {
  private static func numbered(_ columns: [Column<Float>], _ outputs: inout Outputs, _ name: String = "y") {
    for (index, column) in columns.enumerated() { outputs["\(name) \(index)"] = column }
  }

  private static func numbered(_ columns: [Column<Int64>], _ outputs: inout Outputs, _ name: String = "n") {
    for (index, column) in columns.enumerated() { outputs["\(name) \(index)"] = column }
  }

  @Sendable private static func floatArithmetic(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (a, b) = (try inputs.float("x"), try inputs.float("y"))
    numbered(
      [
        a + b, a - b, a * b, a / b, 3 - a, 1 / a, floorDiv(a, b), floorMod(a, b),
        floorMod(a, Column(constant: -2.5)),
        minimum(a, b), maximum(a, b), clip(a, to: -5...5), pow(a, b), pow(a, Column(constant: 2)), a * 0.1,
      ],
      &outputs
    )
    return outputs
  }

  @Sendable private static func floatFunctions(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    for (name, x) in [("x", try inputs.float("x")), ("y", try inputs.float("y") / 50)] {
      numbered(
        [
          sqrt(x), square(x), exp(x), log(x), log1p(x), floor(x), ceil(x), round(x), abs(x), -x, sign(x),
          sigmoid(x),
          tanh(x), sin(x), cos(x),
        ],
        &outputs,
        name
      )
    }
    return outputs
  }

  @Sendable private static func vectors(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (v, x) = (try inputs.float("v"), try inputs.float("x"))
    outputs["sum"] = v + x
    outputs["concat"] = concat(x, v, x)
    outputs["with constants"] = concat(Column<Float>(constant: 7), x)
    outputs["matmul"] = try matmul(v, try pca(try inputs.float("v"), outputDim: 2))
    outputs["scaled"] = try scaleTo01(v, elementwise: true)
    outputs["z"] = try scaleToZScore(v, elementwise: true)
    outputs["buckets"] = try bucketize(v, buckets: 3, elementwise: true)
    outputs["filled"] = try impute(v, with: .mean)
    outputs["is missing"] = Column<Int64>(isMissing(v))
    outputs["circle"] = try cyclicEncoding(v, period: 24)
    outputs["words"] = reduceJoin(try inputs.string("words"), separator: "-")
    outputs["upper words"] = uppercased(try inputs.string("words"))
    outputs["word count"] = wordCount(v)
    return outputs
  }

  @Sendable private static func integers(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (i, j) = (try inputs.int64("i"), try inputs.int64("j"))
    numbered(
      [
        i + j, i - j, i * j, minimum(i, j), maximum(i, j), square(i), abs(i), -i, sign(i),
        floorDiv(i, Column(constant: 7)), floorMod(i, Column(constant: -7)),
        floorDiv(i, Column(constant: -1)),
        floorMod(i, Column(constant: -1)),
      ],
      &outputs
    )
    outputs["float"] = Column<Float>(i)
    return outputs
  }

  @Sendable private static func integerDivision(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (i, j) = (try inputs.int64("i"), try inputs.int64("j"))
    numbered([floorDiv(i, j), floorMod(i, j)], &outputs)
    return outputs
  }

  @Sendable private static func floatToInteger(_ inputs: Inputs) throws -> Outputs {
    y(Column<Int64>(try inputs.float("x")))
  }

  @Sendable private static func conditions(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (a, b, s) = (try inputs.float("x"), try inputs.float("y"), try inputs.string("s"))
    let (i, j) = (try inputs.int64("i"), try inputs.int64("j"))
    let found: [Column<Bool>] = [
      a .< b, a .<= b, a .> b, a .>= b, a .== b, a .!= b, isNaN(a), i .< j, i .<= j, i .== j, i .!= j, i .> 3,
      s .== "taxi", s .!= "taxi", (a .< b) .& (i .< j), (a .< b) .| (i .< j), .!(a .< b),
    ]
    numbered(found.map { Column<Int64>($0) }, &outputs)
    outputs["sum"] = Column<Int64>(a .< b) + Column<Int64>(i .< j)
    outputs["float"] = Column<Float>(a .< b)
    return outputs
  }

  @Sendable private static func choices(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (a, b, s) = (try inputs.float("x"), try inputs.float("y"), try inputs.string("s"))
    outputs["float"] = select(where: a .< b, a, else: b)
    outputs["integer"] = select(where: a .< b, try inputs.int64("i"), else: 5)
    outputs["string"] = select(where: a .< b, s, else: "other")
    outputs["vector"] = select(where: a .< b, try inputs.float("v"), else: b)
    outputs["same"] = s
    outputs["constant"] = Column<Float>(constant: 2.5)
    return outputs
  }
}

extension ONNXFunctions {
  @Sendable private static func scalings(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let x = try inputs.float("x")
    outputs["01"] = scaleTo01(x)
    outputs["range"] = try scaleByMinMax(x, outputMin: -1, outputMax: 3)
    outputs["z"] = scaleToZScore(x)
    outputs["of integers"] = scaleTo01(try inputs.int64("k"))
    outputs["again"] = scaleToZScore(scaleTo01(x) * 2)
    return outputs
  }

  @Sendable private static func scalingsPerKey(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (x, v, s, k) = (
      try inputs.float("x"), try inputs.float("v"), try inputs.string("s"), try inputs.int64("k")
    )
    outputs["01"] = try scaleTo01PerKey(x, key: s)
    outputs["range"] = try scaleByMinMaxPerKey(v, key: k, outputMin: -2, outputMax: 9, elementwise: true)
    outputs["z"] = try scaleToZScorePerKey(x, key: k)
    outputs["z of elements"] = try scaleToZScorePerKey(v, key: s, elementwise: true)
    outputs["z of all elements"] = try scaleToZScorePerKey(v, key: s)
    return outputs
  }

  @Sendable private static func inverseScalings(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (x, y, s) = (try inputs.float("x"), try inputs.float("y"), try inputs.string("s"))
    let scaled = [
      scaleTo01(x), try scaleByMinMax(x, outputMin: -1, outputMax: 3), scaleToZScore(x),
      try scaleTo01PerKey(x, key: s), scaleToGaussian(x), scaleTo01(x * 0),
    ]
    numbered(try scaled.map { try inverseScale(y / 100, of: $0) }, &outputs)
    return outputs
  }

  @Sendable private static func constantScalings(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let constant = try inputs.float("x") * 0 + 1
    numbered([scaleTo01(constant), scaleToZScore(constant), scaleToGaussian(constant)], &outputs)
    outputs["half constant"] = try scaleTo01(concat(constant, try inputs.float("x")), elementwise: true)
    return outputs
  }

  /// Long tails on both sides.
  @Sendable private static func gaussian(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (x, v) = (try inputs.float("x") / 40, try inputs.float("v") / 40)
    outputs["one"] = scaleToGaussian(x * x * x)
    outputs["one-sided"] = scaleToGaussian(exp(x))
    outputs["elements"] = try scaleToGaussian(v * v * v, elementwise: true)
    return outputs
  }

  @Sendable private static func buckets(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (x, i) = (try inputs.float("x"), try inputs.int64("i"))
    outputs["given"] = try applyBuckets(x, boundaries: [-1, 0, 0.5, 1, 2.5])
    outputs["integers"] = try applyBuckets(i, boundaries: [-3, 0, .max])
    outputs["found"] = try bucketize(x, buckets: 7)
    outputs["integers in floats"] = try applyBuckets(i, boundaries: quantiles(x, buckets: 5))
    outputs["many"] = try applyBuckets(x, boundaries: (0..<300).map { Float($0) / 3 - 30 })
    return outputs
  }

  @Sendable private static func bucketsPerKey(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (x, s) = (try inputs.float("x"), try inputs.string("s"))
    let bucket = try bucketizePerKey(x, key: s, buckets: 3)
    outputs["float"] = bucket
    outputs["integer"] = try bucketizePerKey(try inputs.int64("k"), key: s, buckets: 2)
    outputs["range"] = try bucketRange(bucket, of: bucket)
    outputs["center"] = try bucketCenter(bucket, of: bucket)
    return outputs
  }

  @Sendable private static func bucketInverses(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (x, v) = (try inputs.float("x"), try inputs.float("v"))
    let (bucket, wide) = (try bucketize(x, buckets: 4), try bucketize(v, buckets: 3, elementwise: true))
    outputs["range"] = try bucketRange(bucket, of: bucket)
    outputs["center"] = try bucketCenter(bucket, of: bucket)
    outputs["wide range"] = try bucketRange(wide, of: wide)
    outputs["wide center"] = try bucketCenter(wide, of: wide)
    return outputs
  }

  @Sendable private static func noBucket(_ inputs: Inputs) throws -> Outputs {
    y(try bucketCenter(try inputs.int64("k"), boundaries: [0, 10, 100]))
  }

  @Sendable private static func interpolatedBuckets(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let x = try inputs.float("x")
    let place = try applyBucketsWithInterpolation(x, boundaries: quantiles(x, buckets: 6))
    outputs["place"] = place
    outputs["back"] = try inverseScale(try inputs.float("y"), of: place)
    outputs["step"] = try applyBucketsWithInterpolation(x, boundaries: [0.5])
    outputs["far"] = try applyBucketsWithInterpolation(x, boundaries: [-3e38, 0, 3e38])
    outputs["integers"] = try applyBucketsWithInterpolation(try inputs.int64("k"), boundaries: [-2, 1, 5])
    return outputs
  }
}
