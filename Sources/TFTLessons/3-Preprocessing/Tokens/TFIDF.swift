import RawData

/// The different tokens of every document, and how much each says about it.
///
/// A weight is the token's share of its row times `1 + ln((N + 1) / (df + 1))`, where `df` of the `N` rows have the token. In two
/// rows `[0, 1, 1]` and `[0]`, the second row's weight is 1 and the first's are `1/3` and `2/3 * (1 + ln(3/2))`. Both results are
/// ragged, ids ascending and their weights beside them. An id that no row had counts as in 0 rows: without `smooth` its weight is
/// infinite. Ids are taken modulo `vocabSize`, so -1 becomes the last. Memory grows with `vocabSize`. TFT: `tfidf`.
///
/// - Parameters:
///   - x: ids of tokens, such as a vocabulary gives; a row is a document.
///   - vocabSize: how many ids there are, those for unknown tokens among them.
///   - smooth: false for `1 + ln(N / df)`.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when `vocabSize` is not in 1...2147483647.
public func tfidf(
  _ x: Column<Int64>,
  vocabSize: Int,
  smooth: Bool = true,
  fileID: String = #fileID,
  line: Int = #line
) throws -> (indices: Column<Int64>, weights: Column<Float>) {
  let location = SourceLocation(fileID: fileID, line: line)
  return tfidf(try Documents(x, vocabSize, "tfidf", location), smooth)
}

/// The same for a size that is known only after analysis, such as a vocabulary's.
///
/// Analyzing throws `OperationError` when it is not in 1...2147483647.
///
/// - Parameters:
///   - x: ids of tokens, such as a vocabulary gives; a row is a document.
///   - vocabSize: a column with one value that is the same for every row.
///   - smooth: false for `1 + ln(N / df)`.
///   - fileID: the file of the call.
///   - line: the line of the call.
public func tfidf(
  _ x: Column<Int64>,
  vocabSize: Column<Int64>,
  smooth: Bool = true,
  fileID: String = #fileID,
  line: Int = #line
) -> (indices: Column<Int64>, weights: Column<Float>) {
  tfidf(Documents(x, vocabSize, SourceLocation(fileID: fileID, line: line)), smooth)
}

private func tfidf(_ documents: Documents, _ smooth: Bool) -> (indices: Column<Int64>, weights: Column<Float>)
{
  (
    Column(DistinctTerms(), [documents.ids], location: documents.location),
    Column(TermFrequencyWeights(isSmooth: smooth), documents.nodes, location: documents.location)
  )
}

/// For every token, in how many rows it occurs, in the tokens' order.
///
/// Of two rows `[0, 1, 1]` and `[0]`, it is `[2, 1, 1]` and `[2]`; 0 for an id that no row had. Ids are taken modulo `vocabSize`.
/// Memory grows with it. TFT: `experimental.document_frequency`.
///
/// - Throws: `OperationError` when `vocabSize` is not in 1...2147483647.
public func documentFrequency(
  _ x: Column<Int64>,
  vocabSize: Int,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  let documents = try Documents(x, vocabSize, "document_frequency", location)
  return Column(TermWeights(kind: .frequency), documents.nodes, location: location)
}

/// The same for a size that is known only after analysis, such as a vocabulary's: a column with one constant value.
public func documentFrequency(
  _ x: Column<Int64>,
  vocabSize: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  return Column(TermWeights(kind: .frequency), Documents(x, vocabSize, location).nodes, location: location)
}

/// For every token, how much it tells by how few rows have it, in the tokens' order: `1 + ln((N + 1) / (df + 1))`.
///
/// Of two rows `[0, 1, 1]` and `[0]`, it is `[1, 1 + ln(3/2), 1 + ln(3/2)]` and `[1]`. Ids are taken modulo `vocabSize`. Memory grows
/// with it. TFT: `experimental.idf`.
///
/// - Parameters:
///   - x: ids of tokens, such as a vocabulary gives; a row is a document.
///   - vocabSize: how many ids there are, those for unknown tokens among them.
///   - smooth: false for `1 + ln(N / df)`, which is infinite for an id that no row had.
///   - addBaseline: false to leave out the 1.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when `vocabSize` is not in 1...2147483647.
public func idf(
  _ x: Column<Int64>,
  vocabSize: Int,
  smooth: Bool = true,
  addBaseline: Bool = true,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let formula = InverseDocumentFrequency(isSmooth: smooth, addsBaseline: addBaseline)
  let documents = try Documents(x, vocabSize, "idf", location)
  return Column(TermWeights(kind: .inverse(formula)), documents.nodes, location: location)
}

/// The same for a size that is known only after analysis, such as a vocabulary's: a column with one constant value.
public func idf(
  _ x: Column<Int64>,
  vocabSize: Column<Int64>,
  smooth: Bool = true,
  addBaseline: Bool = true,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let formula = InverseDocumentFrequency(isSmooth: smooth, addsBaseline: addBaseline)
  return Column(
    TermWeights(kind: .inverse(formula)),
    Documents(x, vocabSize, location).nodes,
    location: location
  )
}
