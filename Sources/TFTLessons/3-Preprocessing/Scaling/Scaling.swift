/// A way of moving and stretching numbers by constants of their column: what a `ScalingMapper` does to each.
///
/// It is written in `transform_fn.json` by its name and parameters; its constants are what an analysis has found.
protocol Scaling: Sendable {
  /// The name in `transform_fn.json`.
  var name: String { get }
  /// What it was made with.
  var parameters: [(name: String, value: Float)] { get }
  /// How many constants it takes.
  static var constantCount: Int { get }
  associatedtype Fitted: FittedScaling
  /// The scaling with its constants, in the order in which the analysis gives them.
  func fitted(_ constants: [Float]) -> Fitted
}

/// A scaling with its constants.
protocol FittedScaling: Sendable {
  /// The scaled number.
  func scaled(_ x: Float) -> Float
  /// The number that was scaled.
  func unscaled(_ y: Float) -> Float
  /// What a user should know of the constants: that there is nothing to scale by.
  var notice: String? { get }
  /// All numbers of a column, scaled or unscaled by those scalings of `table` that they get.
  static func results(
    _ x: Operand,
    _ key: Operand?,
    _ table: ScalingTable<Self>,
    isInverse: Bool
  ) throws(RowError) -> [Float]
  /// Scales or unscales all elements.
  func evaluate(_ elements: Elements, isInverse: Bool)
}

// These are requirements, so that each scaling has loops of its own: `ScalingMapper` is generic, and called as `any Mapper`.
extension FittedScaling {
  static func results(
    _ x: Operand,
    _ key: Operand?,
    _ table: ScalingTable<Self>,
    isInverse: Bool
  ) throws(RowError) -> [Float] {
    isInverse ? try table.map(x, key) { $0.unscaled($1) } : try table.map(x, key) { $0.scaled($1) }
  }

  func evaluate(_ elements: Elements, isInverse: Bool) {
    if isInverse { elements.map { unscaled($0) } } else { elements.map { scaled($0) } }
  }
}
