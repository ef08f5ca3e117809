import Preprocessing
import RawData

extension TransformFn {
  /// The values that the ids of the output `name` stand for, in their order; nil when the output is not what
  /// `applyVocabulary` or `computeAndApplyVocabulary` gives. Buckets for unknown values are not among them.
  public func tokens(of name: String) -> ByteStrings? {
    guard let output = outputs.first(where: { $0.name == name }),
      case .mapper(let mapper) = steps[output.step].kind, mapper is any VocabularyLookup,
      case .string(let tokens)?? = executor.constantInputs(of: output.step).last?.map(\.storage)
    else { return nil }
    return tokens
  }
}
