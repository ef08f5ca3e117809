import Preprocessing
import RawData

/// A table that finds the number of a key: TensorFlow's hash table, filled once when the graph is loaded.
struct TensorFlowTable: Hashable, Sendable {
  /// Where its keys are.
  enum Source: Hashable, Sendable {
    /// The lines of a file in `assets/`, numbered from 0.
    case lines(ofAsset: String)
    /// In the graph, with the number of each.
    case constants(keys: TensorFlowConstant, values: TensorFlowConstant)
  }

  /// What its nodes are called.
  let name: String
  /// The fingerprint of its keys: tables of one name in one process are one, and must not be those of two models.
  let fingerprint: UInt64
  let keyType: TensorFlowType
  let valueType: TensorFlowType
  let source: Source

  /// A table of `keys`, numbered from 0, which are in the graph, or the lines of `asset`.
  init(name: String, keys: FeatureValues, asset: String? = nil) {
    self.name = name
    keyType = TensorFlowType(keys.type)
    valueType = .int64
    let constant = TensorFlowConstant(keys)
    fingerprint = Fingerprint.hash64(constant.message.bytes[...])
    let numbers = (0..<Int64(keys.valueCount)).map { $0 }
    source = asset.map(Source.lines) ?? .constants(keys: constant, values: .int64s(numbers))
  }

  /// The table's name among all in the process.
  var sharedName: String { "\(name)_\(String(fingerprint, radix: 16))" }
}
