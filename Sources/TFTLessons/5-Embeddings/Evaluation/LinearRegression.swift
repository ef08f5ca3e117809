/// The label as a weighted sum of features, fitted by least squares: what every model has to beat.
///
/// Features are the numbers that a model reads; ids are left out. A number that is NaN counts as its feature's mean.
///
/// Rule: the normal equations of standardized features in double, solved by Cholesky's decomposition. A small ridge makes
/// them solvable when features follow from each other; their weight is then divided among them. Hastie, Tibshirani and
/// Friedman, "The Elements of Statistical Learning", 3.2.
public struct LinearRegression: Sendable {
  private let means: [Double]
  /// What a feature's distance from its mean is multiplied by, in dollars for one of its own units.
  private let slopes: [Double]
  private let meanLabel: Double

  /// Added to every variance of 1.
  private static let ridge = 1e-9

  /// Fits the examples.
  public init(_ examples: Examples) {
    let x = examples.numbers
    let labels = examples.labels.map { Double($0) }
    let count = Double(max(1, labels.count))
    meanLabel = labels.reduce(0, +) / count
    var (means, scales): ([Double], [Double]) = ([], [])
    for column in 0..<x.columns {
      let values = (0..<x.rows).map { Double(x[$0, column]) }.filter { !$0.isNaN }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
      means.append(mean)
      // A feature that is always the same says nothing.
      scales.append(variance > 0 ? 1 / variance.squareRoot() : 0)
    }
    var products = [Double](repeating: 0, count: x.columns * x.columns)
    var target = [Double](repeating: 0, count: x.columns)
    for row in 0..<x.rows {
      let z = Self.standardized(x, row, means, scales)
      for i in z.indices where z[i] != 0 {
        target[i] += z[i] * (labels[row] - meanLabel) / count
        for j in 0...i { products[i * z.count + j] += z[i] * z[j] / count }
      }
    }
    for i in target.indices { products[i * target.count + i] += Self.ridge }
    self.means = means
    slopes = zip(Self.solved(products, target), scales).map { $0 * $1 }
  }

  /// A prediction for each example.
  public func callAsFunction(_ examples: Examples) -> [Float] {
    let x = examples.numbers
    return (0..<x.rows).map { row in
      let z = Self.standardized(x, row, means, slopes)
      return Float(meanLabel + z.reduce(0, +))
    }
  }

  private static func standardized(
    _ x: Matrix,
    _ row: Int,
    _ means: [Double],
    _ scales: [Double]
  ) -> [Double] {
    means.indices.map { column in
      let value = Double(x[row, column])
      return value.isNaN ? 0 : (value - means[column]) * scales[column]
    }
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
