import RawData

/// What takes the place of missing values; see `impute`. scikit-learn: the strategies of `SimpleImputer`.
public struct Imputation<Scalar: ConstantColumnScalar>: Sendable {
  enum Rule: Sendable {
    case mean, median, mostFrequent
    case constant(Scalar)
  }

  let rule: Rule

  /// The value that occurs most often in the whole data set; of several, the smallest. Strings are ordered by their bytes.
  ///
  /// Exact; memory grows with the distinct values.
  public static var mostFrequent: Imputation { Imputation(rule: .mostFrequent) }

  /// A value of one's own.
  public static func constant(_ value: Scalar) -> Imputation { Imputation(rule: .constant(value)) }
}

extension Imputation<Float> {
  /// The mean over the whole data set: exact, rounded at the end.
  public static var mean: Imputation { Imputation(rule: .mean) }

  /// The middle one of all values over the whole data set; of an even number, the mean of the two middle ones.
  ///
  /// Exact up to 65,536 distinct values; beyond them low bits of the values are dropped, and a notice states the error.
  public static var median: Imputation { Imputation(rule: .median) }
}

extension Imputation {
  /// The value to put in, or one for each position of the vectors of `x`.
  ///
  /// - Throws: `OperationError` for a constant that is itself a missing value.
  func fill(_ x: Node, _ location: SourceLocation) throws(OperationError) -> Node {
    let width = if case .fixed(let width) = x.shape { width } else { 1 }
    let elements = width > 1 ? width : nil
    let analyzer: any Analyzer
    switch rule {
    case .constant(let value):
      if let value = value as? Float, value.isNaN {
        let problem = "found NaN to put in, which is a missing value itself"
        throw OperationError(location: location, operation: FillMissing.name, problem: problem)
      }
      return .constant(Scalar.constant(value))
    case .mean:
      analyzer = NumberAnalyzer<MomentsSummary<Float>>(name: "mean", figures: [.mean], elements: elements)
    case .median:
      analyzer = NumberAnalyzer<MedianSummary>(name: "median", figures: [.median], elements: elements)
    case .mostFrequent: analyzer = Self.mostFrequent(elements)
    }
    return .analysis(
      SingleValueAnalyzer(base: analyzer),
      of: [x],
      type: Scalar.featureType,
      shape: .fixed(width: width),
      location: location
    )
  }

  private static func mostFrequent(_ elements: Int?) -> any Analyzer {
    func ofNumbers<Value: CountedNumber>(_: Value.Type) -> any Analyzer {
      NumberAnalyzer<MostFrequentSummary<Value>>(
        name: MostFrequentFigure.mostFrequent.rawValue,
        figures: [.mostFrequent],
        elements: elements
      )
    }
    return switch Scalar.featureType {
    case .float32: ofNumbers(Float.self)
    case .int64: ofNumbers(Int64.self)
    case .string: MostFrequentTextAnalyzer(elements: elements)
    }
  }
}
