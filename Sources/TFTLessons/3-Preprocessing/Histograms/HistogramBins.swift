import RawData

/// The bins of a histogram.
public struct HistogramBins: Sendable {
  /// 0, 0.1, 0.2 ... 1: ten bins for values from 0 to 1.
  public static let defaultBoundaries = (0...10).map { Float($0) / 10 }

  /// By how much boundaries are moved down, as TFT does.
  static let shift: Float = 0.0001

  /// The boundaries, moved; one more than there are bins.
  let boundaries: Node
  let binCount: Int

  /// The bins between boundaries that are written down.
  init(_ boundaries: [Float], operation: String, _ location: SourceLocation) throws(OperationError) {
    try Self.check(boundaries.count, operation, location)
    do throws(RowError) {
      let checked = try BucketBoundaries.check(boundaries)
      self.boundaries = .constant(Float.constants(checked.map { $0 - Self.shift }))
    } catch {
      throw OperationError(location: location, operation: operation, problem: error.problem)
    }
    binCount = boundaries.count - 1
  }

  /// The bins between boundaries that an analysis finds.
  init(_ boundaries: Column<Float>, operation: String, _ location: SourceLocation) throws(OperationError) {
    try boundaries.node.checkIsConstant(as: "boundaries", operation: operation, location)
    guard case .fixed(let count) = boundaries.node.shape else {
      throw OperationError(
        location: location,
        operation: operation,
        problem: "found boundaries whose number is not known, expected 2 or more"
      )
    }
    try Self.check(count, operation, location)
    self.boundaries = Self.moved(boundaries.node, location)
    binCount = count - 1
  }

  /// The bins of equal width from the smallest to the largest value of `x`.
  init(of x: Node, _ boundaryCount: Int, operation: String, _ location: SourceLocation) throws(OperationError)
  {
    try Self.check(boundaryCount, operation, location)
    let range = Node.analysis(
      "min_max",
      Extremes<Float>.self,
      [.min, .max],
      of: x.asFloat(location),
      location: location
    )
    let edges = Column<Float>(
      Linspace(count: boundaryCount),
      [range.part(0, type: .float32), range.part(1, type: .float32)],
      location: location
    )
    boundaries = Self.moved(edges.node, location)
    binCount = boundaryCount - 1
  }

  private static func moved(_ boundaries: Node, _ location: SourceLocation) -> Node {
    let shift = Node.constant(FeatureValues([Self.shift]))
    return Column<Float>(Arithmetic(operation: .subtract), [boundaries, shift], location: location).node
  }

  private static func check(_ count: Int, _ operation: String, _ location: SourceLocation)
    throws(OperationError)
  {
    guard count < 2 else { return }
    throw OperationError(
      location: location,
      operation: operation,
      problem: "found \(count) boundaries, expected 2 or more"
    )
  }

  /// The number of values of `x` in each bin, and the bins' boundaries.
  func histogram(
    _ x: Node,
    _ location: SourceLocation
  ) -> (counts: Column<Int64>, boundaries: Column<Float>) {
    let counts = Node.analysis(
      HistogramAnalyzer(binCount: binCount),
      of: [x, boundaries],
      type: .int64,
      shape: .fixed(width: binCount),
      location: location
    )
    return (Column(node: counts), Column(node: boundaries))
  }

  /// How the bin of a value is found: between the inner boundaries, one on a boundary to its left, NaN in the first.
  static func search(_ boundaries: [Float]) -> BoundarySearch {
    // Boundaries that are NaN, of a column without a range, are no boundaries.
    let inner = boundaries.dropFirst().dropLast()
    return BoundarySearch(inner.contains(where: \.isNaN) ? [] : Array(inner), .below)
  }
}
