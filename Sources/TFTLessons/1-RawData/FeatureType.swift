/// The three types of a feature's values, those of `tf.train.Example`.
public enum FeatureType: String, Sendable, CaseIterable {
  /// Byte strings.
  case string
  /// 64-bit signed integers.
  case int64
  /// 32-bit floating point numbers.
  case float32
}
