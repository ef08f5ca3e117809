/// Scales or unscales all elements alike.
struct ScalingKernel<Fitted: FittedScaling>: ElementKernel {
  let scaling: Fitted
  let isInverse: Bool

  func evaluate(_ elements: Elements) throws(RowError) { scaling.evaluate(elements, isInverse: isInverse) }
}
