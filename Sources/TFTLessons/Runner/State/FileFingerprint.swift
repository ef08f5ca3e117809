import Preprocessing
import RawData

/// What tells a file's bytes from others: their number and a 64-bit hash of them. When it was written does not matter.
struct FileFingerprint: Equatable, Sendable {
  /// The number of bytes.
  let size: Int
  /// The hash in 16 hexadecimal digits: FarmHash of each block, chained.
  let hash: String

  /// How much of a file is in memory at a time.
  private static let blockSize = 1 << 18

  /// The fingerprint that a file tells of.
  init(size: Int, hash: String) {
    (self.size, self.hash) = (size, hash)
  }

  /// The fingerprint of the file `path`, read from front to back.
  ///
  /// - Throws: `FileError` when it cannot be read.
  init(of path: String) throws(FileError) {
    let file = try InputFile(path: path)
    var (size, hash) = (0, UInt64(0))
    var block: [UInt8] = []
    while try file.read(upTo: Self.blockSize, appendingTo: &block) > 0 {
      size += block.count
      hash = Fingerprint.cat64(hash, Fingerprint.hash64(block[...]))
      block.removeAll(keepingCapacity: true)
    }
    self.init(size: size, hash: Fingerprint.hexadecimal(hash))
  }

  /// The hash of a text.
  static func hash(of text: String) -> String {
    Fingerprint.hexadecimal(Fingerprint.hash64(Array(text.utf8)[...]))
  }
}
