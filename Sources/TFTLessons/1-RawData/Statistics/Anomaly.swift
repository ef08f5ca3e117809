/// Something in the data that deserves a look: what it is, in numbers, and what to do about it. TFDV:
/// `Anomalies`.
public struct Anomaly: Equatable, Sendable, CustomStringConvertible {
  /// What is wrong; the raw value is a name for people.
  public enum Kind: String, Equatable, Sendable, CaseIterable {
    /// Values that the schema's domain does not have.
    case outOfDomain = "out of domain"
    /// Rows without a value of a feature that the schema requires.
    case missing
    /// NaN or infinities.
    case notFinite = "not finite"
    /// Strings that the earlier data does not have.
    case newValues = "new values"
    /// Numbers outside the range of the earlier data.
    case range
    /// Values distributed otherwise than in the earlier data.
    case drift
    /// One value that occurs often, far from all others.
    case spike
    /// Zeros where all else is positive.
    case zeros
    /// Negative numbers where nearly all are positive.
    case negative
    /// Values that would be ordinary in another feature.
    case swapped
    /// The value of another feature, in more rows than chance explains.
    case sameValue = "same value"
    /// Values far from all others.
    case outliers
    /// Every value occurs once.
    case allDistinct = "all distinct"
    /// Every value is the same.
    case constant
  }

  /// The feature's name.
  public let feature: String
  /// What is wrong.
  public let kind: Kind
  /// What was found, with its numbers: a sentence.
  public let finding: String
  /// What to do about it: a sentence.
  public let advice: String
  /// How many values or rows it is about; for a drift, nil.
  public let count: Int?

  init(_ feature: String, _ kind: Kind, count: Int? = nil, _ finding: String, advice: String) {
    self.feature = feature
    self.kind = kind
    self.count = count
    self.finding = finding
    self.advice = advice
  }

  /// Two lines for people.
  public var description: String { "\(feature): \(kind.rawValue): \(finding)\n  -> \(advice)" }
}

extension Int {
  /// This many of `total` in words: `152 (1.9%)`.
  func share(of total: Int) -> String {
    "\(self) (\(Self.percent(Double(self) / Double(Swift.max(1, total)))))"
  }

  /// A share with two digits: `69%`, `1.9%`, `0.35%`, `0.0002%`.
  private static func percent(_ share: Double) -> String {
    let percent = share * 100
    var (places, scale) = (0, 1.0)
    while places < 6, percent > 0, (percent * scale).rounded() < 10 {
      places += 1
      scale *= 10
    }
    return "\(decimal(percent, places: places))%"
  }

  /// A number with at most `places` decimals and no zeros at the end.
  static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    let digits = String(scaled)
    var text = String(repeating: "0", count: Swift.max(0, places + 1 - digits.count)) + digits
    guard places > 0 else { return text }
    text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? String(text.dropLast()) : text
  }
}
