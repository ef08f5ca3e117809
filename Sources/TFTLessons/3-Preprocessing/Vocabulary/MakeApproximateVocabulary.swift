import RawData

/// The `topK` most frequent values of a column: the same as `vocabulary` with a `topK`, under TFT's other name.
///
/// TFT's is approximate when there are more than `topK` distinct values: its counts are lower bounds, and which tokens
/// stay depends on the order of the rows. This one is exact and costs what `vocabulary` costs. Frequencies are written with
/// a fraction, `3.0 a`, as TFT does. TFT: `experimental.approximate_vocabulary`.
///
/// - Throws: `OperationError` as `vocabulary` does.
@discardableResult
public func approximateVocabulary<Scalar: CategoricalScalar>(
  _ x: Column<Scalar>,
  topK: Int,
  vocabFilename: String? = nil,
  storeFrequency: Bool = false,
  reservedTokens: [String] = [],
  weights: Column<Float>? = nil,
  fileFormat: Asset.Format = .text,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Vocabulary {
  var request = VocabularyRequest(
    scope: "approximate_vocabulary",
    SourceLocation(fileID: fileID, line: line)
  )
  request.options = VocabularyOptions(
    ranking: .approximateCount,
    topK: topK,
    storeFrequency: storeFrequency,
    reservedTokens: reservedTokens
  )
  return try request.vocabulary(of: x, weights: weights, labels: nil, vocabFilename, fileFormat)
}

/// The `topK` most frequent values of a column, and the id of each value there: `approximateVocabulary`, then
/// `applyVocabulary`.
///
/// `computeAndApplyApproximateVocabulary(["a", "b", "b", "c"], topK: 2)` is `[-1, 0, 0, 1]`. With `storeFrequency` in a text
/// file a space in a value becomes `__SPACE__`. TFT: `experimental.compute_and_apply_approximate_vocabulary`.
///
/// - Throws: what `approximateVocabulary` and `applyVocabulary` throw.
public func computeAndApplyApproximateVocabulary<Scalar: CategoricalScalar>(
  _ x: Column<Scalar>,
  defaultValue: Int64 = -1,
  topK: Int,
  numOOVBuckets: Int = 0,
  vocabFilename: String? = nil,
  weights: Column<Float>? = nil,
  fileFormat: Asset.Format = .text,
  storeFrequency: Bool = false,
  reservedTokens: [String] = [],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  var request = VocabularyRequest(
    scope: "compute_and_apply_approximate_vocabulary",
    inner: "approximate_vocabulary",
    location
  )
  request.options = VocabularyOptions(
    ranking: .approximateCount,
    topK: topK,
    storeFrequency: storeFrequency,
    reservedTokens: reservedTokens
  )
  let x = request.marked(x, fileFormat)
  let vocabulary = try request.vocabulary(of: x, weights: weights, labels: nil, vocabFilename, fileFormat)
  return try applyVocabulary(
    x,
    vocabulary,
    defaultValue: defaultValue,
    numOOVBuckets: numOOVBuckets,
    fileID: fileID,
    line: line
  )
}
