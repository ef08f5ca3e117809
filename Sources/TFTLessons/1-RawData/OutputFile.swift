/// A file written from front to back, which appears under its name only when it is whole.
///
/// The bytes go to a new file beside it, `path.N.partial`, where N is the process; `commit()` syncs that file and gives it its name. Without a commit it is removed.
/// A path that exists and is no regular file (a pipe, `/dev/stdout`) is written directly.
public final class OutputFile {
  /// Where the file will be.
  public let path: String
  private let partialPath: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isCommitted = false
  private var size = 0
  /// How many of the bytes are on their way to the disk.
  private var sentSize = 0
  /// How many bytes the disk was asked to have, and memory to forget.
  private var droppedSize = 0
  private static let bufferSize = 1 << 18
  private static let smallestSending = 1 << 20
  /// How many bytes of a file stay in memory for the next reader.
  private static let largestKept = 1 << 27

  /// Starts writing a file.
  ///
  /// - Throws: `FileError` when the directory is missing or not writable.
  public init(path: String) throws(FileError) {
    self.path = path
    let isDevice = Platform.exists(path) && !Platform.isRegularFile(path)
    if Platform.isDirectory(path) { throw FileError(path: path, problem: "is a directory, expected a file") }
    partialPath = isDevice ? path : "\(path).\(Platform.processIdentifier).partial"
    do throws(FileError) {
      descriptor = try isDevice ? Platform.openForWriting(path) : Platform.createFile(partialPath)
    } catch {
      throw FileError(path: path, problem: error.problem)
    }
    buffer.reserveCapacity(Self.bufferSize * 2)
  }

  deinit {
    Platform.closeFile(descriptor)
    if !isCommitted && partialPath != path { try? Platform.remove(partialPath) }
  }

  /// Adds bytes at the end.
  public func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Adds what `body` appends to the buffer it is given.
  package func write(_ body: (inout [UInt8]) -> Void) throws(FileError) {
    body(&buffer)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Adds a text's UTF-8 bytes.
  public func write(_ text: String) throws(FileError) {
    try write(text.utf8)
  }

  /// Puts all bytes on the disk and gives the file its name.
  public func commit() throws(FileError) {
    try flush()
    try Platform.synchronize(descriptor, path: path)
    if partialPath != path { try Platform.move(partialPath, to: path) }
    isCommitted = true
  }

  private func flush() throws(FileError) {
    var result: Result<Bool, FileError> = .success(true)
    buffer.withUnsafeBytes { bytes in
      result = Result { () throws(FileError) in
        try Platform.writeFully(descriptor, bytes, path: path)
      }
    }
    guard try result.get() else { throw FileError(path: path, problem: "cannot write: its reader has left") }
    size += buffer.count
    buffer.removeAll(keepingCapacity: true)
    guard size - sentSize >= Self.smallestSending else { return }
    Platform.beginWriting(descriptor, sentSize, count: size - sentSize)
    sentSize = size
    // Of a file that is larger than this, memory keeps only the end: what is on the disk by now makes room there.
    let dropped = size - Self.largestKept
    guard dropped - droppedSize >= Self.largestKept / 4 else { return }
    Platform.beginWriting(descriptor, droppedSize, count: dropped - droppedSize)
    droppedSize = dropped
  }

  /// Writes a whole file at once.
  public static func write(_ text: String, to path: String) throws(FileError) {
    let file = try OutputFile(path: path)
    try file.write(text)
    try file.commit()
  }
}
