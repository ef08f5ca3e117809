/// How a float is written. TensorFlow: `scientific`, `shortest`.
public enum FloatNotation: String, Sendable, CaseIterable {
  /// `1234.500000`: as many digits after the point as the precision says; C's `%f`.
  case fixed
  /// `1.234500e+03`: the same, with an exponent; C's `%e`.
  case scientific
  /// `1234.5`: at most as many digits as the precision says, no zeros at the end, an exponent where that is shorter; C's `%g`.
  case shortest
}
