import RawData

/// The distinct values of a column, in the order of their rank, with a file of their own.
///
/// Its inputs are the column, then the weights where the ranking has some, then the labels where it needs them.
struct VocabularyAnalyzer: Analyzer {
  let options: VocabularyOptions
  /// Whether the column is of strings, not of integers.
  let isText: Bool
  let hasWeights: Bool

  var name: String { options.ranking == .approximateCount ? "approximate_vocabulary" : "vocabulary" }
  var parameters: [(name: String, value: FeatureValues)] { options.parameters }
  /// Which tokens are kept, and in which file, is asked of the same counts.
  var accumulatorParameters: [(name: String, value: FeatureValues)] {
    parameters.filter { $0.name == "ranking" }
  }
  var resultNames: [String] { options.storeFrequency ? ["tokens", "frequencies"] : ["tokens"] }
  var asset: Asset? { options.asset }

  func makeAccumulator() -> any Accumulator {
    VocabularyAccumulator(options: options, isText: isText, hasWeights: hasWeights)
  }
}
