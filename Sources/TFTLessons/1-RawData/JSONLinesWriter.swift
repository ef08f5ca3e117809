/// Writes batches as JSON Lines: an object for each row, on a line of its own.
///
/// A feature that the schema requires to have one value is that value; any other is an array, empty where the value is
/// missing. JSON has no NaN and no infinity: they are the texts `"nan"`, `"inf"` and `"-inf"`. Bytes that are no UTF-8 are
/// `{"b64": "..."}`, as in TensorFlow Serving's JSON.
public struct JSONLinesWriter {
  private let file: OutputFile
  private let features: [(name: String, isScalar: Bool)]

  /// Starts a file of the schema's features.
  ///
  /// - Parameters:
  ///   - path: the file to make; it is there once it is closed.
  ///   - schema: the features to write, in its order.
  ///   - writesNull: optional features have at most one value; they are that value, or `null`.
  public init(path: String, schema: Schema, writesNull: Bool = false) throws(FileError) {
    file = try OutputFile(path: path)
    features = schema.features.map { ($0.name, writesNull || $0.presence != .optional && $0.width == 1) }
  }

  /// Adds the rows of `batch`.
  ///
  /// - Precondition: the batch has every feature of the schema.
  public func write(_ batch: Batch) throws(FileError) {
    let columns = features.map { feature in
      guard let column = batch[feature.name] else {
        preconditionFailure("the batch has no feature \(feature.name)")
      }
      return column
    }
    for row in 0..<batch.rowCount {
      let members = zip(features, columns).map { feature, column in
        let values = column.range(ofRow: row).map { column.json(at: $0) }
        return JSON.Member(feature.name, feature.isScalar ? values.first ?? .null : .array(values))
      }
      try file.write(JSON.object(members).compactText + "\n")
    }
  }

  /// Puts the file in its place.
  public func close() throws(FileError) {
    try file.commit()
  }
}
