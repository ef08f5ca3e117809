import RawData

/// The token of each id in a vocabulary: `applyVocabulary` backwards.
///
/// With the tokens `["b", "a"]`, `vocabularyTokens([1, 0, 2, -1], vocabulary)` is `["a", "b", "", ""]`. An id that no token
/// has, such as an unknown value's bucket, gives `defaultValue`. A missing id stays a missing value. TFT has no such
/// function; Keras: `StringLookup(invert=True)`.
public func vocabularyTokens(
  _ ids: Column<Int64>,
  _ vocabulary: Vocabulary,
  defaultValue: String = "",
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    VocabularyToken(defaultValue: defaultValue),
    [ids.node, vocabulary.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// The token of each id, in the vocabulary that made `applied`: the inverse of `computeAndApplyVocabulary` and its like,
/// which keep their vocabulary to themselves.
///
/// After `let id = try computeAndApplyVocabulary(x)`, `vocabularyTokens(id, of: id)` is `x` again, with `defaultValue` for what
/// was unknown. Everything else is as with the vocabulary itself.
///
/// - Throws: `OperationError` when `applied` is not made by a vocabulary.
public func vocabularyTokens(
  _ ids: Column<Int64>,
  of applied: Column<Int64>,
  defaultValue: String = "",
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard case .mapper(let mapper) = applied.node.kind, mapper is ApplyVocabulary else {
    throw OperationError(
      location: location,
      operation: "vocabulary_token",
      problem:
        "found a column that no vocabulary made, expected the result of computeAndApplyVocabulary or its like"
    )
  }
  return Column(
    VocabularyToken(defaultValue: defaultValue),
    [ids.node, applied.node.inputs[1]],
    location: location
  )
}

/// The token at each id; the second input is the constant tokens.
struct VocabularyToken: Mapper {
  let defaultValue: String
  let name = "vocabulary_token"

  var parameters: [(name: String, value: FeatureValues)] {
    [("default_value", FeatureValues(ByteStrings([defaultValue])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64, .string] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let tokens = try inputs[1].strings()
    let range = 0..<Int64(tokens.count)
    var strings = ByteStrings()
    for id in try inputs[0].int64s() {
      if range.contains(id) { strings.append(tokens[Int(id)]) } else { strings.append(defaultValue.utf8) }
    }
    return FeatureValues(.string(strings), layout: inputs[0].values.layout)
  }
}
