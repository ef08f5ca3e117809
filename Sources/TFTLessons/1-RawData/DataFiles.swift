/// The files of a data set as a user names them: one file, a directory of shards, or a pattern such as `rides/*.csv`.
///
/// ```
/// rides.csv      that file, whatever its name
/// rides          every file in the directory, but for those whose names begin with "." or "_", which other tools
///                leave beside their shards
/// rides/*.csv    every file whose path fits the pattern; quoted, or else the shell takes it apart
/// ```
/// Shards come in the order of their paths' bytes, which is the same on every machine.
public struct DataFiles: Equatable, Sendable {
  /// As the user wrote it.
  public let name: String
  /// The files, in order; never none.
  public let paths: [String]

  /// Finds the files.
  ///
  /// - Throws: `FileError` when there is none, or one cannot be read.
  public init(_ name: String) throws(FileError) {
    self.name = name
    if Platform.isDirectory(name) {
      paths = try Self.shards(in: name)
    } else if !Platform.exists(name), name.contains(where: { "*?[".contains($0) }) {
      paths = Platform.paths(like: name).filter { !Platform.isDirectory($0) }.sorted(by: Self.precedes)
      if paths.isEmpty {
        throw FileError(path: name, problem: "no file fits this pattern, expected one or more")
      }
    } else {
      paths = [name]
    }
    for path in paths { try Platform.checkReadable(path) }
  }

  private static func shards(in directory: String) throws(FileError) -> [String] {
    let place = directory.hasSuffix("/") ? directory : "\(directory)/"
    let names = try Platform.entries(of: directory).filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }
    let paths = names.map { place + $0 }.filter { !Platform.isDirectory($0) }
    guard !paths.isEmpty else {
      throw FileError(path: directory, problem: "found no files in this directory, expected shards")
    }
    return paths.sorted(by: precedes)
  }

  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  /// How many bytes the files have together.
  package var size: Int { paths.reduce(0) { $0 + Platform.size(of: $1) } }

  /// What tells each file from the others: its last name, or its whole path where two have the same.
  package var labels: [String] {
    let names = paths.map { path in path.split(separator: "/").last.map(String.init) ?? path }
    return Set(names).count == names.count ? names : paths
  }
}
