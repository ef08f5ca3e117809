import RawData

enum NGramFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case "ngrams", "bag_of_words": try NGrams(parameters, isBag: name == "bag_of_words")
    case "deduplicate_tensor_per_row": DeduplicatePerRow()
    case "word_count": WordCount()
    case "segment_indices": SegmentIndices()
    case "sparse_tensor_left_align": LeftAlign()
    case ToDense.name: try ToDense(parameters)
    case ToVocabularyRange.name: ToVocabularyRange()
    case "distinct_terms": DistinctTerms()
    case "tfidf_weights": TermFrequencyWeights(isSmooth: try parameters.bool("smooth"))
    case "document_frequency": TermWeights(kind: .frequency)
    case "idf":
      TermWeights(
        kind: .inverse(
          InverseDocumentFrequency(
            isSmooth: try parameters.bool("smooth"),
            addsBaseline: try parameters.bool("add_baseline")
          )
        )
      )
    default: nil
    }
  }
}

extension NGrams {
  /// The mapper that a saved transform describes.
  fileprivate init(_ parameters: MapperParameters, isBag: Bool) throws(RowError) {
    let range = try parameters.int64s("ngram_range")
    guard range.count == 2, range[0] <= range[1] else {
      throw RowError("parameter \"ngram_range\" should be the smallest and the largest size")
    }
    try self.init(
      sizes: Int(range[0])...Int(range[1]),
      separator: parameters.string("separator"),
      isBag: isBag
    )
  }
}

extension ToDense {
  /// The mapper that a saved transform describes.
  fileprivate init(_ parameters: MapperParameters) throws(RowError) {
    width = try parameters.int("width", in: 1...(1 << 24))
    defaultValue = try parameters.values("default_value")
    guard defaultValue.valueCount == 1 else {
      throw RowError("parameter \"default_value\" has \(defaultValue.valueCount) values, expected one")
    }
  }
}
