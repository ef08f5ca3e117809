import RawData

/// What training and serving make of the same rows, compared bit by bit.
public struct SkewReport: Sendable {
  /// Two values that should be the same.
  public struct Difference: Sendable {
    /// The row in the data, from 0.
    public var row: Int
    /// The transformed feature, or `prediction`.
    public var feature: String
    /// What is compared, and its values: `("in a batch", "0.25")`.
    public var first, second: (way: String, text: String)

    /// `row 17, hour_of_day: 3.0 in a batch, 4.0 alone`.
    public var text: String {
      "row \(row), \(feature): \(first.text) \(first.way), \(second.text) \(second.way)"
    }
  }

  /// How many values were compared, and how many of their bits differ.
  public struct Tally: Equatable, Sendable {
    /// Pairs of values.
    public var values = 0
    /// Bits; a value that is missing on one side counts all bits of the other.
    public var differingBits = 0
  }

  /// What is compared.
  public enum Comparison: Int, CaseIterable, Sendable {
    /// Features of rows in a batch against those of the same rows alone.
    case features
    /// Predictions of rows in a batch against those of the same rows alone.
    case predictions
    /// Features against those that the training has read.
    case records
  }

  /// How many rows were compared.
  public var rowCount = 0
  /// How many features each has.
  public var featureCount = 0
  private var tallies = [Tally](repeating: Tally(), count: Comparison.allCases.count)
  /// The first differences, in the order of the rows.
  public var differences: [Difference] = []

  /// No more differences are kept than these.
  public static let keptDifferences = 10

  /// A report on no rows.
  public init() {}

  /// What a comparison has found; no values when there was nothing to compare with.
  public internal(set) subscript(comparison: Comparison) -> Tally {
    get { tallies[comparison.rawValue] }
    set { tallies[comparison.rawValue] = newValue }
  }

  /// Whether all bits are the same.
  public var isSame: Bool { tallies.allSatisfy { $0.differingBits == 0 } }

  /// Adds what was found in the rows after these.
  public mutating func append(_ other: SkewReport) {
    for var difference in other.differences.prefix(Self.keptDifferences - differences.count) {
      difference.row += rowCount
      differences.append(difference)
    }
    rowCount += other.rowCount
    featureCount = max(featureCount, other.featureCount)
    for index in tallies.indices {
      tallies[index].values += other.tallies[index].values
      tallies[index].differingBits += other.tallies[index].differingBits
    }
  }
}
