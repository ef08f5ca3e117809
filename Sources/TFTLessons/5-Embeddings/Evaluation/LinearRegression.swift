/// The label as a weighted sum of features, fitted by least squares: what every model has to beat.
///
/// Features are the numbers that a model reads; ids are left out. A number that is NaN or infinite counts as its feature's
/// mean.
///
/// Rule: the normal equations of standardized features in double, gathered in two passes over the examples, row by row, and
/// solved by Cholesky's decomposition. A small ridge makes
/// them solvable when features follow from each other; their weight is then divided among them. Hastie, Tibshirani and
/// Friedman, "The Elements of Statistical Learning", 3.2.
public struct LinearRegression: Sendable {
  /// The mean of the labels: what it predicts for an example whose features are all at their means.
  public let meanLabel: Float
  private let intercept: Double
  private let means: [Double]
  /// What a feature's distance from its mean is multiplied by, in the label's unit for one of its own units.
  private let slopes: [Double]

  /// Added to every variance of 1.
  private static let ridge = 1e-9

  /// Fits the examples.
  public init(_ examples: Examples) {
    var means = Means()
    means.add(examples)
    var products = Products(around: means)
    products.add(examples)
    self.init(means, products)
  }

  /// Fits all examples of a source, however many: a window of them is in memory at once.
  ///
  /// - Throws: whatever reading throws.
  package init(_ windows: inout RepeatedWindows) throws {
    var means = Means()
    try windows.forEach { means.add($0) }
    var products = Products(around: means)
    try windows.forEach { products.add($0) }
    self.init(means, products)
  }

  private init(_ means: Means, _ products: Products) {
    self.means = means.means
    intercept = means.label
    meanLabel = Float(means.label)
    let size = means.means.count
    let scales = (0..<size).map { column in
      let variance = products.sums[column * size + column] / Double(max(1, means.counts[column]))
      // A feature that is always the same says nothing.
      return variance > 0 ? 1 / variance.squareRoot() : 0
    }
    let count = Double(max(1, means.rows))
    var (matrix, target) = (products.sums, products.target)
    for i in 0..<size {
      target[i] *= scales[i] / count
      for j in 0...i { matrix[i * size + j] *= scales[i] * scales[j] / count }
      matrix[i * size + i] += Self.ridge
    }
    slopes = zip(Self.solved(matrix, target), scales).map { $0 * $1 }
  }

  /// The first pass: sums.
  private struct Means {
    var rows = 0
    /// How many numbers each feature has.
    var counts: [Int] = []
    private var sums: [Double] = []
    private var labelSum = 0.0

    var means: [Double] { zip(sums, counts).map { $0 / Double(max(1, $1)) } }
    var label: Double { labelSum / Double(max(1, rows)) }

    mutating func add(_ examples: Examples) {
      let x = examples.numbers
      if counts.isEmpty {
        counts = [Int](repeating: 0, count: x.columns)
        sums = [Double](repeating: 0, count: x.columns)
      }
      rows += examples.count
      for row in 0..<x.rows {
        for column in 0..<x.columns where x[row, column].isFinite {
          sums[column] += Double(x[row, column])
          counts[column] += 1
        }
      }
      for label in examples.labels { labelSum += Double(label) }
    }
  }

  /// The second pass: sums of products of distances from the means.
  private struct Products {
    /// Of two features; the lower half of a square.
    var sums: [Double]
    /// Of a feature and the label.
    var target: [Double]
    private let means: [Double]
    private let label: Double

    init(around means: Means) {
      (self.means, label) = (means.means, means.label)
      let size = means.counts.count
      sums = [Double](repeating: 0, count: size * size)
      target = [Double](repeating: 0, count: size)
    }

    mutating func add(_ examples: Examples) {
      let x = examples.numbers
      for row in 0..<x.rows {
        let distances = LinearRegression.distances(x, row, means)
        for i in distances.indices where distances[i] != 0 {
          target[i] += distances[i] * (Double(examples.labels[row]) - label)
          for j in 0...i { sums[i * distances.count + j] += distances[i] * distances[j] }
        }
      }
    }
  }

  /// A prediction for each example.
  public func callAsFunction(_ examples: Examples) -> [Float] {
    let x = examples.numbers
    return (0..<x.rows).map { row in
      Float(intercept + zip(Self.distances(x, row, means), slopes).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  /// How far each number of a row is from its mean.
  private static func distances(_ x: Matrix, _ row: Int, _ means: [Double]) -> [Double] {
    means.indices.map { x[row, $0].isFinite ? Double(x[row, $0]) - means[$0] : 0 }
  }

  /// The solution of `matrix * x = target`, of which the lower half of the symmetric matrix is read.
  private static func solved(_ matrix: [Double], _ target: [Double]) -> [Double] {
    let size = target.count
    var (lower, x) = (matrix, target)
    for i in 0..<size {
      for j in 0...i {
        var sum = lower[i * size + j]
        for k in 0..<j { sum -= lower[i * size + k] * lower[j * size + k] }
        if i == j {
          // Rounding may leave less than nothing of what follows from the others.
          lower[i * size + i] = max(sum, ridge).squareRoot()
        } else {
          lower[i * size + j] = sum / lower[j * size + j]
        }
      }
    }
    for i in 0..<size {
      for k in 0..<i { x[i] -= lower[i * size + k] * x[k] }
      x[i] /= lower[i * size + i]
    }
    for i in (0..<size).reversed() {
      for k in i + 1..<max(size, i + 1) { x[i] -= lower[k * size + i] * x[k] }
      x[i] /= lower[i * size + i]
    }
    return x
  }
}

extension Examples {
  /// All inputs that are numbers, side by side.
  var numbers: Matrix {
    let parts = inputs.compactMap { input -> Matrix? in
      if case .floats(let matrix) = input { matrix } else { nil }
    }
    return parts.isEmpty ? Matrix(rows: count, columns: 0) : Matrix(sideBySide: parts)
  }
}
