import Preprocessing
import RawData

/// How the combinations of values that a hashed operation has met divide among its bins.
public struct HashUse: Sendable {
  /// The combinations in a number of bins.
  public struct Division: Equatable, Sendable {
    /// How many bins there are.
    public var bins: Int
    /// How many of them hold a combination.
    public var usedBins: Int
    /// How many combinations share their bin with another one.
    public var sharing: Int
    /// The id of the bin that holds most combinations, the lowest of several; nil when there are no combinations.
    public var fullestBin: Int64?
    /// How many combinations that bin holds.
    public var fullestCount: Int
  }

  /// The step's name in `transform_fn.json`.
  public var name: String
  /// The operation: `hashed_cross`.
  public var operation: String
  /// What it hashes: the names of raw features or of other steps.
  public var inputs: [String]
  /// The transformed features that are its result as it is.
  public var outputs: [String]
  /// The line of the program that made it.
  public var location: SourceLocation?
  /// How many distinct combinations were counted; of a vocabulary, values that are no tokens.
  public var combinations: Int
  /// Whether there were more than the limit, so that the rest was not counted.
  public var isCutOff: Bool
  /// With the bins it has.
  public var division: Division
  /// The first few combinations in the fullest bin, as text.
  public var fullest: [String]
  /// With two, four and eight times as many bins.
  public var withMoreBins: [Division]
}

extension HashUse.Division {
  /// The division of combinations that have the bins `ids`.
  init(bins: Int, ids: [Int64]) {
    var counts: [Int64: Int] = [:]
    for id in ids { counts[id, default: 0] += 1 }
    let fullest = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    self.init(
      bins: bins,
      usedBins: counts.count,
      sharing: counts.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) },
      fullestBin: fullest?.key,
      fullestCount: fullest?.value ?? 0
    )
  }
}
