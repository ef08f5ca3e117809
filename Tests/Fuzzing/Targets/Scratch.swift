import RawData

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files of this process alone, in the directory FUZZ_SCRATCH or else /tmp: best one that lives in memory.
enum Scratch {
  private static let directory = getenv("FUZZ_SCRATCH").map { String(cString: $0) } ?? "/tmp"

  static func path(_ name: String) -> String { "\(directory)/\(getpid())-\(name)" }

  /// Writes a file in place of the last one of that name; its path.
  static func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
    let path = path(name)
    let descriptor = try Platform.openForWriting(path)
    defer { Platform.closeFile(descriptor) }
    let isWritten = try Array(bytes).withUnsafeBytes { try Platform.writeFully(descriptor, $0, path: path) }
    expect(isWritten, "\(path) is written")
    return path
  }
}
