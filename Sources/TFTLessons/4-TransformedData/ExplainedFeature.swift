import RawData

/// How one transformed feature comes about for some rows.
public struct ExplainedFeature: Sendable {
  /// The transformed feature.
  public var name: String
  /// The raw features it is made of, with their values.
  public var cells: [ExplainedStep.Input]
  /// The operations that make it, in the order in which they run. None for a raw feature that is passed through, and for
  /// a feature that is the same for every row.
  public var steps: [ExplainedStep]
  /// Where its value comes from: the name of its last step, of a raw feature, or of an analysis.
  public var source: String
  /// Its values.
  public var values: FeatureValues
}
