enum ProbabilityFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case EstimatedDensity.name: EstimatedDensity()
    case EstimatedProbability.name: EstimatedProbability()
    case Linspace.name: Linspace(count: try parameters.int("count", in: 2 ... .max))
    default: nil
    }
  }
}
