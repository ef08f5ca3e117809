/// A table that finds the number of a key: TensorFlow's hash table, filled once when the graph is loaded.
struct TensorFlowTable: Hashable, Sendable {
  /// Where its keys are.
  enum Source: Hashable, Sendable {
    /// The lines of a file in `assets/`, numbered from 0.
    case lines(ofAsset: String)
    /// In the graph, with the number of each.
    case constants(keys: TensorFlowConstant, values: TensorFlowConstant)
  }

  /// Unique in the process that loads it: tables of the same name are one.
  let name: String
  let keyType: TensorFlowType
  let valueType: TensorFlowType
  let source: Source
}
