import RawData

/// The directory `transform_output`: what a fitted transform leaves for training and serving.
///
/// TFT: `TFTransformOutput`. It holds `transform_fn.json`, the vocabularies in `transform_fn/assets`,
/// `transformed_metadata/schema.pbtxt`, and beside it `asset_map`, where there is a vocabulary.
public enum TransformOutput {
  /// The fitted transform's file in the directory.
  public static let transformFnName = "transform_fn.json"

  /// Writes the directory's files below `directory`, which exists.
  ///
  /// - Throws: `FileError`.
  public static func write(_ transformFn: TransformFn, to directory: String) throws {
    try transformFn.write(to: "\(directory)/\(transformFnName)")
    let metadata = "\(directory)/transformed_metadata"
    try Platform.makeDirectory(metadata)
    try OutputFile.write(transformFn.outputSchema.pbtxt, to: "\(metadata)/schema.pbtxt")
    var assets = transformFn.assets.map { JSON.Member($0.asset.key, .string($0.fileName)) }
    for (key, name) in transformFn.assetKeys.sorted(by: { $0.key < $1.key }) {
      guard let file = transformFn.assets.first(where: { $0.asset.fileName == name }) else { continue }
      assets.append(JSON.Member(key, .string(file.fileName)))
    }
    // TFT writes none where there is nothing to map.
    if !assets.isEmpty { try OutputFile.write(JSON.object(assets).compactText, to: "\(metadata)/asset_map") }
  }

  /// Reads the fitted transform of a `transform_output` directory.
  ///
  /// - Throws: `FileError` when there is none, `InputError` when it is damaged.
  public static func read(_ directory: String) throws -> TransformFn {
    try TransformFn(contentsOf: "\(directory)/\(transformFnName)")
  }
}
