/// Brings each numeric feature to the same size: `(x - median) / spread`, cut at +-5.
///
/// The spread is the distance between the quartiles. A mean and a variance would be ruled by the few rides whose
/// coordinates are zero: their "distance" is 84 degrees, where a real ride has 0.02. scikit-learn's `RobustScaler` does the same, but interpolates its quartiles and cuts nothing.
public struct RobustScaler: Equatable, Sendable {
  /// The median of each feature.
  public var center: [Float]
  /// The interquartile range of each feature; 1 for a feature without spread.
  public var scale: [Float]

  static let limit: Float = 5

  /// A scaler from given medians and spreads.
  init(center: [Float], scale: [Float]) {
    self.center = center
    self.scale = scale
  }

  /// The medians and spreads of the columns of `data`; NaN is left out.
  init(fitting data: Matrix) {
    center = []
    scale = []
    for column in 0..<data.columns {
      let values = (0..<data.rows).map { data.elements[$0 * data.columns + column] }.filter { !$0.isNaN }
        .sorted()
      let quantile = { (fraction: Int) in
        values.isEmpty ? 0 : values[min(values.count * fraction / 4, values.count - 1)]
      }
      let spread = quantile(3) - quantile(1)
      center.append(quantile(2))
      scale.append(spread > 0 ? spread : 1)
    }
  }

  // snippet: scale
  /// The scaled features; NaN becomes 0, the median.
  func callAsFunction(_ x: Matrix) -> Matrix {  // [batch, features] -> [batch, features]
    var y = x
    for index in y.elements.indices {
      let column = index % x.columns
      let scaled = (x.elements[index] - center[column]) / scale[column]
      y.elements[index] = scaled.isNaN ? 0 : min(max(scaled, -Self.limit), Self.limit)
    }
    return y
  }
  // end: scale
}
