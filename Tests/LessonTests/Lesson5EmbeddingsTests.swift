import RawData
import Testing

@testable import Embeddings

@Suite("Lesson 5: embeddings", .tags(.lesson5), .scratchDirectory)
struct Lesson5EmbeddingsTests {
  // MARK: layers

  /// Weight [[1, 2, -1], [0, -3, 0.5]], bias [0.5, 1, -2].
  static func dense(_ activation: Dense.Activation) -> Dense {
    var generator = SplitMix64(seed: 1)
    var layer = Dense("layer", inputSize: 2, outputSize: 3, activation: activation, using: &generator)
    layer.weight.value = Matrix(rows: 2, columns: 3, elements: [1, 2, -1, 0, -3, 0.5])
    layer.bias.value = Matrix(rows: 1, columns: 3, elements: [0.5, 1, -2])
    return layer
  }

  static let x = Matrix(rows: 2, columns: 2, elements: [2, 1, -1, 4])

  @Test func `a dense layer multiplies, adds its bias and cuts negative values`() {
    #expect(Self.dense(.linear)(Self.x).elements == [2.5, 2, -3.5, -0.5, -13, 1])
    #expect(Self.dense(.relu)(Self.x).elements == [2.5, 2, 0, 0, 0, 1])
    let added = Matrix(rows: 2, columns: 3, elements: [0, 0, 4, 0, 20, 0])
    #expect(Self.dense(.relu)(Self.x, added: added).elements == [2.5, 2, 0.5, 0, 7, 1])
  }

  @Test func `a dense layer without rows has no output`() {
    #expect(Self.dense(.relu)(Matrix(rows: 0, columns: 2)) == Matrix(rows: 0, columns: 3))
  }

  // By hand, for the loss sum(y * c): the weight's gradient is x^T c, the bias's the column sums of c, and the input's
  // c weight^T; where relu has cut, c counts as 0.
  @Test func `a dense layer's gradients`() {
    let c = Matrix(rows: 2, columns: 3, elements: [1, -1, 2, 3, 0.5, -2])
    var linear = Self.dense(.linear)
    let gradient = linear.backward(x: Self.x, y: linear(Self.x), gradient: c)
    #expect(gradient == c)
    #expect(linear.weight.gradient.elements == [-1, -2.5, 6, 13, 1, -6])
    #expect(linear.bias.gradient.elements == [4, -0.5, 0])
    #expect(linear.inputGradient(c).elements == [-3, 4, 6, -2.5])

    var relu = Self.dense(.relu)
    let cut = relu.backward(x: Self.x, y: relu(Self.x), gradient: c)
    #expect(cut.elements == [1, -1, 0, 0, 0, -2])
    #expect(relu.weight.gradient.elements == [2, -2, 2, 1, -1, -8])
    #expect(relu.bias.gradient.elements == [1, -1, -2])
    #expect(relu.inputGradient(cut).elements == [-1, 3, 2, -1])
  }

  /// Three ids with vectors [1, 2], [3, 4], [5, 6].
  static func embedding() -> Embedding {
    var generator = SplitMix64(seed: 1)
    var embedding = Embedding("ids", vocabularySize: 3, embeddingSize: 2, using: &generator)
    embedding.table.value = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6])
    return embedding
  }

  @Test func `an embedding looks up a row of its table for each id`() {
    var matrix = Matrix(rows: 3, columns: 4, repeating: 0.5)
    Self.embedding().add([2, 0, 2], to: &matrix, column: 1)
    #expect(matrix.elements == [0.5, 5.5, 6.5, 0.5, 0.5, 1.5, 2.5, 0.5, 0.5, 5.5, 6.5, 0.5])
  }

  @Test func `an embedding's gradient adds up where an id comes twice`() {
    var embedding = Self.embedding()
    let gradient = Matrix(rows: 3, columns: 3, elements: [9, 1, 2, 9, 3, 4, 9, 10, 20])
    embedding.backward([2, 0, 2], gradient: gradient, column: 1)
    #expect(embedding.table.gradient.elements == [3, 4, 0, 0, 11, 22])
  }

  // MARK: Adam

  // Calculated in float64 by an independent program, from the formula in Kingma and Ba's section 2 with Keras's epsilon.
  // Keras 3.15 in float32 differs from it by up to 2e-6, so do we.
  @Test func `Adam takes the steps that the paper says`() {
    var parameter = Parameter("p", Matrix(rows: 1, columns: 3, elements: [1, -2, 0.5]))
    var adam = Adam(learningRate: 0.1)
    let steps: [(gradient: [Float], value: [Float])] = [
      ([0.5, -1, 0], [0.900_000_63, -1.900_000_3, 0.5]),
      ([0.25, 2, 0], [0.806_783_2, -1.936_610_6, 0.5]),
      ([-1.5, 0.1, 1e-3], [0.841_505_5, -1.967_737_9, 0.436_32]),
      ([0, 0, 0], [0.869_947_86, -1.993_235_5, 0.384_157_33]),
    ]
    for step in steps {
      parameter.gradient.elements = step.gradient
      adam.beginStep()
      adam.update(&parameter)
      for (found, expected) in zip(parameter.value.elements, step.value) {
        #expect((found - expected).magnitude < 3e-6)
      }
      #expect(parameter.gradient.elements == [0, 0, 0])
    }
  }

  // MARK: scaling

  // numpy's percentiles of 5 and 9 values fall on values: no rule for what lies between them is needed.
  @Test func `the robust scaler takes away the median and divides by the distance of the quartiles`() {
    let data = Matrix(rows: 5, columns: 2, elements: [10, 7, 2, 7, 4, 7, 1000, 7, 6, 7])
    let scaler = RobustScaler(fitting: data)
    #expect(scaler == RobustScaler(center: [6, 7], scale: [6, 1]))
    let x = Matrix(rows: 3, columns: 2, elements: [9, 7, 3, 9, 6, 4])
    #expect(scaler(x).elements == [0.5, 0, -0.5, 2, 0, -3])
    let nine = Matrix(rows: 9, columns: 1, elements: [9, 1, 8, 2, 7, 3, 6, 4, 5])
    #expect(RobustScaler(fitting: nine) == RobustScaler(center: [5], scale: [4]))
  }

  // scikit-learn interpolates: it would say 2.5 and 1.5 here.
  @Test func `a quantile between two values is the upper one`() {
    let data = Matrix(rows: 4, columns: 1, elements: [4, 1, 3, 2])
    #expect(RobustScaler(fitting: data) == RobustScaler(center: [3], scale: [2]))
  }

  @Test func `the robust scaler cuts at 5, and NaN becomes the median`() {
    let scaler = RobustScaler(center: [1], scale: [2])
    let x = Matrix(rows: 6, columns: 1, elements: [11, 12, -9, -1e30, .infinity, .nan])
    #expect(scaler(x).elements == [5, 5, -5, -5, 5, 0])
    let missing = Matrix(rows: 3, columns: 1, elements: [.nan, 3, .nan])
    #expect(RobustScaler(fitting: missing) == RobustScaler(center: [3], scale: [1]))
    #expect(RobustScaler(fitting: Matrix(rows: 0, columns: 1)) == RobustScaler(center: [0], scale: [1]))
  }

  // MARK: metrics

  @Test func `the errors of known predictions`() {
    let metrics = RegressionMetrics(predictions: [1, 2, 3], labels: [1, 4, 6])
    #expect((metrics.rmse - 2.081_665_999_466_132_8).magnitude < 1e-12)  // sqrt((0 + 4 + 9) / 3)
    #expect((metrics.mae - 5.0 / 3).magnitude < 1e-12)
    #expect(
      RegressionMetrics(predictions: [], labels: []) == RegressionMetrics(predictions: [2], labels: [2])
    )
  }
}
