/// What stands before a number that is narrower than asked for. TensorFlow: `fill`.
public enum NumberFill: String, Sendable, CaseIterable {
  /// Spaces. TensorFlow: `""`; its `" "` means a space instead of a plus.
  case spaces
  /// Zeros, after the sign. TensorFlow: `"0"`.
  case zeros
}
