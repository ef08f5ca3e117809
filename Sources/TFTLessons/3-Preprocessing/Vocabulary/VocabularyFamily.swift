enum VocabularyFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case "apply_vocabulary": try ApplyVocabulary(parameters)
    case "mark_spaces": MarkSpaces()
    case "num_buckets": try NumBuckets(parameters)
    case "vocabulary_size": VocabularySize()
    case "vocabulary_token": VocabularyToken(defaultValue: try parameters.string("default_value"))
    default: nil
    }
  }
}
