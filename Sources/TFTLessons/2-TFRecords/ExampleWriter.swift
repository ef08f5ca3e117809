import RawData

/// Writes batches as a TFRecord file of `tf.train.Example` records, one per row.
public struct ExampleWriter {
  private let encoder: ExampleEncoder
  private let file: OutputFile

  /// Starts a TFRecord file of the features `names`.
  public init(path: String, names: [String]) throws(FileError) {
    encoder = ExampleEncoder(names: names)
    file = try OutputFile(path: path)
  }

  /// Adds the rows of `batch`.
  public func write(_ batch: Batch) throws {
    try encoder.encode(batch) { message in
      try file.write { RecordWriter.appendFrame(around: message, to: &$0) }
    }
  }

  /// Puts the file in its place.
  public func close() throws {
    try file.commit()
  }
}
