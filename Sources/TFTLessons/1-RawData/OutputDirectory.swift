/// A directory that appears under its name only when it is whole.
public enum OutputDirectory {
  /// Calls `body` with a staging directory, `path.partial`; when it returns, that directory takes the place of `path`.
  ///
  /// When it throws, the staging directory is removed and `path` stays as it was.
  ///
  /// - Throws: `FileError` when a directory cannot be made or moved, and whatever `body` throws.
  public static func write<Result>(to path: String, _ body: (_ staging: String) throws -> Result) throws
    -> Result
  {
    let staging = path + ".partial"
    try Platform.remove(staging)
    try Platform.makeDirectory(staging)
    do {
      let result = try body(staging)
      try Platform.remove(path)
      try Platform.move(staging, to: path)
      return result
    } catch {
      try? Platform.remove(staging)
      throw error
    }
  }
}
