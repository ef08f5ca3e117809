import RawData

/// Where a weight's first values come from. Keras: `keras.initializers`.
public enum Initializer: Equatable, Sendable {
  /// All 0.
  case zeros
  /// All 1.
  case ones
  /// All the same.
  case constant(Float)
  /// Uniform in +-limit.
  case randomUniform(limit: Float = 0.05)
  /// Normal with mean 0.
  case randomNormal(deviation: Float = 0.05)
  /// Uniform in +-sqrt(6 / (rows + columns)).
  case glorotUniform
  /// Normal, cut at two deviations, with variance 2 / (rows + columns).
  case glorotNormal
  /// Uniform in +-sqrt(6 / rows).
  case heUniform
  /// Normal, cut at two deviations, with variance 2 / rows.
  case heNormal
  /// Rows or columns, whichever are fewer, that are perpendicular to each other and of length 1.
  case orthogonal
  /// 1 in the second quarter of the columns, else 0: the bias of an LSTM, whose forget gates begin open.
  case openForgetGates

  /// A matrix of first values.
  package func matrix(rows: Int, columns: Int, using generator: inout SplitMix64) -> Matrix {
    let (rowCount, sum) = (Float(Swift.max(1, rows)), Float(Swift.max(1, rows + columns)))
    func uniform(_ limit: Float) -> Matrix {
      let elements = (0..<rows * columns).map { _ in Float(generator.nextUniform() * 2 - 1) * limit }
      return Matrix(rows: rows, columns: columns, elements: elements)
    }
    func normal(_ deviation: Float, isCut: Bool) -> Matrix {
      let elements = (0..<rows * columns).map { _ in
        Float(isCut ? generator.nextCutNormal() : generator.nextNormal()) * deviation
      }
      return Matrix(rows: rows, columns: columns, elements: elements)
    }
    switch self {
    case .zeros: return Matrix(rows: rows, columns: columns)
    case .ones: return Matrix(rows: rows, columns: columns, repeating: 1)
    case .constant(let value): return Matrix(rows: rows, columns: columns, repeating: value)
    case .randomUniform(let limit): return uniform(limit)
    case .randomNormal(let deviation): return normal(deviation, isCut: false)
    case .glorotUniform: return uniform((6 / sum).squareRoot())
    case .glorotNormal: return normal((2 / sum).squareRoot() / Self.cutDeviation, isCut: true)
    case .heUniform: return uniform((6 / rowCount).squareRoot())
    case .heNormal: return normal((2 / rowCount).squareRoot() / Self.cutDeviation, isCut: true)
    case .orthogonal: return Self.orthogonal(normal(1, isCut: false))
    case .openForgetGates:
      let row = (0..<columns).map { Float($0 >= columns / 4 && $0 < columns / 2 ? 1 : 0) }
      return Matrix(repeating: row, rows: rows)
    }
  }

  /// The standard deviation that is left of a normal number's when it is cut at two.
  private static let cutDeviation: Float = 0.87962566103423978

  /// The rows or columns of `random`, whichever are fewer, made perpendicular one after the other (Gram-Schmidt).
  private static func orthogonal(_ random: Matrix) -> Matrix {
    let isWide = random.rows <= random.columns
    let source = isWide ? random : random.transposed
    var rows: [[Double]] = []
    for row in 0..<source.rows {
      var vector = (0..<source.columns).map { Double(source[row, $0]) }
      // Twice: what rounding has left the first time is gone after the second.
      for _ in 0..<2 {
        for other in rows {
          let overlap = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for index in vector.indices { vector[index] -= overlap * other[index] }
        }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      rows.append(vector.map { $0 / length })
    }
    let elements = rows.flatMap { $0.map { Float($0) } }
    let matrix = Matrix(rows: source.rows, columns: source.columns, elements: elements)
    return isWide ? matrix : matrix.transposed
  }
}

extension SplitMix64 {
  /// A normal number with mean 0 and deviation 1 (Box and Muller).
  mutating func nextNormal() -> Double {
    let radius = (-2 * Platform.log(1 - nextUniform())).squareRoot()
    return radius * Platform.cos(2 * Double.pi * nextUniform())
  }

  /// The next of them that is within two deviations.
  mutating func nextCutNormal() -> Double {
    while true {
      let number = nextNormal()
      if number.magnitude <= 2 { return number }
    }
  }
}

extension Initializer: CustomStringConvertible {
  private static let named: [(name: String, initializer: Initializer)] = [
    ("zeros", .zeros), ("ones", .ones), ("glorot_uniform", .glorotUniform), ("glorot_normal", .glorotNormal),
    ("he_uniform", .heUniform), ("he_normal", .heNormal), ("orthogonal", .orthogonal),
    ("open_forget_gates", .openForgetGates),
  ]

  /// Keras's name, with the number that belongs to it: `glorot_uniform`, `constant(2.0)`.
  public var description: String {
    switch self {
    case .constant(let value): "constant(\(value))"
    case .randomUniform(let limit): "random_uniform(\(limit))"
    case .randomNormal(let deviation): "random_normal(\(deviation))"
    default: Self.named.first { $0.initializer == self }?.name ?? ""
    }
  }

  /// The initialiser that `description` describes.
  package init?(_ description: String) {
    if let known = Self.named.first(where: { $0.name == description }) {
      self = known.initializer
      return
    }
    let parts = description.split(separator: "(")
    guard parts.count == 2, parts[1].last == ")", let number = Float(parts[1].dropLast()) else { return nil }
    switch parts[0] {
    case "constant": self = .constant(number)
    case "random_uniform": self = .randomUniform(limit: number)
    case "random_normal": self = .randomNormal(deviation: number)
    default: return nil
    }
  }
}
