import RawData

/// A full pass over the data: it sees every row of its inputs and ends with values that are the same for all rows.
///
/// What it needs to remember is its accumulator. Shards of the data can be accumulated apart and merged, in any order
/// and any grouping, with the same result to the bit.
public protocol Analyzer: Sendable {
  /// The name in `transform_fn.json`.
  var name: String { get }
  /// What it was made with, other than its input columns. Accumulators of analyzers that differ here do not merge.
  var parameters: [(name: String, value: FeatureValues)] { get }
  /// What decides what its accumulators remember, other than its input columns. Two analyzers of the same columns that
  /// agree here, and whose accumulators are of one type, may differ in what they ask of it at the end: they are served
  /// by one accumulator. `mean` and `variance` are such two.
  var accumulatorParameters: [(name: String, value: FeatureValues)] { get }
  /// The names of its results, in the order in which `Accumulator.finish()` gives them.
  var resultNames: [String] { get }
  /// The name of the file that holds its results, for an analyzer whose results are too long for `transform_fn.json`.
  var asset: Asset? { get }
  /// An accumulator that has seen nothing.
  func makeAccumulator() -> any Accumulator
}

extension Analyzer {
  /// None.
  public var parameters: [(name: String, value: FeatureValues)] { [] }
  /// Its name and all its parameters: the same analysis once more, and no other.
  public var accumulatorParameters: [(name: String, value: FeatureValues)] {
    [("analyzer", FeatureValues(ByteStrings([name])))] + parameters
  }
  /// One result.
  public var resultNames: [String] { ["result"] }
  /// None: the results stand in `transform_fn.json`.
  public var asset: Asset? { nil }
}

/// A file of a transform that lists the tokens an analyzer found, one per line or one per record.
public struct Asset: Equatable, Sendable {
  /// How the tokens are kept. TFT: `file_format`.
  public enum Format: String, CaseIterable, Sendable {
    /// One token per line.
    case text
    /// One token per record of a TFRecord file, compressed as a whole.
    case tfrecordGzip = "tfrecord_gzip"
  }

  /// The file's name in `transform_fn/assets`, without the ending that the format gives it.
  public var fileName: String
  /// How the tokens are kept.
  public var format: Format
  /// What the program calls it, which may be no file name. TFT: the key in `asset_map`.
  public var key: String

  /// A file of tokens.
  public init(fileName: String, format: Format = .text, key: String? = nil) {
    self.fileName = fileName
    self.format = format
    self.key = key ?? fileName
  }
}

/// What an analyzer remembers of the rows it has seen.
public protocol Accumulator: Sendable {
  /// Takes in the rows of a batch.
  ///
  /// - Parameter inputs: the values of the analyzer's input columns.
  /// - Throws: `RowError` for a row that cannot be taken in.
  mutating func add(_ inputs: [Operand]) throws(RowError)
  /// Takes in all that `other` has seen. `other` may be that of an analyzer with the same `accumulatorParameters`: what is
  /// asked of this one at the end stays what it was.
  mutating func merge(_ other: Self)
  /// The results of all rows taken in: one for each of the analyzer's `resultNames`, each a row of its own.
  func finish() throws(RowError) -> [FeatureValues]
  /// What a user should know of the results: a constant column, a bound that made them approximate.
  var notices: [String] { get }
  /// Writes what is remembered, so that another process can take it in: the same bytes for the same rows.
  func encode(to encoder: inout StateEncoder)
  /// Becomes what `encode(to:)` has written.
  ///
  /// - Throws: `StateError` for bytes that it cannot have written.
  mutating func restore(from decoder: inout StateDecoder) throws(StateError)
}

extension Accumulator {
  /// None.
  public var notices: [String] { [] }
}
