import RawData

/// How many values a constant has.
struct VocabularySize: Mapper {
  let name = "vocabulary_size"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { .scalar }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard constants[0] != nil else {
      throw RowError("found a vocabulary that differs from row to row, expected a constant one")
    }
    return self
  }

  func apply(_ inputs: [Operand], rowCount: Int) -> FeatureValues {
    FeatureValues([Int64(inputs[0].values.valueCount)])
  }
}
