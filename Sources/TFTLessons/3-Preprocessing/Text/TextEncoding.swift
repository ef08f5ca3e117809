/// Which letters have a lower and an upper case. TensorFlow: `encoding`.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// Those of ASCII; all other bytes stay as they are.
  case ascii = ""
  /// All of Unicode's, with its special cases: `ß` becomes `SS`, a last `Σ` becomes `ς`. Bytes that are no UTF-8 become U+FFFD.
  case utf8 = "utf-8"
}
