import RawData

/// How many values each row has.
///
/// `wordCount(["to", "JFK"])` is 2; a row without values gives 0. The result has one value in every row. TFT: `word_count`.
public func wordCount<Scalar>(
  _ tokens: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(WordCount(), [tokens.node], location: SourceLocation(fileID: fileID, line: line))
}

struct WordCount: Mapper {
  let name = "word_count"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes.count == 1 }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .scalar }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = inputs[0].values
    return FeatureValues((0..<values.rowCount).map { Int64(values.range(ofRow: $0).count) })
  }
}
