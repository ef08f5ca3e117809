import RawData

/// Moves and stretches `min ... max` to a range of outputs; without a range to stretch, the sigmoid of x is taken to it.
struct MinMaxScaling: Scaling {
  static let constantCount = 2
  static let unitRangeName = "scale_to_0_1"
  static let rangeName = "scale_by_min_max"

  let name: String
  private let outputMin: Float
  private let outputMax: Float

  /// To 0...1.
  init() {
    name = Self.unitRangeName
    (outputMin, outputMax) = (0, 1)
  }

  /// To a range.
  ///
  /// - Throws: `RowError` when it does not ascend.
  init(outputMin: Float, outputMax: Float) throws(RowError) {
    guard outputMin < outputMax, outputMin.isFinite, outputMax.isFinite else {
      throw RowError("found an output range from \(outputMin) to \(outputMax), expected one that ascends")
    }
    name = Self.rangeName
    (self.outputMin, self.outputMax) = (outputMin, outputMax)
  }

  var parameters: [(name: String, value: Float)] {
    name == Self.unitRangeName ? [] : [("output_min", outputMin), ("output_max", outputMax)]
  }

  func fitted(_ constants: [Float]) -> FittedMinMaxScaling {
    FittedMinMaxScaling(
      minimum: constants[0],
      maximum: constants[1],
      start: outputMin,
      stretch: Float(Double(outputMax) - Double(outputMin))
    )
  }
}

/// `(x - min) / (max - min)`, or the sigmoid of x, times `stretch`, plus `start`.
struct FittedMinMaxScaling: FittedScaling {
  private let minimum: Float
  private let maximum: Float
  private let span: Float
  private let start: Float
  private let stretch: Float
  /// Not `minimum >= maximum`: a NaN takes the range away too.
  private let hasRange: Bool

  init(minimum: Float, maximum: Float, start: Float, stretch: Float) {
    (self.minimum, self.maximum) = (minimum, maximum)
    (self.start, self.stretch) = (start, stretch)
    hasRange = minimum < maximum
    span = maximum - minimum
  }

  func scaled(_ x: Float) -> Float {
    (hasRange ? (x - minimum) / span : 1 / (1 + Platform.exp(-x))) * stretch + start
  }

  func unscaled(_ y: Float) -> Float {
    let part = (y - start) / stretch
    return hasRange ? part * span + minimum : Float(Platform.log(Double(part) / (1 - Double(part))))
  }

  var notice: String? {
    if hasRange { return span.isFinite ? nil : "infinite range, nothing is left of the values" }
    let reason =
      minimum == maximum ? "constant column" : minimum.isNaN ? "a NaN in the column" : "empty column"
    return "\(reason), sigmoid used"
  }
}

extension MinMaxScaling: PerKeyScaling {
  func constants(_ x: Node, _ elements: Int?, _ location: SourceLocation) -> [Node] {
    Node.analysis(
      "min_max",
      Extremes<Float>.self,
      [.min, .max],
      of: x,
      elements: elements,
      location: location
    )
    .parts([.float32, .float32])
  }

  func constants(_ x: Node, key: Node, _ elements: Int?, _ location: SourceLocation) -> [Node] {
    let analyzer = PerKeyAnalyzer<Extremes<Float>>(
      name: "min_max_per_key",
      figures: [.min, .max],
      keyType: key.type,
      elements: elements
    )
    return Node.analysis(analyzer, of: [x, key], type: key.type, location: location)
      .parts([key.type, .float32, .float32])
  }
}
