import Preprocessing
import RawData
import TFRecords

/// Labelled examples in memory, as a model takes them.
public struct Examples: Sendable {
  /// One value for each input of the architecture.
  package let inputs: [TensorValue]
  /// One label an example; a class as its number.
  public let labels: [Float]

  /// How many there are.
  public var count: Int { labels.count }

  package init(inputs: [TensorValue], labels: [Float]) {
    (self.inputs, self.labels) = (inputs, labels)
  }

  /// The rows of a stream of transformed batches, all in memory.
  ///
  /// - Parameters:
  ///   - reader: the transformed batches.
  ///   - architecture: the model that the examples are for: its inputs and its label.
  ///   - limit: how many rows are kept at most: the first ones.
  /// - Throws: whatever reading throws; `ModelError` when a feature of the model is missing or not as it should be.
  public init(_ reader: some BatchReader, for architecture: Architecture, atMost limit: Int = .max) throws {
    var builder = ExamplesBuilder(architecture)
    var reader: any BatchReader = reader
    while builder.count < limit, let batch = try reader.next() {
      let room = limit - builder.count
      try builder.append(batch.rowCount <= room ? batch : batch.slice(0..<room))
    }
    self = builder.finish()
  }

  /// The examples `indices`, in that order.
  package func gather(_ indices: ArraySlice<Int>) -> Examples {
    Examples(inputs: inputs.map { $0.gather(indices) }, labels: indices.map { labels[$0] })
  }

  /// A number that follows from all inputs and labels, and differs for others.
  var fingerprint: UInt64 {
    var hash = Fingerprint.cat64(UInt64(count), Self.fingerprint(labels))
    for input in inputs {
      switch input {
      case .ids(let ids): hash = Fingerprint.cat64(hash, Self.fingerprint(ids.elements))
      case .floats, .blocks: hash = Fingerprint.cat64(hash, Self.fingerprint(input.matrix.elements))
      }
    }
    return hash
  }

  private static func fingerprint<Element>(_ elements: [Element]) -> UInt64 {
    elements.withUnsafeBytes { UInt64(CRC32C.checksum($0)) }
  }

  /// The labels' mean; 0 when there are none.
  var meanLabel: Float {
    Float(labels.reduce(0.0) { $0 + Double($1) } / Double(max(1, labels.count)))
  }
}
