/// A directory that appears under its name only when it is whole.
///
/// It carries a mark, a small hidden file. A directory without the mark is somebody else's: it is never replaced or removed.
public enum OutputDirectory {
  /// The name of the file that marks a directory as made here.
  package static let mark = ".tftlessons"

  /// Whether the directory `path` was made here; one that is empty has nothing to lose and counts as ours.
  package static func isOurs(_ path: String) -> Bool {
    Platform.exists("\(path)/\(mark)") || (try? Platform.entries(of: path).isEmpty) == true
  }

  /// Adds a line to the mark of a directory that `write` is making.
  package static func addToMark(_ line: String, of staging: String) throws(FileError) {
    let path = "\(staging)/\(mark)"
    let text = String(decoding: try InputFile.contents(of: path), as: UTF8.self)
    try OutputFile.write("\(text)\(line)\n", to: path)
  }

  /// The lines of the mark of a directory; none where there is no mark.
  package static func markLines(of path: String) -> [Substring] {
    let bytes = (try? InputFile.contents(of: "\(path)/\(mark)")) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  /// Whether two directories without directories in them have the same files.
  ///
  /// - Throws: `FileError` when one of them cannot be read.
  package static func areSame(_ first: String, _ second: String) throws(FileError) -> Bool {
    let names = try Platform.entries(of: first)
    guard Platform.isDirectory(second), try Platform.entries(of: second) == names else { return false }
    for name in names where try !InputFile.areSame("\(first)/\(name)", "\(second)/\(name)") { return false }
    return true
  }

  /// Finds out, before any work is done for it, whether the directory `path` can be made or replaced.
  package static func check(_ path: String) throws(FileError) {
    for place in [path, path + ".partial"] where Platform.exists(place) && !isOurs(place) {
      throw FileError(
        path: place,
        problem: "is in the way: it was not made by lessons, so it is not replaced"
      )
    }
    try Platform.checkWritable(directory: Platform.parent(of: path))
  }

  /// Calls `body` with a staging directory, `path.partial`; when it returns, that directory takes the place of `path`.
  ///
  /// When it throws, the staging directory is removed and `path` stays as it was.
  ///
  /// - Throws: `FileError` when a directory cannot be made or moved, and whatever `body` throws.
  public static func write<Result>(to path: String, _ body: (_ staging: String) throws -> Result) throws
    -> Result
  {
    let staging = path + ".partial"
    try check(path)
    try Platform.remove(staging)
    try Platform.makeDirectory(staging)
    try OutputFile.write(
      "Made by lessons, which may replace or remove this directory.\n",
      to: "\(staging)/\(mark)"
    )
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
