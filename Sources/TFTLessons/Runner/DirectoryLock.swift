import RawData

/// Lets one run at a time work in a directory. The lock is the system's, on the directory itself: no file tells of it, and
/// it is gone with the program, however that ends.
enum DirectoryLock {
  /// Runs `body` while nobody else works in `directory`, which is made where it does not exist, and does not stay when it
  /// was made for nothing.
  ///
  /// - Throws: `FileError` when another run is at work there, and whatever `body` throws.
  static func hold<Result>(_ directory: String, _ body: () throws -> Result) throws -> Result {
    let isNew = !Platform.exists(directory)
    try Platform.makeDirectory(directory)
    guard let lock = try Platform.lock(directory: directory) else {
      throw FileError(
        path: directory,
        problem:
          "another run of lessons is at work in this directory; wait until it is done, or name another by --workdir"
      )
    }
    defer {
      if isNew, (try? Platform.entries(of: directory).isEmpty) == true { try? Platform.remove(directory) }
      Platform.closeFile(lock)
    }
    return try body()
  }
}
