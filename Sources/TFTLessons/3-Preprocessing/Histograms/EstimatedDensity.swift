import RawData

/// The density of the bin that each value is in. Inputs: the values, the bins' counts, and their boundaries.
struct EstimatedDensity: Mapper {
  static let name = "estimated_probability_density"
  var name: String { Self.name }
  private let search: BoundarySearch
  /// One for each bin; none before the counts are known.
  private let densities: [Float]

  init() {
    self.init(search: BoundarySearch([]), densities: [])
  }

  private init(search: BoundarySearch, densities: [Float]) {
    self.search = search
    self.densities = densities
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [.float32, .int64, .float32] || inputTypes == [.int64, .int64, .float32]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard case .int64(let counts)? = constants[1]?.storage,
      case .float32(let boundaries)? = constants[2]?.storage,
      let first = boundaries.first, let last = boundaries.last
    else { throw RowError("the counts and boundaries are not the same for every row") }
    guard counts.count + 1 == boundaries.count, counts.count > 0 else {
      throw RowError(
        "found \(counts.count) counts and \(boundaries.count) boundaries, expected one more of these"
      )
    }
    let width = (last - first) / Float(counts.count)
    let densities = EstimatedProbability.shares(counts).map { $0 / width }
    return EstimatedDensity(search: HistogramBins.search(boundaries), densities: densities)
  }

  func notices(_ constants: [FeatureValues?]) -> [String] {
    guard case .int64(let counts)? = constants[1]?.storage, counts.allSatisfy({ $0 == 0 }) else { return [] }
    return ["no values, every density is NaN"]
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    guard !densities.isEmpty else { throw RowError("the counts and boundaries are not known") }
    let result: [Float]
    switch inputs[0].values.storage {
    case .float32(let values): result = search.buckets(of: values).map { densities[Int($0)] }
    case .int64(let values): result = search.buckets(of: values.map { Float($0) }).map { densities[Int($0)] }
    case .string: throw RowError("found string, expected float32 or int64")
    }
    return FeatureValues(.float32(result), layout: inputs[0].values.layout)
  }
}
