import RawData
import Testing

@testable import Embeddings

/// What each layer computes, by hand.
@Suite("Lesson 5: layers", .tags(.lesson5))
struct Lesson5LayerTests {
  // MARK: dense

  /// Weight [[1, 2, -1], [0, -3, 0.5]], bias [0.5, 1, -2].
  static let weights = [
    Matrix(rows: 2, columns: 3, elements: [1, 2, -1, 0, -3, 0.5]),
    Matrix(rows: 1, columns: 3, elements: [0.5, 1, -2]),
  ]

  static let x = Matrix(rows: 2, columns: 2, elements: [2, 1, -1, 4])

  static func dense(_ activation: Activation, _ x: Matrix = x) -> LayerProbe {
    LayerProbe(Dense(3, activation: activation), x, weights: weights)
  }

  @Test func `a dense layer multiplies, adds its bias and cuts negative values`() {
    #expect(Self.dense(.linear).y.elements == [2.5, 2, -3.5, -0.5, -13, 1])
    #expect(Self.dense(.relu).y.elements == [2.5, 2, 0, 0, 0, 1])
    let bare = LayerProbe(Dense(3, useBias: false), Self.x, weights: [Self.weights[0]])
    #expect(bare.y.elements == [2, 1, -1.5, -1, -14, 3])
  }

  @Test func `a dense layer without rows has no output`() {
    #expect(Self.dense(.relu, Matrix(rows: 0, columns: 2)).y == Matrix(rows: 0, columns: 3))
  }

  // The id is a column of its own: [2, 0, 1] is id 0 of 2 beside the number 2, and kernel row 1 or 2.
  @Test func `a one-hot input picks a row of the kernel`() {
    let kernel = Matrix(rows: 3, columns: 2, elements: [1, 2, 10, 20, 100, 200])
    let number = TensorValue.Block.floats(Matrix(rows: 2, columns: 1, elements: [2, 3]))
    let blocks = TensorValue.blocks([number, .oneHot(ids: [0, 1], count: 2)])
    let probe = LayerProbe(Dense(2, useBias: false), [blocks], weights: [kernel])
    #expect(probe.y.elements == [12, 24, 103, 206])
    let spelledOut = LayerProbe(Dense(2, useBias: false), blocks.matrix, weights: [kernel])
    #expect(blocks.matrix.elements == [2, 1, 0, 3, 0, 1])
    #expect(spelledOut.y == probe.y)
  }

  // By hand, for the loss sum(y * c): the weight's gradient is x^T c, the bias's the column sums of c, and the input's
  // c weight^T; where relu has cut, c counts as 0.
  @Test func `a dense layer's gradients`() {
    let c = Matrix(rows: 2, columns: 3, elements: [1, -1, 2, 3, 0.5, -2])
    let linear = Self.dense(.linear).backward(c)
    #expect(linear.weights.map(\.elements) == [[-1, -2.5, 6, 13, 1, -6], [4, -0.5, 0]])
    #expect(linear.inputs.map { $0?.elements } == [[-3, 4, 6, -2.5]])
    let relu = Self.dense(.relu).backward(c)
    #expect(relu.weights.map(\.elements) == [[2, -2, 2, 1, -1, -8], [1, -1, -2]])
    #expect(relu.inputs.map { $0?.elements } == [[-1, 3, 2, -1]])
  }

  // MARK: ids

  /// Three ids with vectors [1, 2], [3, 4], [5, 6].
  static func embedding(_ ids: [Int32], steps: Int = 1) -> LayerProbe {
    let table = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6])
    let matrix = IDMatrix(rows: ids.count / steps, columns: steps, count: 3, elements: ids)
    return LayerProbe(Embedding(2), [.ids(matrix)], weights: [table])
  }

  @Test func `an embedding looks up a row of its table for each id`() {
    #expect(Self.embedding([2, 0, 2]).y == Matrix(rows: 3, columns: 2, elements: [5, 6, 1, 2, 5, 6]))
    let steps = Self.embedding([2, 0, 1, 1], steps: 2)
    #expect(steps.y == Matrix(rows: 2, columns: 4, elements: [5, 6, 1, 2, 3, 4, 3, 4]))
  }

  @Test func `an embedding's gradient adds up where an id comes twice`() {
    let gradient = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 10, 20])
    let (weights, inputs) = Self.embedding([2, 0, 2]).backward(gradient)
    #expect(weights.map(\.elements) == [[3, 4, 0, 0, 11, 22]])
    #expect(inputs == [nil])
  }

  @Test func `a one-hot vector has a one at the id`() {
    let ids = IDMatrix(rows: 3, columns: 1, count: 3, elements: [2, 0, 2])
    let probe = LayerProbe(OneHot(), [.ids(ids)])
    #expect(probe.y == Matrix(rows: 3, columns: 3, elements: [0, 0, 1, 1, 0, 0, 0, 0, 1]))
  }

  @Test func `a one-hot vector taken for a sequence is a sequence of zeros with a single one`() {
    let ids = IDMatrix(rows: 2, columns: 1, count: 4, elements: [2, 0])
    let steps = IDMatrix(rows: 2, columns: 4, count: 4, elements: [0, 0, 1, 0, 1, 0, 0, 0])
    #expect(LayerProbe(OneHotSteps(), [.ids(ids)]).output.value == .ids(steps))
    // Even where there is only one id, the table needs a row for the one.
    let only = IDMatrix(rows: 2, columns: 1, count: 1, elements: [0, 0])
    let ones = IDMatrix(rows: 2, columns: 1, count: 2, elements: [1, 1])
    #expect(LayerProbe(OneHotSteps(), [.ids(only)]).output.value == .ids(ones))
  }

  // MARK: scaling

  // numpy's percentiles of 5 and 9 values fall on values: no rule for what lies between them is needed.
  @Test func `robust scaling takes away the median and divides by the distance of the quartiles`() {
    let data = Matrix(rows: 5, columns: 2, elements: [10, 7, 2, 7, 4, 7, 1000, 7, 6, 7])
    let weights = RobustScaling().adapted(to: data)
    #expect(weights.map(\.elements) == [[6, 7], [6, 1]])
    let x = Matrix(rows: 3, columns: 2, elements: [9, 7, 3, 9, 6, 4])
    #expect(LayerProbe(RobustScaling(), x, weights: weights).y.elements == [0.5, 0, -0.5, 2, 0, -3])
    let nine = Matrix(rows: 9, columns: 1, elements: [9, 1, 8, 2, 7, 3, 6, 4, 5])
    #expect(RobustScaling().adapted(to: nine).map(\.elements) == [[5], [4]])
  }

  // scikit-learn interpolates: it would say 2.5 and 1.5 here.
  @Test func `a quantile between two values is the upper one`() {
    let data = Matrix(rows: 4, columns: 1, elements: [4, 1, 3, 2])
    #expect(RobustScaling().adapted(to: data).map(\.elements) == [[3], [2]])
  }

  @Test func `robust scaling cuts at 5, and NaN becomes the median`() {
    let weights = [Matrix(rows: 1, columns: 1, elements: [1]), Matrix(rows: 1, columns: 1, elements: [2])]
    let x = Matrix(rows: 6, columns: 1, elements: [11, 12, -9, -1e30, .infinity, .nan])
    #expect(LayerProbe(RobustScaling(), x, weights: weights).y.elements == [5, 5, -5, -5, 5, 0])
    let missing = Matrix(rows: 3, columns: 1, elements: [.nan, 3, .nan])
    #expect(RobustScaling().adapted(to: missing).map(\.elements) == [[3], [1]])
    #expect(RobustScaling().adapted(to: Matrix(rows: 0, columns: 1)).map(\.elements) == [[0], [1]])
  }

  // Means 2 and 5; variances (4 + 0 + 4) / 3 and 0, whose root Keras keeps at 1e-7.
  @Test func `normalization takes away the mean and divides by the deviation`() throws {
    let x = Matrix(rows: 3, columns: 2, elements: [0, 5, 2, 5, 4, 5])
    let weights = Normalization().adapted(to: x)
    #expect(weights.map(\.elements) == [[2, 5], [8 / 3, 0]])
    let y = LayerProbe(Normalization(), x, weights: weights).y.elements
    let deviation = (8.0 / 3).squareRoot()
    for (found, expected) in zip(y, [-2 / deviation, 0, 0, 0, 2 / deviation, 0]) {
      #expect((Double(found) - expected).magnitude < 1e-6)
    }
  }
}
