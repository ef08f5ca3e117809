/// How to say each operation.
enum ONNXRegistry {
  private static var families: [any ONNXFamily.Type] {
    [
      ONNXArithmetic.self, ONNXComparisons.self, ONNXScalings.self, ONNXBuckets.self, ONNXBucketInverses.self,
      ONNXDates.self, ONNXEncodings.self, ONNXLookups.self, ONNXMissing.self, ONNXTexts.self,
    ]
  }

  /// What ONNX cannot say, and why.
  private static let refusals: [String: String] = [
    "hash_strings": "ONNX has no hash of texts: compute a vocabulary, or hash before the model",
    "string_split": ragged, "ngrams": ragged, "bag_of_words": ragged, "distinct_terms": ragged,
    "deduplicate_tensor_per_row": ragged, "tfidf_weights": ragged, "segment_indices": ragged,
    "string_length": "ONNX has no length of a text",
    "string_strip": cuts, "substr": cuts, "mark_spaces": cuts,
    "regex_replace": "ONNX can match a pattern, but not replace what matches",
    "float32_as_string": "ONNX has no format of floats as texts",
  ]

  private static let ragged =
    "its rows differ in how many values they have, and ONNX's tensors have the same number in every row"
  private static let cuts = "ONNX has no operation that cuts texts"

  /// Writes the operation into its graph.
  ///
  /// - Throws: `ONNXRefusal` when ONNX has no way to say it.
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn {
    if let reason = refusals[operation.name] { throw ONNXRefusal(reason) }
    for family in families {
      if let column = try family.export(operation) { return column }
    }
    throw ONNXRefusal("nothing says how this operation is said in ONNX")
  }
}
