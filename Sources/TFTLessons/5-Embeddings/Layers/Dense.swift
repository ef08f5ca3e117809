/// A fully connected layer: `activation(x * kernel + bias)`. Keras: `Dense`.
///
/// Input shape `[features]`, output shape `[units]`; of a sequence every step by itself, `[steps, features]` to
/// `[steps, units]`. Weights: `kernel [features, units]`, `bias [1, units]`. One-hot inputs are never built: a one-hot
/// vector times the kernel is a row of it.
public struct Dense: Sendable {
  let units: Int
  let activation: Activation
  let useBias: Bool
  let kernelInitializer: Initializer
  let biasInitializer: Initializer

  /// A layer of `units` outputs.
  public init(
    _ units: Int,
    activation: Activation = .linear,
    useBias: Bool = true,
    kernelInitializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros
  ) {
    self.units = units
    self.activation = activation
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.biasInitializer = biasInitializer
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Dense: Layer {
  public static let className = "Dense"

  public var settings: [LayerSetting] {
    [
      LayerSetting("units", .int(units)), LayerSetting("activation", .text(activation.rawValue)),
      LayerSetting("use_bias", .flag(useBias)),
      LayerSetting("kernel_initializer", .text("\(kernelInitializer)")),
      LayerSetting("bias_initializer", .text("\(biasInitializer)")),
    ]
  }

  public init?(settings: LayerSettings) {
    guard let units = settings.size("units"), let activation = settings.activation,
      let kernelInitializer = settings.initializer("kernel_initializer", .glorotUniform),
      let biasInitializer = settings.initializer("bias_initializer", .zeros),
      let useBias = settings.flag("use_bias", default: true)
    else { return nil }
    self.init(
      units,
      activation: activation,
      useBias: useBias,
      kernelInitializer: kernelInitializer,
      biasInitializer: biasInitializer
    )
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    guard units > 0 else { throw ModelError("found \(units) units, expected 1 or more") }
    let dimensions = try inputs.single().floats()
    return .floats(dimensions.dropLast() + [units])
  }

  public func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    guard case .floats(let dimensions) = inputs[0], let features = dimensions.last else { return [] }
    let kernel = WeightSpec("kernel", rows: features, columns: units, kernelInitializer)
    return useBias ? [kernel, WeightSpec("bias", rows: 1, columns: units, biasInitializer)] : [kernel]
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let blocks = inputs[0].blocks(of: weights[0].rows)
    let rows = blocks[0].rows
    var x = useBias ? Matrix(repeating: weights[1].elements, rows: rows) : Matrix(rows: rows, columns: units)
    var row = 0
    for block in blocks {
      switch block {
      case .floats(let part):
        x.add(part, times: weights[0], rightRows: row..<row + part.columns, threads: pass.threads)
      case .oneHot(let ids, _): x.addRows(of: weights[0], ids, firstRow: row)
      }
      row += block.width
    }
    let y = activation(x).reshaped(rows: inputs[0].rows)
    return LayerOutput(y, saved: activation == .gelu ? [x] : [])
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    let y = call.output.matrix.reshaped(columns: units)
    let slope = activation.backward(gradient.reshaped(columns: units), x: call.saved.first ?? y, y: y)
    var (row, kernel) = (0, WeightGradient(parts: []))
    for block in call.inputs[0].blocks(of: weights[0].rows) {
      switch block {
      case .floats(let part): kernel.append(part.transposedTimes(slope, threads: pass.threads), firstRow: row)
      case .oneHot(let ids, _): kernel.append(slope, of: ids, firstRow: row)
      }
      row += block.width
    }
    let bias = useBias ? [WeightGradient(row: slope.columnSums())] : []
    guard call.wantsGradient[0] else { return LayerGradients(inputs: [nil], weights: [kernel] + bias) }
    let input = slope.times(transposed: weights[0], threads: pass.threads)
    return LayerGradients(inputs: [input.reshaped(rows: call.output.rows)], weights: [kernel] + bias)
  }
}
