/// The layers that `model.json` can name.
package enum LayerRegistry {
  static let layers: [any Layer.Type] = [
    Dense.self, Embedding.self, OneHot.self, OneHotSteps.self, Concatenate.self, Flatten.self, Dropout.self,
    Normalization.self, RobustScaling.self, Rescaling.self, BatchNormalization.self, LSTM.self,
    ActivationLayer.self,
  ]

  /// The layer of a class with its settings; nil when there is no such class, or its settings are not as they should be.
  package static func layer(_ className: String, _ settings: LayerSettings) -> (any Layer)? {
    layers.first { $0.className == className }?.init(settings: settings)
  }
}
