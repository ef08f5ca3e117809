/// A file read from front to back.
package final class InputFile {
  package let path: String
  private let descriptor: Int32

  package init(path: String) throws(FileError) {
    self.path = path
    descriptor = try Platform.openForReading(path)
  }

  deinit { Platform.closeFile(descriptor) }

  /// Appends up to `count` bytes to `bytes`; how many there were, 0 at the end of the file.
  package func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws(FileError) -> Int {
    let start = bytes.count
    try bytes.append(addingCapacity: count) { span throws(FileError) in
      try span.withUnsafeMutableBufferPointer { buffer, initializedCount throws(FileError) in
        initializedCount = try Platform.readFully(descriptor, into: .init(buffer), path: path)
      }
    }
    return bytes.count - start
  }

  /// Goes on at the byte `offset`.
  package func skip(to offset: Int) throws(FileError) {
    try Platform.seek(descriptor, to: offset, path: path)
  }

  /// Whether two files have the same bytes; they are read a block at a time.
  package static func areSame(_ first: String, _ second: String) throws(FileError) -> Bool {
    guard Platform.size(of: first) == Platform.size(of: second) else { return false }
    let (left, right) = (try InputFile(path: first), try InputFile(path: second))
    while true {
      var (block, other) = ([UInt8](), [UInt8]())
      let count = try left.read(upTo: 1 << 18, appendingTo: &block)
      _ = try right.read(upTo: 1 << 18, appendingTo: &other)
      guard block == other else { return false }
      if count == 0 { return true }
    }
  }

  /// A whole file's bytes.
  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Platform.size(of: path))
    while try file.read(upTo: 1 << 16, appendingTo: &bytes) > 0 {}
    return bytes
  }
}
