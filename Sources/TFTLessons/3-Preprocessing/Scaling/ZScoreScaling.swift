import RawData

/// The distance from the mean in standard deviations.
struct ZScoreScaling: Scaling {
  static let constantCount = 2
  let name = "scale_to_z_score"
  let parameters: [(name: String, value: Float)] = []

  func fitted(_ constants: [Float]) -> FittedZScoreScaling {
    FittedZScoreScaling(mean: constants[0], standardDeviation: constants[1])
  }
}

/// `(x - mean) / standardDeviation`; without a deviation, `x - mean`.
struct FittedZScoreScaling: FittedScaling {
  private let mean: Float
  private let divisor: Float
  private let isSpread: Bool

  init(mean: Float, standardDeviation: Float) {
    self.mean = mean
    isSpread = standardDeviation != 0
    divisor = isSpread ? standardDeviation : 1
  }

  func scaled(_ x: Float) -> Float { (x - mean) / divisor }
  func unscaled(_ y: Float) -> Float { y * divisor + mean }

  var notice: String? { isSpread ? nil : "constant or empty column, only its mean is subtracted" }
}

extension ZScoreScaling: PerKeyScaling {
  func constants(_ x: Node, _ elements: Int?, _ location: SourceLocation) -> [Node] {
    let figures: [Moment] = [.mean, .standardDeviation]
    return Node.analysis(
      "moments",
      MomentsSummary<Float>.self,
      figures,
      of: x,
      elements: elements,
      location: location
    ).parts([.float32, .float32])
  }

  func constants(_ x: Node, key: Node, _ elements: Int?, _ location: SourceLocation) -> [Node] {
    let analyzer = PerKeyAnalyzer<MomentsSummary<Float>>(
      name: "moments_per_key",
      figures: [.mean, .standardDeviation],
      keyType: key.type,
      elements: elements
    )
    return Node.analysis(analyzer, of: [x, key], type: key.type, location: location)
      .parts([key.type, .float32, .float32])
  }
}
