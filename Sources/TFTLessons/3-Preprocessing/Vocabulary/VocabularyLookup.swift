/// A mapper whose results are ids in the vocabulary that is its last input.
package protocol VocabularyLookup: Mapper {}

extension ApplyVocabulary: VocabularyLookup {}
