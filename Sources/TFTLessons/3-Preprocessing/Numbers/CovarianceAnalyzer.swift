import RawData

/// The covariances of the elements of vectors, or the directions in which the vectors vary most.
struct CovarianceAnalyzer: Analyzer {
  enum Kind: Equatable, Sendable {
    case covariance
    /// Of so many directions.
    case principalComponents(Int)
  }

  let width: Int
  let kind: Kind

  var name: String { kind == .covariance ? "covariance" : "pca" }
  var parameters: [(name: String, value: FeatureValues)] {
    guard case .principalComponents(let count) = kind else { return [] }
    return [("output_dim", FeatureValues([Int64(count)]))]
  }

  func makeAccumulator() -> any Accumulator { CovarianceAccumulator(width: width, kind: kind) }
}

/// Exact sums of the elements and their products.
struct CovarianceAccumulator: Accumulator {
  let kind: CovarianceAnalyzer.Kind
  private var moments: Comoments

  init(width: Int, kind: CovarianceAnalyzer.Kind) {
    self.kind = kind
    moments = Comoments(width: width)
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    try inputs[0].checkWidth(moments.width)
    moments.add(try inputs[0].floats())
  }

  mutating func merge(_ other: CovarianceAccumulator) { moments.merge(other.moments) }

  func finish() -> [FeatureValues] {
    let values = values.map { Float($0) }
    return [FeatureValues(.float32(values), layout: .fixed(width: values.count))]
  }

  private var values: [Double] {
    let matrix = SymmetricMatrix(size: moments.width, moments.covariance)
    guard case .principalComponents(let count) = kind else { return matrix.elements }
    guard moments.isFinite else { return [Double](repeating: .nan, count: moments.width * count) }
    let components = matrix.eigenvectors.prefix(count).map(\.vector)
    return (0..<moments.width).flatMap { element in components.map { $0[element] } }
  }

  var notices: [String] {
    if moments.count == 0 { return ["no rows"] }
    return moments.isFinite ? [] : ["a NaN or an infinity in the data, and in the result"]
  }

  func encode(to encoder: inout StateEncoder) { moments.encode(to: &encoder) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try moments.restore(from: &decoder)
  }
}
