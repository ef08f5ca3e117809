import RawData

/// The distinct values of a column, most frequent first; ties go to the larger bytes.
///
/// `vocabulary(["a", "b", "b", "c"])` is `["b", "c", "a"]`. It is written to `transform_fn/assets` whether an output uses it
/// or not. A text file cannot hold an empty value or one with a line end: they are left out, and the analysis says so.
/// Missing values do not count. Without any values the vocabulary has one token that stands for none. Exact whatever the
/// order of the rows. TFT: `vocabulary`.
///
/// With `labels`, the rank is not the frequency but the mutual information of a token's presence in a row and the row's
/// label, in bits times the number of rows; a row must then not have a value twice.
///
/// Memory: 48 to 64 bytes for each distinct value and its own bytes, up to twice that while it grows, for each thread; 48
/// bytes more with weights, about 100 more for each label that it comes with. `topK` bounds the vocabulary, not this.
///
/// - Parameters:
///   - x: strings, or integers that are ids; any number of values in a row.
///   - topK: how many tokens there are at most.
///   - frequencyThreshold: the least frequency, sum of weights or, with labels, mutual information of a token.
///   - vocabFilename: the file's name; what a file name should not have is replaced, so that `My vocab.txt` becomes
///     `My-vocab_txt`. Nil for `vocab_vocabulary`, `vocab_vocabulary_1`, ...: TFT's names.
///   - storeFrequency: whether each line is a frequency, a space and a token.
///   - reservedTokens: stand first, whether they come in the data or not; their frequency is -1.
///   - weights: as many for each row as it has values; the sum of a token's weights is its frequency. With labels, one for
///     each row.
///   - labels: one for each row, or any number of them; 0 or more, -1 for a missing one.
///   - useAdjustedMutualInfo: whether the mutual information that chance would give is subtracted.
///   - minDiffFromAvg: a token and a label that meet less than this more or less often than by chance tell nothing. Nil for
///     2 up to 10,000 rows, rising to 25 for a million.
///   - coverageTopK: how many tokens there are at least for each key, however rare; needs `keyFn`.
///   - coverageFrequencyThreshold: the least frequency of these; needs `keyFn`.
///   - keyFn: the key of a token.
///   - fingerprintShuffle: whether the tokens are in the order of their SHA-1 digests instead.
///   - fileFormat: a line for each token, or a record of a compressed TFRecord file, which can hold all values.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for a parameter that is out of range or that needs another one; the graph throws one for two
///   vocabularies with the same file, the analysis for a weight that is not finite, a negative label, or a row that does
///   not fit.
@discardableResult
public func vocabulary<Scalar: CategoricalScalar>(
  _ x: Column<Scalar>,
  topK: Int? = nil,
  frequencyThreshold: Double? = nil,
  vocabFilename: String? = nil,
  storeFrequency: Bool = false,
  reservedTokens: [String] = [],
  weights: Column<Float>? = nil,
  labels: Column<Int64>? = nil,
  useAdjustedMutualInfo: Bool = false,
  minDiffFromAvg: Double? = nil,
  coverageTopK: Int? = nil,
  coverageFrequencyThreshold: Double? = nil,
  keyFn: (@Sendable (String) -> String)? = nil,
  fingerprintShuffle: Bool = false,
  fileFormat: Asset.Format = .text,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Vocabulary {
  var request = VocabularyRequest(scope: "vocabulary", SourceLocation(fileID: fileID, line: line))
  request.options = VocabularyOptions(
    ranking: labels != nil ? .mutualInformation : weights != nil ? .weight : .count,
    topK: topK,
    frequencyThreshold: frequencyThreshold,
    storeFrequency: storeFrequency,
    reservedTokens: reservedTokens,
    isAdjusted: useAdjustedMutualInfo,
    minDiffFromAvg: minDiffFromAvg,
    fingerprintShuffle: fingerprintShuffle
  )
  try request.cover(keyFn, coverageTopK, coverageFrequencyThreshold)
  return try request.vocabulary(of: x, weights: weights, labels: labels, vocabFilename, fileFormat)
}

/// A vocabulary of a column, and the id of each of its values there.
///
/// `computeAndApplyVocabulary(["a", "b", "b", "c"])` is `[2, 0, 0, 1]`: `vocabulary`, then `applyVocabulary`, with the
/// parameters of both. Two things differ, as in TFT: `minDiffFromAvg` is 0 when nobody says, and with `storeFrequency` in
/// a text file a space in a value becomes `__SPACE__`. TFT: `compute_and_apply_vocabulary`.
///
/// - Throws: what `vocabulary` and `applyVocabulary` throw.
public func computeAndApplyVocabulary<Scalar: CategoricalScalar>(
  _ x: Column<Scalar>,
  defaultValue: Int64 = -1,
  topK: Int? = nil,
  frequencyThreshold: Double? = nil,
  numOOVBuckets: Int = 0,
  vocabFilename: String? = nil,
  weights: Column<Float>? = nil,
  labels: Column<Int64>? = nil,
  useAdjustedMutualInfo: Bool = false,
  minDiffFromAvg: Double? = 0,
  coverageTopK: Int? = nil,
  coverageFrequencyThreshold: Double? = nil,
  keyFn: (@Sendable (String) -> String)? = nil,
  fingerprintShuffle: Bool = false,
  fileFormat: Asset.Format = .text,
  storeFrequency: Bool = false,
  reservedTokens: [String] = [],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  var request = VocabularyRequest(scope: "compute_and_apply_vocabulary", inner: "vocabulary", location)
  request.options = VocabularyOptions(
    ranking: labels != nil ? .mutualInformation : weights != nil ? .weight : .count,
    topK: topK,
    frequencyThreshold: frequencyThreshold,
    storeFrequency: storeFrequency,
    reservedTokens: reservedTokens,
    isAdjusted: useAdjustedMutualInfo,
    minDiffFromAvg: minDiffFromAvg,
    fingerprintShuffle: fingerprintShuffle
  )
  try request.cover(keyFn, coverageTopK, coverageFrequencyThreshold)
  let x = request.marked(x, fileFormat)
  let vocabulary = try request.vocabulary(of: x, weights: weights, labels: labels, vocabFilename, fileFormat)
  return try applyVocabulary(
    x,
    vocabulary,
    defaultValue: defaultValue,
    numOOVBuckets: numOOVBuckets,
    fileID: fileID,
    line: line
  )
}
