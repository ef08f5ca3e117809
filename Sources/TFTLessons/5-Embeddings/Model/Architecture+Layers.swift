extension Architecture {
  /// A layer in its place, for whoever says the model in another language.
  package struct PlacedLayer: Sendable {
    /// Unique among the layers.
    package let name: String
    package let layer: any Layer
    /// Where its inputs are: the model's inputs first, then the layers.
    package let inputs: [Int]
    /// Where its weights are among the model's.
    package let weights: Range<Int>
  }

  /// The layers in the order in which they are computed; the last one gives the output.
  package var layers: [PlacedLayer] {
    calls.map {
      PlacedLayer(name: $0.name, layer: $0.layer, inputs: $0.inputs, weights: $0.weights)
    }
  }
}
