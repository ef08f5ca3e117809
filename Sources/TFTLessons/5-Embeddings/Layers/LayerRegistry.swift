/// The layers that `model.json` can name.
package enum LayerRegistry {
  static let layers: [any Layer.Type] = [
    Dense.self, Embedding.self, OneHot.self, OneHotSteps.self, Concatenate.self, Flatten.self, Dropout.self,
    Normalization.self, RobustScaling.self, Rescaling.self, BatchNormalization.self, LSTM.self,
    ActivationLayer.self,
  ]

  /// The layer of a class with its settings.
  ///
  /// - Parameter own: layers of the user's, which are known beside ours.
  /// - Throws: `ModelError` when there is no such class, or a setting is not as it should be.
  package static func layer(
    _ className: String,
    _ settings: LayerSettings,
    own: [any Layer.Type] = []
  ) throws(ModelError) -> any Layer {
    guard let type = (layers + own).first(where: { $0.className == className }) else {
      let known = (layers + own).map { $0.className }.sorted().joined(separator: ", ")
      throw ModelError(
        "found class \"\(className)\", expected one of \(known); a layer of your own is given to `layers:`"
      )
    }
    guard let layer = type.init(settings: settings) else {
      throw ModelError(settings.fault ?? "found settings that \(className) cannot be made of")
    }
    let known = layer.settings.map(\.name)
    if let unknown = settings.names.first(where: { !known.contains($0) }) {
      let expected = known.isEmpty ? "no settings" : "only \(known.joined(separator: ", "))"
      throw ModelError("found a setting \"\(unknown)\", expected \(expected)")
    }
    return layer
  }

  /// - Throws: `ModelError` when a layer of the user's has the name of another.
  static func check(_ own: [any Layer.Type]) throws(ModelError) {
    var names = Set(layers.map { $0.className })
    for layer in own where !names.insert(layer.className).inserted {
      throw ModelError(
        "layers: found a second layer of the class \"\(layer.className)\", expected class names that differ"
      )
    }
  }
}
