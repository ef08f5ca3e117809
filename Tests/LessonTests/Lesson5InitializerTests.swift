import RawData
import Testing

@testable import Embeddings

/// Where weights begin. `test_keras.py` compares the distributions with Keras's.
@Suite("Lesson 5: first weights", .tags(.lesson5))
struct Lesson5InitializerTests {
  static func matrix(_ initializer: Initializer, rows: Int = 80, columns: Int = 50, seed: UInt64 = 1)
    -> Matrix
  {
    var generator = SplitMix64(seed: seed)
    return initializer.matrix(rows: rows, columns: columns, using: &generator)
  }

  /// Mean, deviation and largest magnitude.
  static func moments(_ matrix: Matrix) -> (mean: Double, deviation: Double, largest: Double) {
    let numbers = matrix.elements.map { Double($0) }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
    return (mean, variance.squareRoot(), numbers.map(\.magnitude).max() ?? 0)
  }

  /// Keras's formulas for 80 inputs and 50 outputs: the deviation, and the limit that no number passes.
  static let formulas: [(Initializer, deviation: Double, limit: Double)] = [
    (.randomUniform(limit: 0.5), 0.5 / 3.0.squareRoot(), 0.5),
    (.glorotUniform, (2 / 130.0).squareRoot(), (6 / 130.0).squareRoot()),
    (.heUniform, (2 / 80.0).squareRoot(), (6 / 80.0).squareRoot()),
    (.glorotNormal, (2 / 130.0).squareRoot(), 2 * (2 / 130.0).squareRoot() / 0.879_625_661_034_239_78),
    (.heNormal, (2 / 80.0).squareRoot(), 2 * (2 / 80.0).squareRoot() / 0.879_625_661_034_239_78),
    (.randomNormal(deviation: 0.5), 0.5, .infinity),
  ]

  // 4,000 numbers: their mean strays by 1/63 of the deviation, their deviation by 1/90 of itself.
  @Test(arguments: formulas)
  func `random weights have Keras's mean, deviation and limits`(
    initializer: Initializer,
    deviation: Double,
    limit: Double
  ) {
    let found = Self.moments(Self.matrix(initializer))
    #expect(found.mean.magnitude < deviation / 63 * 4)
    #expect((found.deviation / deviation - 1).magnitude < 4.0 / 90)
    #expect(found.largest <= limit * (1 + 1e-6))
    // They come near their limit; normal ones that are not cut pass three deviations.
    #expect(found.largest > (limit.isFinite ? 0.97 * limit : 3 * deviation))
  }

  @Test(arguments: [(5, 9), (9, 5), (6, 6), (1, 4), (4, 1)])
  func `orthogonal weights are perpendicular and of length 1`(rows: Int, columns: Int) {
    let matrix = Self.matrix(.orthogonal, rows: rows, columns: columns)
    let small = rows <= columns ? matrix : matrix.transposed
    for one in 0..<small.rows {
      for other in 0..<small.rows {
        let product = (0..<small.columns).reduce(0.0) {
          $0 + Double(small[one, $1]) * Double(small[other, $1])
        }
        #expect((product - (one == other ? 1 : 0)).magnitude < 1e-6)
      }
    }
  }

  @Test func `constant weights are what their names say`() {
    #expect(Self.matrix(.zeros).elements.allSatisfy { $0 == 0 })
    #expect(Self.matrix(.ones).elements.allSatisfy { $0 == 1 })
    #expect(Self.matrix(.constant(-2.5)).elements.allSatisfy { $0 == -2.5 })
    let gates = Self.matrix(.openForgetGates, rows: 1, columns: 8)
    #expect(gates.elements == [0, 0, 1, 1, 0, 0, 0, 0])
  }

  @Test func `another seed gives other numbers`() {
    for (initializer, _, _) in Self.formulas {
      #expect(Self.matrix(initializer, seed: 1) == Self.matrix(initializer, seed: 1))
      #expect(Self.matrix(initializer, seed: 1) != Self.matrix(initializer, seed: 2))
    }
  }

  @Test func `an initializer's description says all of it`() throws {
    let others: [Initializer] = [.zeros, .ones, .constant(0.1), .orthogonal, .openForgetGates]
    for initializer in Self.formulas.map(\.0) + others {
      #expect(try #require(Initializer("\(initializer)")) == initializer)
    }
    for text in ["", "glorot", "constant", "constant(", "constant(x)", "random_normal()"] {
      #expect(Initializer(text) == nil)
    }
  }
}
