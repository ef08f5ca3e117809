import RawData

/// A TFRecord file written from front to back, compressed on the way when asked; it appears under its name when whole.
final class CompressingFile {
  private let file: OutputFile
  private var deflater: Deflater?
  /// Bytes to compress.
  private var buffer: [UInt8] = []

  private static let bufferSize = 1 << 18

  /// Starts writing a file.
  init(path: String, compression: Compression) throws(FileError) {
    file = try OutputFile(path: path)
    deflater = compression.format.map { Deflater($0) }
  }

  /// Adds what `body` appends to the buffer it is given.
  func write(_ body: (inout [UInt8]) -> Void) throws(FileError) {
    guard deflater != nil else { return try file.write(body) }
    body(&buffer)
    if buffer.count >= Self.bufferSize { try compress() }
  }

  /// Puts all bytes on the disk and gives the file its name.
  func commit() throws(FileError) {
    try compress()
    try file.write { deflater?.finish(appendingTo: &$0) }
    try file.commit()
  }

  private func compress() throws(FileError) {
    try file.write { deflater?.append(buffer, appendingTo: &$0) }
    buffer.removeAll(keepingCapacity: true)
  }
}
