/// A directory that appears under its name only when it is whole.
///
/// It carries a mark, a small hidden file that lists what was made. A directory without the mark is somebody else's, and so is
/// a file in it that the mark does not list: neither is ever replaced or removed.
public enum OutputDirectory {
  /// The name of the file that marks a directory as made here.
  package static let mark = ".tftlessons"

  /// Whether the directory `path` was made here; one that is empty, or in which a mark was begun, has nothing to lose and
  /// counts as ours.
  package static func isOurs(_ path: String) -> Bool {
    Platform.exists("\(path)/\(mark)") || (try? Platform.entries(of: path).allSatisfy(isBegunMark)) == true
  }

  /// Whether a file of this name is what a program that was ended by force has left of a mark: `.tftlessons.N.partial`.
  private static func isBegunMark(_ name: String) -> Bool {
    name.hasPrefix("\(mark).") && name.hasSuffix(".partial")
  }

  private static func writeMark(in path: String) throws(FileError) {
    for name in try Platform.entries(of: path) where isBegunMark(name) {
      try Platform.remove("\(path)/\(name)")
    }
    try OutputFile.write(notice, to: "\(path)/\(mark)")
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

  /// Whether two directories without directories in them have the same files; the mark is none of them.
  ///
  /// - Throws: `FileError` when one of them cannot be read.
  package static func areSame(_ first: String, _ second: String) throws(FileError) -> Bool {
    let names = try Platform.entries(of: first).filter { $0 != mark }
    guard Platform.isDirectory(second), try Platform.entries(of: second).filter({ $0 != mark }) == names
    else {
      return false
    }
    for name in names where try !InputFile.areSame("\(first)/\(name)", "\(second)/\(name)") { return false }
    return true
  }

  /// Finds out, before any work is done for it, whether the directory `path` can be made or replaced.
  package static func check(_ path: String) throws(FileError) {
    let staging = staging(of: path)
    if Platform.isLink(staging) {
      throw FileError(path: staging, problem: "is in the way: it is a link, expected a directory or nothing")
    }
    for place in [path, staging] where Platform.exists(place) && !isOurs(place) { throw inTheWay(place) }
    if let stranger = try strangers(in: path).first {
      throw FileError(
        path: "\(path)/\(stranger)",
        problem: "was not made by lessons, and would be lost when \(path) is made anew; move it elsewhere"
      )
    }
    try Platform.checkWritable(directory: Platform.parent(of: path))
  }

  private static func inTheWay(_ path: String) -> FileError {
    FileError(path: path, problem: "is in the way: it was not made by lessons, so it is not replaced")
  }

  /// Calls `body` with a staging directory, `path.partial`; when it returns, that directory takes the place of `path`.
  ///
  /// When it throws, the staging directory is removed and `path` stays as it was.
  ///
  /// - Parameters:
  ///   - path: the directory to make, or to take the place of.
  ///   - isResumed: `body` goes on with what an earlier run has left in the staging directory, and leaves there what is whole
  ///     when it throws.
  ///   - body: fills the staging directory.
  /// - Throws: `FileError` when a directory cannot be made or moved, and whatever `body` throws.
  public static func write<Result>(
    to path: String,
    isResumed: Bool = false,
    _ body: (_ staging: String) throws -> Result
  ) throws
    -> Result
  {
    let staging = try begin(path, isResumed: isResumed)
    do {
      let result = try body(staging)
      try finish(path)
      return result
    } catch {
      if !isResumed { try? Platform.remove(staging) }
      throw error
    }
  }

  /// Where the directory `path` is made before it appears there.
  package static func staging(of path: String) -> String { path + ".partial" }

  /// Makes an empty staging directory for `path`; `finish` lets it appear, from this process or another one.
  ///
  /// - Parameter isResumed: what an earlier run has left there stays.
  /// - Throws: `FileError` when it cannot be made, or something that is not ours is in the way.
  package static func begin(_ path: String, isResumed: Bool = false) throws(FileError) -> String {
    let staging = staging(of: path)
    try check(path)
    if !isResumed { try Platform.remove(staging) }
    try Platform.makeDirectory(staging)
    try writeMark(in: staging)
    return staging
  }

  /// Puts the staging directory of `path`, with all that is in it now, in the place of `path`.
  ///
  /// - Throws: `FileError` when it cannot be moved.
  package static func finish(_ path: String) throws(FileError) {
    let staging = staging(of: path)
    let made = try files(below: staging).filter { $0 != mark }.map { madePrefix + $0 }
    if !made.isEmpty { try addToMark(made.joined(separator: "\n"), of: staging) }
    try Platform.remove(path)
    try Platform.move(staging, to: path)
  }
}

extension OutputDirectory {
  private static let madePrefix = "made: "
  /// What the Finder leaves wherever it looks is nobody's work.
  private static let finderName = ".DS_Store"

  /// The files in the directory `path` that its mark does not list, by their paths from there. A directory without a list
  /// has none: it was never finished, or is not ours at all.
  package static func strangers(in path: String) throws(FileError) -> [String] {
    let made = Set(
      markLines(of: path).filter { $0.hasPrefix(madePrefix) }.map { $0.dropFirst(madePrefix.count) }
    )
    guard !made.isEmpty else { return [] }
    return try files(below: path).filter { file in
      let name = file.split(separator: "/").last ?? ""
      return !made.contains(file[...]) && file != mark && name != finderName
    }
  }

  /// Removes what was made in the directory `path`, and the directory, unless something else is in it: that is what is left.
  /// A file is removed as it is.
  package static func remove(_ path: String) throws(FileError) -> [String] {
    let strangers = try strangers(in: path)
    guard !strangers.isEmpty else {
      try Platform.remove(path)
      return []
    }
    for file in try files(below: path) where !strangers.contains(file) {
      try Platform.remove("\(path)/\(file)")
    }
    try removeEmptyDirectories(below: path)
    return strangers
  }

  private static func removeEmptyDirectories(below path: String) throws(FileError) {
    for name in try Platform.entries(of: path) {
      let place = "\(path)/\(name)"
      guard Platform.isDirectory(place), !Platform.isLink(place) else { continue }
      try removeEmptyDirectories(below: place)
      if try Platform.entries(of: place).isEmpty { try Platform.remove(place) }
    }
  }

  /// All files and links below the directory `path`, by their paths from there. A directory with a mark of its own, in which
  /// everything was made here, has none to tell of.
  private static func files(below path: String) throws(FileError) -> [String] {
    guard Platform.isDirectory(path) else { return [] }
    var files: [String] = []
    for name in try Platform.entries(of: path) {
      let place = "\(path)/\(name)"
      if !Platform.isDirectory(place) || Platform.isLink(place) {
        files.append(name)
      } else if Platform.exists("\(place)/\(mark)") {
        files += try strangers(in: place).map { "\(name)/\($0)" }
      } else {
        files += try Self.files(below: place).map { "\(name)/\($0)" }
      }
    }
    return files
  }
}

extension OutputDirectory {
  /// Marks an existing directory, in which there is nothing yet, as made here, with all that will ever be in it.
  ///
  /// - Throws: `FileError` when somebody else's files are in it.
  package static func markAsOurs(_ path: String) throws(FileError) {
    guard !Platform.exists("\(path)/\(mark)") else { return }
    guard isOurs(path) else { throw inTheWay(path) }
    try writeMark(in: path)
  }

  private static let notice = "Made by lessons, which may replace or remove this directory.\n"
}
