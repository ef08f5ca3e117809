import RawData

/// A recurrent layer that goes through a sequence step by step and keeps a memory. Keras: `LSTM`.
///
/// At each step the gates `i`, `f`, `o` (sigmoid) and the candidate `c'` (tanh) come from the input and the last output:
/// `[i, f, c', o] = x * kernel + h * recurrent_kernel + bias`; then `c = f * c + i * c'` and `h = o * tanh(c)`.
///
/// Input shape `[steps, features]`; output shape `[units]`, that of the last step, or `[steps, units]` with
/// `returnSequences`. Weights, the gates side by side in Keras's order: `kernel [features, 4 * units]`,
/// `recurrent_kernel [units, 4 * units]`, `bias [1, 4 * units]`.
public struct LSTM: Sendable {
  let units: Int
  let returnSequences: Bool

  /// A layer with a memory of `units` numbers.
  public init(_ units: Int, returnSequences: Bool = false) {
    (self.units, self.returnSequences) = (units, returnSequences)
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension LSTM: Layer {
  public static let className = "LSTM"

  public var settings: [LayerSetting] {
    [LayerSetting("units", .int(units)), LayerSetting("return_sequences", .flag(returnSequences))]
  }

  public init?(settings: LayerSettings) {
    guard let units = settings.size("units"),
      let returnSequences = settings.flag("return_sequences", default: false)
    else { return nil }
    self.init(units, returnSequences: returnSequences)
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    guard units > 0 else { throw ModelError("found \(units) units, expected 1 or more") }
    let dimensions = try inputs.single().floats()
    guard dimensions.count == 2 else {
      throw ModelError("found shape \(inputs[0]), expected [steps, features]")
    }
    return .floats(returnSequences ? [dimensions[0], units] : [units])
  }

  public func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    guard case .floats(let dimensions) = inputs[0], let features = dimensions.last else { return [] }
    return [
      WeightSpec("kernel", rows: features, columns: 4 * units, .glorotUniform),
      WeightSpec("recurrent_kernel", rows: units, columns: 4 * units, .orthogonal),
      WeightSpec("bias", rows: 1, columns: 4 * units, .openForgetGates),
    ]
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let x = inputs[0].matrix
    let features = weights[0].rows
    let steps = x.columns / features
    var gates = Matrix(repeating: weights[2].elements, rows: x.rows * steps)
    gates.add(x.reshaped(columns: features), times: weights[0], threads: pass.threads)
    gates = gates.reshaped(rows: x.rows)  // [batch, steps * 4 * units]
    // The memory before the first step, and after each.
    var cells = Matrix(rows: x.rows, columns: (steps + 1) * units)
    var outputs = cells
    for step in 0..<steps {
      let h = outputs.columns(at: step, units)
      var z = gates.columns(at: step, 4 * units)
      z.add(h, times: weights[1], threads: pass.threads)
      activate(&z)
      gates.setColumns(from: step * 4 * units, to: z)
      move(&cells, &outputs, z, step)
    }
    let y = returnSequences ? outputs.columns(units..<outputs.columns) : outputs.columns(at: steps, units)
    return LayerOutput(y, saved: [gates, cells, outputs])
  }

  /// Applies sigmoid to the gates and tanh to the candidate.
  private func activate(_ z: inout Matrix) {
    for row in 0..<z.rows {
      for unit in 0..<4 * units {
        z[row, unit] = unit / units == 2 ? tanh(z[row, unit]) : Activation.sigmoid(z[row, unit])
      }
    }
  }

  private func tanh(_ x: Float) -> Float { Platform.tanh(x) }

  private func move(_ cells: inout Matrix, _ outputs: inout Matrix, _ z: Matrix, _ step: Int) {
    for row in 0..<z.rows {
      for unit in 0..<units {
        let (i, f, candidate, o) = gate(z, row, unit)
        let cell = f * cells[row, step * units + unit] + i * candidate
        cells[row, (step + 1) * units + unit] = cell
        outputs[row, (step + 1) * units + unit] = o * tanh(cell)
      }
    }
  }

  private func gate(_ z: Matrix, _ row: Int, _ unit: Int) -> (i: Float, f: Float, candidate: Float, o: Float)
  {
    (z[row, unit], z[row, units + unit], z[row, 2 * units + unit], z[row, 3 * units + unit])
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    let x = call.inputs[0].matrix
    let (gates, cells, outputs) = (call.saved[0], call.saved[1], call.saved[2])
    let steps = cells.columns / units - 1
    var slopes = Matrix(rows: x.rows, columns: steps * 4 * units)
    var outputSlope = Matrix(rows: x.rows, columns: units)
    var cellSlope = outputSlope
    var recurrent = Matrix(rows: units, columns: 4 * units)
    for step in (0..<steps).reversed() {
      if returnSequences {
        outputSlope = outputSlope.combined(with: gradient.columns(at: step, units)) { $0 + $1 }
      } else if step == steps - 1 {
        outputSlope = gradient
      }
      let z = gates.columns(at: step, 4 * units)
      let slope = stepBack(z, cells, step, outputSlope, &cellSlope)
      slopes.setColumns(from: step * 4 * units, to: slope)
      recurrent.add(transposed: outputs.columns(at: step, units), times: slope, threads: pass.threads)
      outputSlope = slope.times(transposed: weights[1], threads: pass.threads)
    }
    let features = weights[0].rows
    let all = slopes.reshaped(columns: 4 * units)
    let own = [
      WeightGradient(x.reshaped(columns: features).transposedTimes(all, threads: pass.threads)),
      WeightGradient(recurrent), WeightGradient(row: all.columnSums()),
    ]
    guard call.wantsGradient[0] else { return LayerGradients(inputs: [nil], weights: own) }
    let input = all.times(transposed: weights[0], threads: pass.threads)
    return LayerGradients(inputs: [input.reshaped(rows: x.rows)], weights: own)
  }

  /// The gradient for the gates before their activations; that for the memory becomes the one for the step before.
  private func stepBack(
    _ z: Matrix,
    _ cells: Matrix,
    _ step: Int,
    _ outputSlope: Matrix,
    _ cellSlope: inout Matrix
  ) -> Matrix {
    var slope = z
    for row in 0..<z.rows {
      for unit in 0..<units {
        let (i, f, candidate, o) = gate(z, row, unit)
        let squashed = tanh(cells[row, (step + 1) * units + unit])
        let output = outputSlope[row, unit]
        let cell = cellSlope[row, unit] + output * o * (1 - squashed * squashed)
        slope[row, unit] = cell * candidate * i * (1 - i)
        slope[row, units + unit] = cell * cells[row, step * units + unit] * f * (1 - f)
        slope[row, 2 * units + unit] = cell * i * (1 - candidate * candidate)
        slope[row, 3 * units + unit] = output * squashed * o * (1 - o)
        cellSlope[row, unit] = cell * f
      }
    }
    return slope
  }
}

extension Matrix {
  /// The columns of one step, `width` of them.
  fileprivate func columns(at step: Int, _ width: Int) -> Matrix {
    columns(step * width..<(step + 1) * width)
  }
}
