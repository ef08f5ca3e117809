import RawData

/// The value of a standard normal distribution that a Tukey HH distribution stretches to x.
struct GaussianScaling: Scaling {
  static let constantCount = 5
  let name = "scale_to_gaussian"
  let parameters: [(name: String, value: Float)] = []

  func fitted(_ constants: [Float]) -> FittedGaussianScaling {
    FittedGaussianScaling(
      location: constants[0],
      scale: constants[1],
      tails: TukeyHH(left: Double(constants[2]), right: Double(constants[3])),
      standardDeviation: constants[4]
    )
  }
}

/// (x - location) / scale with its long tails shortened; of a column without long tails, its z-score.
struct FittedGaussianScaling: FittedScaling {
  private let location: Float
  private let divisor: Float
  private let isSpread: Bool
  private let tails: TukeyHH

  init(location: Float, scale: Float, tails: TukeyHH, standardDeviation: Float) {
    self.location = location
    self.tails = tails
    let spread = tails.left > 0 || tails.right > 0 ? scale : standardDeviation
    isSpread = spread != 0
    divisor = isSpread ? spread : 1
  }

  func scaled(_ x: Float) -> Float { Float(tails.standardNormal(Double((x - location) / divisor))) }
  func unscaled(_ y: Float) -> Float { Float(tails.stretched(Double(y))) * divisor + location }

  var notice: String? { isSpread ? nil : "constant or empty column, only its location is subtracted" }
}

extension GaussianScaling: AnalyzedScaling {
  func constants(_ x: Node, _ elements: Int?, _ location: SourceLocation) -> [Node] {
    let figures: [TukeyFigure] = [.location, .scale, .left, .right]
    let tukey = Node.analysis(
      "tukey",
      TukeySummary<Float>.self,
      figures,
      of: x,
      elements: elements,
      location: location
    )
    let deviation = Node.analysis(
      "standard_deviation",
      MomentsSummary<Float>.self,
      [.standardDeviation],
      of: x,
      elements: elements,
      location: location
    )
    return tukey.parts([FeatureType](repeating: .float32, count: 4)) + [deviation]
  }
}
