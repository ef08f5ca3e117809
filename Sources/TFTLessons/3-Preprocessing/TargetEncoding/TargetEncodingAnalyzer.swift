import RawData

/// The smoothed mean label of each category, without the rows of each fold. Inputs: the categories, the labels, and with
/// several folds the keys that rows are folded by.
///
/// Results: the categories, ascending; their encodings, for each category those of the folds side by side; and the
/// prior of each fold.
struct TargetEncodingAnalyzer: Analyzer {
  let name = "target_statistics"
  let resultNames = ["categories", "encodings", "priors"]
  let smoothing: Float
  let folds: Int
  let keyType: FeatureType

  var parameters: [(name: String, value: FeatureValues)] {
    [("smoothing", FeatureValues([smoothing])), ("folds", FeatureValues([Int64(folds)]))]
  }

  func makeAccumulator() -> any Accumulator {
    TargetEncodingAccumulator(smoothing: Double(smoothing), folds: folds, keyType: keyType)
  }

  /// - Throws: `RowError` when it was made with numbers that it cannot work with, or for these columns.
  func check(_ x: Node, _ label: Node, _ foldBy: Node?) throws(RowError) {
    guard smoothing >= 0, smoothing.isFinite else {
      throw RowError("found a smoothing of \(smoothing), expected 0 or more")
    }
    guard Folds.allowed ~= folds else { throw RowError("found \(folds) folds, expected \(Folds.allowed)") }
    guard label.shape == .scalar || label.shape == .ragged else {
      throw RowError("found labels that are no scalar, expected one for each row")
    }
    guard let foldBy else { return }
    guard foldBy !== x else {
      throw RowError(
        "found the categories to fold by, which would leave each without a row in other folds; expected a key that "
          + "tells rows apart"
      )
    }
    guard foldBy.shape == .scalar else {
      throw RowError("found keys to fold by that are no scalar, expected one for each row")
    }
  }
}
