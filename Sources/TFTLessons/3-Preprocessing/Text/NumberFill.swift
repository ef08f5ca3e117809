/// What stands before a number that is narrower than asked for. TensorFlow: `fill`.
public enum NumberFill: String, Sendable, CaseIterable {
  /// Spaces.
  case spaces
  /// Zeros, after the sign.
  case zeros
}
