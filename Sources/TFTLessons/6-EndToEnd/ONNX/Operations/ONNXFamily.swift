/// Operations that belong together, and how each is said in ONNX.
///
/// A mapper's name and parameters say all there is to know of it, as in `transform_fn.json`.
protocol ONNXFamily {
  /// Writes the operation into its graph; nil when it is not of this family.
  ///
  /// - Throws: `ONNXRefusal` when ONNX has no way to say it.
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn?
}
