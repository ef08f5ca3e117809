import RawData

/// Numbers that training changes: their values, the gradient of the loss, and what the optimizer remembers of them.
public struct Parameter: Sendable {
  /// The name under which the values are saved.
  public let name: String
  /// The values.
  public var value: Matrix
  /// The gradient of the loss for the current batch.
  var gradient: Matrix
  /// Adam's running mean of the gradients.
  var firstMoment: [Float]
  /// Adam's running mean of the squared gradients.
  var secondMoment: [Float]

  /// A parameter with the given first values.
  init(_ name: String, _ value: Matrix) {
    self.name = name
    self.value = value
    gradient = Matrix(rows: value.rows, columns: value.columns)
    firstMoment = gradient.elements
    secondMoment = gradient.elements
  }

  /// Uniform in +-sqrt(6 / (rows + columns)). Keras: `GlorotUniform`.
  static func glorotUniform(_ name: String, rows: Int, columns: Int, using generator: inout SplitMix64)
    -> Parameter
  {
    uniform(
      name,
      rows: rows,
      columns: columns,
      limit: (6 / Float(rows + columns)).squareRoot(),
      using: &generator
    )
  }

  /// Uniform in +-limit. Keras: `RandomUniform`.
  static func uniform(
    _ name: String,
    rows: Int,
    columns: Int,
    limit: Float,
    using generator: inout SplitMix64
  ) -> Parameter {
    let elements = (0..<rows * columns).map { _ in Float(generator.nextUniform() * 2 - 1) * limit }
    return Parameter(name, Matrix(rows: rows, columns: columns, elements: elements))
  }
}
