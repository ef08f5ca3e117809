import RawData

/// What the label is on average where the category is this one: a number that stands for the category, learned from the
/// labels of other rows.
///
/// Of the rows whose category is x, and of all rows (the prior), the encoding is
/// `(sum of labels + smoothing · prior) / (number of labels + smoothing)`: a category that was seen often gets the mean of its
/// own labels, a rare one is drawn towards the prior. With the labels `[1, 0, 0]` of `["a", "a", "b"]`, a smoothing of 1 and one
/// fold, "a" is (1 + 1/3) / 3 = 0.444 and "b" is (0 + 1/3) / 2 = 0.167. scikit-learn: `TargetEncoder(smooth: 1)`, whose
/// `target_type` is "continuous".
///
/// **Out of fold.** A row whose own label is in its encoding tells the model what it is to predict: in a category of one row, the
/// encoding is the label. So rows are divided into `folds`: a row's fold is Fingerprint64 of its `foldBy`, modulo `folds`, and its
/// encoding is made of the rows of the other folds alone. `foldBy` should tell rows apart: a ride's number, or the customer
/// when all rows of one customer should stay together.
///
/// **The same everywhere.** At serving time a row's fold is found from its `foldBy` in the same way, and so are
/// its prior and its encodings: one computation, no skew. A row of which the label is not known yet is no different; no label
/// is needed once the data was analyzed. It only means that a served row, too, gets encodings of all folds but one. With
/// one fold there is one encoding for each category, from all rows: right for a table of means, wrong for training on the
/// same rows.
///
/// A category without labels in the other folds, or one that was never seen, gets their prior. Of rows with several
/// categories, each is encoded, and each gets the row's label; what is missing stays missing. Rows whose label is missing,
/// NaN or infinite are passed over and counted in a notice. Without any labels every encoding is 0, and a notice says so.
///
/// Exact sums: the encodings do not depend on the order of the rows. Memory: 56 bytes for each category and fold, and the
/// category itself.
///
/// - Parameters:
///   - x: the categories; several in a row may be one.
///   - label: one for each row, or none.
///   - smoothing: how many rows with the prior as their label are added to each category; 0 or more.
///   - folds: 1 to 100; 1 puts all rows together.
///   - foldBy: the key that decides a row's fold; one for each row.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for other numbers, a label or key that is no scalar, or a `foldBy` that is `x` itself; when it runs,
///   for a row with several labels.
public func targetEncoding<Scalar: CategoricalScalar, Label: NumericColumnScalar, Fold: CategoricalScalar>(
  _ x: Column<Scalar>,
  label: Column<Label>,
  smoothing: Float = 10,
  folds: Int = 5,
  foldBy: Column<Fold>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try encoding(
    x.node,
    label.node,
    TargetEncodingAnalyzer(smoothing: smoothing, folds: folds, keyType: Scalar.featureType),
    foldBy: foldBy.node,
    SourceLocation(fileID: fileID, line: line)
  )
}

/// What the label is on average where the category is this one, over all rows: see the form with `folds`, of which this is that with
/// a single one.
///
/// Every training row's own label is part of its encoding: do not train on the rows that were analyzed.
///
/// - Throws: `OperationError` for a smoothing below 0, or a label that is no scalar; when it runs, for a row with several
///   labels.
public func targetEncoding<Scalar: CategoricalScalar, Label: NumericColumnScalar>(
  _ x: Column<Scalar>,
  label: Column<Label>,
  smoothing: Float = 10,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try encoding(
    x.node,
    label.node,
    TargetEncodingAnalyzer(smoothing: smoothing, folds: 1, keyType: Scalar.featureType),
    foldBy: nil,
    SourceLocation(fileID: fileID, line: line)
  )
}

private func encoding(
  _ x: Node,
  _ label: Node,
  _ analyzer: TargetEncodingAnalyzer,
  foldBy: Node?,
  _ location: SourceLocation
) throws(OperationError) -> Column<Float> {
  do throws(RowError) {
    try analyzer.check(x, label, foldBy)
  } catch {
    throw OperationError(location: location, operation: ApplyTargetEncoding.name, problem: error.problem)
  }
  // With one fold, no key is needed: neither for the analysis nor for the rows to come.
  let keys = analyzer.folds > 1 ? foldBy.map { [$0] } ?? [] : []
  let found = Node.analysis(
    analyzer,
    of: [x, label.asFloat(location)] + keys,
    type: x.type,
    shape: .ragged,
    location: location
  )
  let constants = [
    found.part(0, type: x.type, shape: .ragged),
    found.part(1, type: .float32, shape: .ragged),
    found.part(2, type: .float32, shape: .fixed(width: analyzer.folds)),
  ]
  return Column(ApplyTargetEncoding(folds: analyzer.folds), [x] + keys + constants, location: location)
}
