import RawData

/// How wrong outputs are: one number an example, of which training makes the mean small. Keras: `keras.losses`.
public enum Loss: Equatable, Sendable {
  /// The squared difference.
  case meanSquaredError
  /// The difference without its sign: large ones weigh no more than small ones do.
  case meanAbsoluteError
  /// Half the squared difference up to `delta`, and from there on a straight line: outliers cannot rule.
  case huber(delta: Float = 1)
  /// For labels 0 and 1: the negative logarithm of the probability that the output gives to the label.
  ///
  /// - Parameter fromLogits: whether the output is a logit, which a sigmoid would make a probability.
  case binaryCrossentropy(fromLogits: Bool = false)
  /// For labels `0 ..< classes`: the negative logarithm of the probability that the output gives to the label.
  ///
  /// - Parameter fromLogits: whether the outputs are logits, which a softmax would make probabilities.
  case sparseCategoricalCrossentropy(fromLogits: Bool = false)

  /// Keras keeps probabilities that far from 0 and 1.
  private static let epsilon: Float = 1e-7

  /// Whether it judges classes, and not numbers.
  public var isClassification: Bool {
    switch self {
    case .meanSquaredError, .meanAbsoluteError, .huber: false
    case .binaryCrossentropy, .sparseCategoricalCrossentropy: true
    }
  }

  /// - Throws: `ModelError` when it cannot judge outputs of this shape.
  func check(_ output: TensorShape) throws(ModelError) {
    if case .huber(let delta) = self, !(delta > 0) {
      throw ModelError("huber: found delta \(delta), expected more than 0")
    }
    switch (self, output) {
    case (.sparseCategoricalCrossentropy, .floats(let dimensions))
    where dimensions.count == 1 && dimensions[0] > 1:
      return
    case (.sparseCategoricalCrossentropy, _):
      throw ModelError("the output has shape \(output), expected one number for each class")
    case (_, .floats([1])): return
    default: throw ModelError("the output has shape \(output), expected [1]: end with Dense(1)")
    }
  }

  /// Larger labels are no measurements, and float32 cannot hold the sum of their squares.
  private static let largestLabel: Float = 1e18

  /// The first of `labels` that it cannot judge, and what is wrong with it; `classes` is the width of the output.
  func fault(in labels: [Float], classes: Int) -> (row: Int, problem: String)? {
    let expected: String
    let isFine: (Float) -> Bool
    switch self {
    case .binaryCrossentropy: (expected, isFine) = ("0 or 1", { $0 == 0 || $0 == 1 })
    case .sparseCategoricalCrossentropy:
      (expected, isFine) = (
        "a class from 0 to \(classes - 1)", { $0 >= 0 && $0 < Float(classes) && $0 == $0.rounded() }
      )
    case .meanSquaredError, .meanAbsoluteError, .huber:
      (expected, isFine) = (
        "a number from -\(Self.largestLabel) to \(Self.largestLabel)", { $0.magnitude <= Self.largestLabel }
      )
    }
    return labels.firstIndex { !isFine($0) }.map { ($0, "found \(labels[$0]), expected \(expected)") }
  }

  /// The loss of each example.
  package func values(_ output: Matrix, _ labels: [Float]) -> [Float] {
    switch self {
    case .meanSquaredError: zip(output.elements, labels).map { ($0 - $1) * ($0 - $1) }
    case .meanAbsoluteError: zip(output.elements, labels).map { ($0 - $1).magnitude }
    case .huber(let delta):
      zip(output.elements, labels).map { output, label in
        let distance = (output - label).magnitude
        return distance <= delta ? 0.5 * distance * distance : delta * distance - 0.5 * delta * delta
      }
    case .binaryCrossentropy(let fromLogits):
      zip(output.elements, labels).map { Self.binary($0, $1, fromLogits: fromLogits) }
    case .sparseCategoricalCrossentropy(let fromLogits):
      labels.indices.map { row in
        -Self.logProbabilities(output, row, fromLogits: fromLogits)[Int(labels[row])]
      }
    }
  }

  /// The gradient of the mean loss for each number of the output.
  ///
  /// - Parameter count: of how many examples it is the mean, of which these may be a part.
  package func gradient(_ output: Matrix, _ labels: [Float], count: Int) -> Matrix {
    let scale = 1 / Float(count)
    func each(_ slope: (Float, Float) -> Float) -> Matrix {
      Matrix(
        rows: output.rows,
        columns: 1,
        elements: zip(output.elements, labels).map { slope($0, $1) * scale }
      )
    }
    switch self {
    case .meanSquaredError: return each { 2 * ($0 - $1) }
    case .meanAbsoluteError: return each { $0 > $1 ? 1 : $0 < $1 ? -1 : $0 - $1 }
    case .huber(let delta): return each { min(max($0 - $1, -delta), delta) }
    case .binaryCrossentropy(let fromLogits):
      return each { output, label in
        if fromLogits { return Activation.sigmoid(output) - label }
        guard !Self.isCut(output) else { return 0 }
        return (output - label) / (output * (1 - output))
      }
    case .sparseCategoricalCrossentropy(let fromLogits):
      var gradient = output
      for row in labels.indices {
        let (start, label) = (row * output.columns, Int(labels[row]))
        let probabilities = Self.logProbabilities(output, row, fromLogits: fromLogits).map {
          Platform.exp($0)
        }
        for column in 0..<output.columns {
          let isLabel: Float = column == label ? 1 : 0
          let slope = (probabilities[column] - isLabel) * scale
          // Probabilities that do not add up to 1 are divided by their sum; the gradient goes through that too.
          gradient.elements[start + column] =
            fromLogits ? slope : Self.isCut(output[row, column]) ? 0 : slope / output[row, column]
        }
      }
      return gradient
    }
  }

  private static func binary(_ output: Float, _ label: Float, fromLogits: Bool) -> Float {
    if fromLogits {
      // log(1 + exp(-|x|)) cannot overflow.
      return max(output, 0) - output * label + Platform.log1p(Platform.exp(-output.magnitude))
    }
    let probability = min(max(output, epsilon), 1 - epsilon)
    return -(label * Platform.log(probability) + (1 - label) * Platform.log(1 - probability))
  }

  /// Whether a probability is so near 0 or 1 that it is cut, and its gradient is lost.
  private static func isCut(_ probability: Float) -> Bool {
    probability < epsilon || probability > 1 - epsilon
  }

  /// The logarithm of each class's probability in `row`.
  private static func logProbabilities(_ output: Matrix, _ row: Int, fromLogits: Bool) -> [Float] {
    let numbers = output.elements[row * output.columns..<(row + 1) * output.columns]
    if fromLogits {
      let largest = numbers.max() ?? 0
      let sum = numbers.reduce(Float(0)) { $0 + Platform.exp($1 - largest) }
      return numbers.map { $0 - largest - Platform.log(sum) }
    }
    let cut = numbers.map { min(max($0, epsilon), 1 - epsilon) }
    let sum = cut.reduce(0, +)
    return cut.map { Platform.log($0 / sum) }
  }
}

extension Loss: CustomStringConvertible {
  /// Keras's name, with what belongs to it: `huber(1.0)`, `binary_crossentropy(from_logits)`.
  public var description: String {
    switch self {
    case .meanSquaredError: "mean_squared_error"
    case .meanAbsoluteError: "mean_absolute_error"
    case .huber(let delta): "huber(\(delta))"
    case .binaryCrossentropy(let fromLogits): "binary_crossentropy\(fromLogits ? "(from_logits)" : "")"
    case .sparseCategoricalCrossentropy(let fromLogits):
      "sparse_categorical_crossentropy\(fromLogits ? "(from_logits)" : "")"
    }
  }

  /// The descriptions that there are.
  static var names: String {
    (plain.map(\.description) + ["huber(DELTA)"]).joined(separator: ", ")
  }

  /// Those that have nothing but their name.
  private static let plain: [Loss] = [
    .meanSquaredError, .meanAbsoluteError, .binaryCrossentropy(), .binaryCrossentropy(fromLogits: true),
    .sparseCategoricalCrossentropy(), .sparseCategoricalCrossentropy(fromLogits: true),
  ]

  /// The loss that `description` describes.
  package init?(_ description: String) {
    if let loss = Self.plain.first(where: { $0.description == description }) {
      self = loss
    } else if description.hasPrefix("huber("), description.last == ")",
      let delta = Float(description.dropFirst(6).dropLast()), delta > 0
    {
      self = .huber(delta: delta)
    } else {
      return nil
    }
  }
}
