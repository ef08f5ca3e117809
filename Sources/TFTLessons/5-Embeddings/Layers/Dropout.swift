import RawData

/// Some numbers become 0 while the model learns, others larger, so that it does not rely on any. Keras: `Dropout`.
///
/// A number is dropped with probability `rate` and else divided by `1 - rate`, so that the mean stays; when the model
/// predicts, nothing is done. Output shape: the input's.
public struct Dropout: Sendable {
  let rate: Float

  /// Drops `rate` of the numbers.
  ///
  /// - Parameter rate: 0 or more, below 1.
  public init(_ rate: Float) {
    self.rate = rate
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Dropout: Layer {
  public static let className = "Dropout"

  public var settings: [LayerSetting] { [LayerSetting("rate", .float(rate))] }

  public init?(settings: LayerSettings) {
    guard let rate = settings.float("rate") else { return nil }
    self.init(rate)
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    guard rate >= 0, rate < 1 else {
      throw ModelError("found a rate of \(rate), expected 0 or more, below 1")
    }
    return .floats(try inputs.single().floats())
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    guard pass.isTraining, rate > 0 else { return LayerOutput(inputs[0]) }
    let x = inputs[0].matrix
    var generator = SplitMix64(seed: pass.seed)
    let scale = 1 / (1 - rate)
    let mask = Matrix(rows: x.rows, columns: x.columns) { buffer in
      for index in buffer.indices {
        buffer[index] = generator.nextUniform() < Double(rate) ? 0 : scale
      }
    }
    return LayerOutput(x.combined(with: mask) { $0 * $1 }, saved: [mask])
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    LayerGradients(inputs: [call.saved.first.map { gradient.combined(with: $0) { $0 * $1 } } ?? gradient])
  }
}
