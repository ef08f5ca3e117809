/// A matrix that a layer keeps from batch to batch.
public struct WeightSpec: Equatable, Sendable {
  /// Its name within the layer, as Keras calls it: `kernel`.
  public var name: String
  /// How many rows it has.
  public var rows: Int
  /// How many columns it has.
  public var columns: Int
  /// Where its first values come from.
  public var initializer: Initializer
  /// Whether training moves it against its gradient.
  public var isLearned = true
  /// Whether a batch reads, and has a gradient for, a few of its rows only: those of the ids that come up. A model knows
  /// when its layers are composed.
  internal(set) public var isSparse = false

  /// Whether there is room for it.
  var isPossible: Bool { TensorShape.floats([rows, columns]).isPossible }

  /// A matrix of `rows` x `columns`.
  public init(_ name: String, rows: Int, columns: Int, _ initializer: Initializer) {
    (self.name, self.rows, self.columns, self.initializer) = (name, rows, columns, initializer)
  }
}
