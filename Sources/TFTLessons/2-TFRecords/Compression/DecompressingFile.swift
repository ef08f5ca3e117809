import RawData

/// A TFRecord file read from front to back, decompressed on the way when it is compressed.
final class DecompressingFile {
  /// How the file is compressed, told from its first bytes.
  let compression: Compression
  /// How many bytes there are to read; nil when only the end will tell: compressed data, pipes and devices.
  let size: Int?
  private let file: InputFile
  private var inflater: Inflater?
  /// The first bytes, read to tell the compression.
  private var first: [UInt8] = []
  private var compressedBytes: [UInt8] = []
  /// Whether the inflater has all of the file.
  private var isAtEnd = false

  private static let readSize = 1 << 16

  /// The file's path.
  var path: String { file.path }

  /// Opens a file.
  init(path: String) throws(FileError) {
    file = try InputFile(path: path)
    _ = try file.read(upTo: Compression.detectionSize, appendingTo: &first)
    compression = Compression.detect(first)
    size = compression == .none && Platform.isRegularFile(path) ? Platform.size(of: path) : nil
    inflater = compression.format.map { Inflater($0) }
    inflater?.append(first)
  }

  /// Appends up to `count` decompressed bytes to `bytes`; how many there were, 0 at the end of the file only.
  ///
  /// - Throws: `FileError`, or `InputError` with the place in the compressed data that is wrong, once the bytes before it
  ///   are read.
  func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
    guard inflater != nil else { return try readPlain(upTo: count, appendingTo: &bytes) }
    while true {
      let read = try inflate(upTo: count, appendingTo: &bytes)
      if read > 0 || isAtEnd { return read }
      try readCompressed()
    }
  }

  private func readPlain(upTo count: Int, appendingTo bytes: inout [UInt8]) throws(FileError) -> Int {
    let start = first.prefix(count)
    bytes += start
    first.removeFirst(start.count)
    return try start.count + file.read(upTo: count - start.count, appendingTo: &bytes)
  }

  private func inflate(upTo count: Int, appendingTo bytes: inout [UInt8]) throws(InputError) -> Int {
    do throws(CompressionError) {
      return try inflater?.read(upTo: count, appendingTo: &bytes) ?? 0
    } catch {
      throw InputError(file: path, problem: "\(error)")
    }
  }

  /// Gives the inflater more, or lets it know that there is no more.
  private func readCompressed() throws(FileError) {
    compressedBytes.removeAll(keepingCapacity: true)
    if try file.read(upTo: Self.readSize, appendingTo: &compressedBytes) > 0 {
      inflater?.append(compressedBytes)
    } else {
      inflater?.finish()
      isAtEnd = true
    }
  }
}
