/// An input or a layer of a model as something to draw.
package struct ArchitecturePart: Sendable {
  /// Its name in `model.json`.
  package var name: String
  /// Keras's name of the layer's class; nil for an input.
  package var className: String?
  /// The layer's activation, where it has one that does something.
  package var activation: String?
  /// The features that an input reads.
  package var features: [String] = []
  /// What one example has of it: `[32]`, `1 id below 100`.
  package var shape: String
  /// How many numbers it keeps, learned and not.
  package var weightCount = 0
  /// The places of those it works on among the parts.
  package var sources: [Int] = []
}

extension Architecture {
  /// The inputs, then the layers in the order in which they are computed.
  package var parts: [ArchitecturePart] {
    inputs.enumerated().map { index, input in
      ArchitecturePart(name: Self.inputName(index), features: input.features, shape: "\(input.shape)")
    }
      + calls.map { call in
        ArchitecturePart(
          name: call.name,
          className: type(of: call.layer).className,
          activation: Self.activation(of: call.layer),
          shape: "\(call.shape)",
          weightCount: call.weights.reduce(0) { $0 + weights[$1].rows * weights[$1].columns },
          sources: call.inputs
        )
      }
  }

  private static func activation(of layer: any Layer) -> String? {
    let settings = LayerSettings(layer.settings)
    return settings.text("activation").flatMap { $0 == "linear" ? nil : $0 }
  }
}
