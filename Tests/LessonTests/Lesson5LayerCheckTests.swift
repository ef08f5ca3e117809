import RawData
import Testing

@testable import Embeddings

/// `x + shift`, with one thing done wrong.
private struct CarelessLayer: AdaptedLayer {
  enum Fault: Sendable, CaseIterable {
    case none, rows, columns, kind, gradientRows, gradientColumns, gradientCount, ids, input, inputCount
    case update, updatePlace, adapted, adaptedCount
  }

  static let className = "Careless"
  var fault = Fault.none

  init(_ fault: Fault) { self.fault = fault }
  init?(settings: LayerSettings) {}

  func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape { inputs[0] }

  func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    var mean = WeightSpec("mean", rows: 1, columns: 3, .zeros)
    mean.isLearned = false
    return [WeightSpec("shift", rows: 2, columns: 3, .zeros), mean]
  }

  func adapted(to x: Matrix) -> [Matrix] {
    let weights = [Matrix(rows: 2, columns: 3), Matrix(rows: 1, columns: fault == .adapted ? 4 : 3)]
    return fault == .adaptedCount ? [weights[0]] : weights
  }

  func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let x = inputs[0].matrix
    var output = LayerOutput(Matrix(rows: fault == .rows ? 2 * x.rows : x.rows, columns: x.columns))
    if fault == .columns { output.value = .floats(Matrix(rows: x.rows, columns: 7)) }
    if fault == .kind {
      let ids = [Int32](repeating: 0, count: x.rows)
      output.value = .ids(IDMatrix(rows: x.rows, columns: 1, count: 2, elements: ids))
    }
    if fault == .update { output.updates = [(weight: 1, value: Matrix(rows: 1, columns: 2))] }
    if fault == .updatePlace { output.updates = [(weight: 2, value: Matrix(rows: 1, columns: 3))] }
    return output
  }

  func backward(_ gradient: Matrix, _ call: LayerCall, _ weights: [Matrix], _ pass: Pass) -> LayerGradients {
    let shift =
      switch fault {
      case .gradientRows: WeightGradient(Matrix(rows: 1, columns: 3))
      case .gradientColumns: WeightGradient(Matrix(rows: 2, columns: 400))
      case .ids: WeightGradient(Matrix(rows: 2, columns: 3), of: [0])
      default: WeightGradient(Matrix(rows: 2, columns: 3))
      }
    let slope = fault == .input ? Matrix(rows: gradient.rows, columns: 9) : gradient
    return LayerGradients(
      inputs: fault == .inputCount ? [] : [slope],
      weights: fault == .gradientCount ? [] : [shift]
    )
  }
}

/// What layers of a user's own may get wrong. A gradient that is too large was once written past the end of its weight.
@Suite("Lesson 5: layers that do not give what they say", .tags(.lesson5))
struct Lesson5LayerCheckTests {
  private func train(_ fault: CarelessLayer.Fault) throws {
    let definition = ModelDefinition(name: "m", label: "label") { inputs in
      Dense(1)(CarelessLayer(fault)(Dense(5)(try inputs.numeric(["x"]))))
    }
    let architecture = try definition.architecture(Learnable.schema)
    let values = (0..<60).map { Float($0) }
    let examples = Examples(
      inputs: [.floats(Matrix(rows: 60, columns: 1, elements: values))],
      labels: values
    )
    let options = TrainingOptions(epochs: 1)
    _ = try Trainer.train(architecture, on: TrainingSource(examples), validation: nil, options: options)
  }

  @Test(
    arguments: [
      (.rows, "found an output of 2 x 5 for one example, expected 1 x 5"),
      (.columns, "found an output of 1 x 7 for one example, expected 1 x 5"),
      (.kind, "found an output that is no [5], which it has said it would give"),
      (.gradientRows, "found a gradient of 1 rows for \"shift\", expected 2"),
      (.gradientColumns, "found a gradient of 2 x 400 for \"shift\", expected 2 x 3"),
      (.gradientCount, "found gradients of 0 weights, expected 1"),
      (.ids, "found a gradient of 2 x 3 for 1 rows of \"shift\", expected 1 x 3"),
      (.input, "found a gradient of 1 x 9 for input 1, expected 1 x 5"),
      (.inputCount, "found gradients of 0 inputs, expected 1"),
      (.update, "found a new value of 1 x 2 for \"mean\", expected 1 x 3"),
      (.updatePlace, "found a new value for weight 2, expected 0 to 1"),
      (.adapted, "found an adapted value of 1 x 4 for \"mean\", expected 1 x 3"),
      (.adaptedCount, "found 1 adapted weights, expected 2"),
    ] as [(CarelessLayer.Fault, String)]
  )
  private func `a layer that gives another size than it has said is named before training`(
    fault: CarelessLayer.Fault,
    problem: String
  ) {
    let error = #expect(throws: ModelError.self) { try train(fault) }
    #expect(error?.problem == "layer \"careless\": \(problem)")
  }

  @Test func `a layer that gives what it has said is trained`() throws {
    try train(.none)
  }

  @Test func `a gradient never leaves its weight`() async {
    await #expect(processExitsWith: .failure) {
      var gradient = Gradient(WeightSpec("w", rows: 2, columns: 3, .zeros))
      gradient.add(WeightGradient(Matrix(rows: 2, columns: 400)))
    }
  }

  @Test func `an optimizer never leaves its weights`() async {
    await #expect(processExitsWith: .failure) {
      let spec = WeightSpec("w", rows: 2, columns: 3, .zeros)
      var state = OptimizerState(.adam(), for: [spec])
      var (weights, gradients) = ([Matrix(rows: 200, columns: 3)], [Gradient(spec)])
      state.apply(&gradients, to: &weights, epoch: 0, threads: 1)
    }
  }
}
