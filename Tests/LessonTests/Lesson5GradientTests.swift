import RawData
import Testing

@testable import Embeddings

/// Every layer's and every loss's gradient against central differences.
@Suite("Lesson 5: gradients", .tags(.lesson5))
struct Lesson5GradientTests {
  /// A layer and where it is looked at.
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var probe: LayerProbe

    init(_ description: String, _ probe: LayerProbe) {
      (testDescription, self.probe) = (description, probe)
    }
  }

  static func numbers(_ rows: Int, _ columns: Int, _ seed: UInt64, offset: Double = 0) -> Matrix {
    GradientCheck.numbers(rows, columns, seed: seed, offset: offset)
  }

  // MARK: samples

  static let smooth: [Activation] = [.linear, .gelu, .tanh, .sigmoid, .softmax]

  static let dense: [Sample] = smooth.flatMap { activation in
    [true, false].map { useBias in
      let weights = [numbers(3, 4, 1)] + (useBias ? [numbers(1, 4, 2)] : [])
      let layer = Dense(4, activation: activation, useBias: useBias)
      return Sample(
        "dense \(activation)\(useBias ? "" : ", no bias")",
        LayerProbe(layer, numbers(5, 3, 3), weights: weights)
      )
    }
  }

  /// Inputs near 1 and kernels near 1 or -1: no unit is near its bend, and every other one is cut.
  static let relu: [Sample] = [true, false].map { useBias in
    var kernel = numbers(3, 4, 4, offset: 2)
    for index in kernel.elements.indices where index % 2 == 1 { kernel.elements[index] *= -1 }
    let weights = [kernel] + (useBias ? [numbers(1, 4, 5)] : [])
    let layer = Dense(4, activation: .relu, useBias: useBias)
    return Sample(
      "dense relu\(useBias ? "" : ", no bias")",
      LayerProbe(layer, numbers(5, 3, 6, offset: 2), weights: weights)
    )
  }

  static let sequences: [Sample] = [
    Sample(
      "dense on a sequence",
      LayerProbe(
        Dense(2, activation: .tanh),
        [.floats(numbers(3, 12, 7))],
        shapes: [.floats([4, 3])],
        weights: [numbers(3, 2, 8), numbers(1, 2, 9)]
      )
    ),
    Sample(
      "dense on numbers and one-hot ids",
      LayerProbe(
        Dense(3, activation: .gelu),
        [
          .blocks([
            .oneHot(ids: [0, 2, 2, 1], count: 3), .floats(numbers(4, 2, 10)),
            .oneHot(ids: [1, 1, 0, 1], count: 2),
          ])
        ],
        weights: [numbers(7, 3, 11), numbers(1, 3, 12)]
      )
    ),
    Sample("embedding", embedding(steps: 1)), Sample("embedding of steps", embedding(steps: 3)),
  ]

  static func embedding(steps: Int) -> LayerProbe {
    let ids = IDMatrix(rows: 6 / steps, columns: steps, count: 4, elements: [0, 3, 3, 1, 2, 3])
    return LayerProbe(Embedding(2), [.ids(ids)], weights: [numbers(4, 2, 13)])
  }

  static let passing: [Sample] = [
    Sample(
      "concatenate",
      LayerProbe(
        Concatenate(),
        [.floats(numbers(3, 2, 14)), .floats(numbers(3, 1, 15)), .floats(numbers(3, 4, 16))]
      )
    ),
    Sample(
      "flatten",
      LayerProbe(Flatten(), [.floats(numbers(2, 6, 17))], shapes: [.floats([3, 2])])
    ),
    Sample("rescaling", LayerProbe(Rescaling(scale: 10, offset: 2), numbers(2, 3, 33))),
    Sample(
      "normalization",
      LayerProbe(
        Normalization(),
        numbers(4, 3, 18),
        weights: [numbers(1, 3, 19), numbers(1, 3, 20, offset: 2)]
      )
    ),
    Sample(
      "robust scaling",
      LayerProbe(
        RobustScaling(),
        // The last is cut at 5.
        Matrix(rows: 2, columns: 3, elements: [0.5, -1, 4, 2, -0.25, 40]),
        weights: [numbers(1, 3, 21), Matrix(rows: 1, columns: 3, elements: [1, 0.5, 2])]
      )
    ),
    Sample("dropout", dropout(isTraining: true)), Sample("dropout that predicts", dropout(isTraining: false)),
  ]

  static func dropout(isTraining: Bool) -> LayerProbe {
    var probe = LayerProbe(Dropout(0.5), numbers(4, 5, 22))
    probe.pass = Pass(isTraining: isTraining, seed: 7)
    return probe
  }

  static let activations: [Sample] = smooth.map { activation in
    Sample("activation \(activation)", LayerProbe(ActivationLayer(activation), numbers(4, 3, 23)))
  }

  static let batchNormalization: [Sample] = [true, false].flatMap { isTraining in
    [1, 3].map { steps in
      var probe = LayerProbe(
        BatchNormalization(),
        [.floats(numbers(6, 2 * steps, 24))],
        shapes: [.floats(steps == 1 ? [2] : [steps, 2])],
        weights: [numbers(1, 2, 25), numbers(1, 2, 26), numbers(1, 2, 27), numbers(1, 2, 28, offset: 2)]
      )
      probe.pass = Pass(isTraining: isTraining)
      return Sample("batch normalization, training: \(isTraining), \(steps) steps", probe)
    }
  }

  static let lstm: [Sample] = [true, false].map { returnSequences in
    Sample(
      "LSTM\(returnSequences ? ", sequences" : "")",
      LayerProbe(
        LSTM(3, returnSequences: returnSequences),
        [.floats(numbers(2, 8, 29))],
        shapes: [.floats([4, 2])],
        weights: [numbers(2, 12, 30), numbers(3, 12, 31), numbers(1, 12, 32)]
      )
    )
  }

  static let all = [dense, relu, sequences, passing, activations, batchNormalization, lstm].flatMap(\.self)

  // MARK: tests

  @Test(arguments: all)
  func `a layer's gradients are the slopes of its output`(sample: Sample) {
    let check = GradientCheck(sample.probe)
    #expect(check.disagreements(check.gradients) == [])
  }

  @Test func `every layer is looked at`() {
    let seen = Set(Self.all.map(\.probe.className))
    let others = Set(["CategoryEncoding", "OneHotSteps"])  // what comes after an id has no slope for it
    let known = LayerRegistry.layers.map { $0.className }
    #expect(seen.isDisjoint(with: others) && seen.union(others) == Set(known))
  }

  @Test func `ids have no gradient`() {
    let ids = IDMatrix(rows: 2, columns: 1, count: 3, elements: [2, 0])
    for layer in [OneHot(), OneHotSteps()] as [any Layer] {
      let probe = LayerProbe(layer, [.ids(ids)])
      #expect(probe.backward(Self.numbers(2, probe.y.columns, 1)).inputs == [nil])
    }
  }

  // The check above would be worth nothing if it let wrong gradients pass.
  @Test(arguments: [dense[4], sequences[1], batchNormalization[0], lstm[0]])
  func `wrong gradients are seen`(sample: Sample) {
    let check = GradientCheck(sample.probe)
    let right = check.gradients
    for (name, gradient) in right {
      let wrongs = [
        ("dead", gradient.map { _ in 0 }), ("a thousandth off", gradient.map { $0 * 1.001 }),
        ("of the other sign", gradient.map { -$0 }), ("no number", gradient.map { _ in .nan }),
      ]
      for (wrong, matrix) in wrongs {
        var gradients = right
        gradients[name] = matrix
        #expect(!check.disagreements(gradients).isEmpty, "\(name): \(wrong)")
      }
      var swapped = gradient
      swapped.elements.reverse()
      #expect(!check.disagreements(right.merging([name: swapped]) { $1 }).isEmpty, "\(name): backwards")
    }
  }

  // Below 0, relu's slope is 0 and so is its output: nothing can be learned there, and the check says so.
  @Test func `a dead layer does not pass`() {
    let probe = LayerProbe(
      Dense(2, activation: .relu),
      Self.numbers(3, 2, 1),
      weights: [Self.numbers(2, 2, 2), Matrix(rows: 1, columns: 2, repeating: -10)]
    )
    let check = GradientCheck(probe)
    #expect(
      check.disagreements(check.gradients) == [
        "kernel: no slope is larger than 0.0", "bias: no slope is larger than 0.0",
        "input 0: no slope is larger than 0.0",
      ]
    )
  }

  // MARK: losses

  struct LossSample: Sendable, CustomTestStringConvertible {
    var loss: Loss
    var output: Matrix
    var labels: [Float]
    var testDescription: String { "\(loss)" }
  }

  /// Away from 0, and from 1 where huber's parabola becomes a line.
  private static let differences: [Float] = [0.5, -0.375, 2, -1.5, 0.25]
  private static let labels: [Float] = [1, -2, 0.5, 3, 0]
  private static let outputs = Matrix(rows: 5, columns: 1, elements: zip(labels, differences).map { $0 + $1 })
  private static let binary: [Float] = [1, 0, 1, 1, 0]
  private static let classes: [Float] = [0, 2, 1, 1, 2]

  static let losses = [
    LossSample(loss: .meanSquaredError, output: outputs, labels: labels),
    LossSample(loss: .meanAbsoluteError, output: outputs, labels: labels),
    LossSample(loss: .huber(), output: outputs, labels: labels),
    LossSample(loss: .huber(delta: 0.75), output: outputs, labels: labels),
    LossSample(loss: .binaryCrossentropy(fromLogits: true), output: outputs, labels: binary),
    LossSample(loss: .binaryCrossentropy(), output: probabilities(columns: 1), labels: binary),
    LossSample(
      loss: .sparseCategoricalCrossentropy(fromLogits: true),
      output: numbers(5, 3, 40),
      labels: classes
    ),
    // They do not add up to 1: the loss divides them by their sum.
    LossSample(loss: .sparseCategoricalCrossentropy(), output: probabilities(columns: 3), labels: classes),
  ]

  private static func probabilities(columns: Int) -> Matrix {
    GradientCheck.numbers(5, columns, seed: 41, limit: 0.25, offset: 0.5)
  }

  @Test(arguments: losses)
  func `a loss's gradient is the slope of its mean`(sample: LossSample) {
    let gradient = sample.loss.meanGradient(sample.output, sample.labels)
    var largest: Float = 0
    for element in gradient.indices {
      let slope = GradientCheck.slope(0x1p-4) { step in
        var output = sample.output
        output.elements[element] += step
        let losses = sample.loss.values(output, sample.labels)
        return losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
      }
      let distance = (Double(gradient[element]) - slope).magnitude
      #expect(distance <= GradientCheck.tolerance * max(0.1, slope.magnitude), "[\(element)]")
      largest = max(largest, gradient[element].magnitude)
    }
    #expect(gradient.count == sample.output.elements.count && largest > 0.05)
  }

  @Test func `where nothing is wrong, the gradient is zero`() {
    let exact = Matrix(rows: 2, columns: 1, elements: [1.5, -2])
    for loss in [.meanSquaredError, .meanAbsoluteError, .huber()] as [Loss] {
      #expect(loss.meanGradient(exact, [1.5, -2]) == [0, 0])
      #expect(loss.values(exact, [1.5, -2]) == [0, 0])
    }
  }

  @Test func `an output that is no number is passed on, so that training sees it`() {
    let output = Matrix(rows: 1, columns: 1, elements: [.nan])
    let losses: [Loss] = [
      .meanSquaredError, .meanAbsoluteError, .huber(), .binaryCrossentropy(),
      .binaryCrossentropy(fromLogits: true),
    ]
    for loss in losses {
      #expect(loss.values(output, [1])[0].isNaN, "\(loss)")
      #expect(loss.meanGradient(output, [1])[0].isNaN, "\(loss)")
    }
    let classes = Matrix(rows: 1, columns: 2, elements: [.nan, 0.5])
    for fromLogits in [true, false] {
      #expect(Loss.sparseCategoricalCrossentropy(fromLogits: fromLogits).values(classes, [1])[0].isNaN)
    }
  }
}
