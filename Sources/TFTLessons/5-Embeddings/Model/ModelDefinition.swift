import Preprocessing
import RawData

/// A model before it has weights: what to predict, how to judge it, and a function that composes its layers.
public struct ModelDefinition: Sendable {
  /// The model's name: that of its directory below `models`.
  public var name: String
  /// The transformed feature to predict.
  public var label: String
  /// What training makes small.
  public var loss: Loss
  /// How it is trained when the caller says nothing else.
  public var training: TrainingOptions
  /// From raw features to those of this model alone; nil when it takes the pipeline's.
  public var preprocessingFn: PreprocessingFn?
  /// From the transformed features to the output: the last layer's tensor.
  public var compose: @Sendable (ModelInputs) throws -> Tensor

  /// A definition.
  public init(
    name: String,
    label: String,
    loss: Loss = .meanSquaredError,
    training: TrainingOptions = TrainingOptions(),
    preprocessingFn: PreprocessingFn? = nil,
    compose: @escaping @Sendable (ModelInputs) throws -> Tensor
  ) {
    self.name = name
    self.label = label
    self.loss = loss
    self.training = training
    self.preprocessingFn = preprocessingFn
    self.compose = compose
  }

  /// The layers for these features, checked.
  ///
  /// - Throws: `ModelError` with the line of the layer that cannot work on its input.
  public func architecture(_ transformed: Schema) throws -> Architecture {
    try Architecture(name: name, label: label, loss: loss, output: compose(ModelInputs(transformed)))
  }
}
