import RawData

/// Writes a TFRecord file: any number of byte strings, each framed by its length and two checksums.
///
/// Source: TensorFlow, `tensorflow/core/lib/io/record_writer.h`. A record is
/// `length (8 bytes, little endian) | masked CRC of the length (4) | payload | masked CRC of the payload (4)`.
public struct RecordWriter {
  private let file: CompressingFile

  /// Starts a file, which appears under its name at `close()`; it is compressed as a whole when asked.
  public init(path: String, compression: Compression = .none) throws(FileError) {
    file = try CompressingFile(path: path, compression: compression)
  }

  /// Adds one record.
  public func write(_ payload: some Collection<UInt8>) throws(FileError) {
    try file.write { Self.appendFrame(around: payload, to: &$0) }
  }

  /// Puts the file in its place.
  public func close() throws(FileError) {
    try file.commit()
  }

  /// What a frame adds to its payload.
  package static let frameSize = 16

  // snippet: frame
  package static func appendFrame(around payload: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let length = littleEndian(UInt64(payload.count))
    bytes += length
    bytes += littleEndian(CRC32C.masked(length))
    bytes += payload
    bytes += littleEndian(CRC32C.masked(payload))
  }
  // end: frame
}

/// The bytes of `value`, lowest first.
package func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
