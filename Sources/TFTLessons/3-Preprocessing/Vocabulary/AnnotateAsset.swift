/// Gives a vocabulary's file another name, by which `TransformFn.vocabulary(named:)` and TensorFlow's
/// `TFTransformOutput.vocabulary_file_by_name` find it: an entry of `asset_map`.
///
/// It does something while a preprocessing function runs, and nothing elsewhere. TFT: `annotate_asset`.
///
/// - Throws: `OperationError` when another file has that name.
public func annotateAsset(
  _ key: String,
  _ vocabulary: Vocabulary,
  fileID: String = #fileID,
  line: Int = #line
) throws {
  let fileName = vocabulary.asset.fileName
  guard let other = GraphScope.current?.annotate(key, fileName), other != fileName else { return }
  throw OperationError(
    location: SourceLocation(fileID: fileID, line: line),
    operation: "annotate_asset",
    problem: "found the name \"\(key)\" for the files \(other) and \(fileName), expected another for each"
  )
}
