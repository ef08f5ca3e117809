import RawData

/// A task that was done: from what, and what came of it.
struct TaskRecord: Equatable, Sendable {
  /// A file that the task made.
  struct Output: Equatable, Sendable {
    /// The path below the working directory.
    var path: String
    var fingerprint: FileFingerprint
  }

  /// From what.
  var facts: TaskFacts
  /// Every file that it made, by path.
  var outputs: [Output]
  /// What it had to show.
  var result: String

  /// The fingerprint of all files that it made: those who read them depend on it.
  var outputFingerprint: String {
    let lines = outputs.map { "\($0.path) \($0.fingerprint.size) \($0.fingerprint.hash)\n" }
    return FileFingerprint.hash(of: lines.joined())
  }

  /// Which of the files are not as the task has left them, and how; none when all of them are whole.
  ///
  /// Sizes come first: what was cut short or never written is found without reading anything.
  func damages(in directory: String) throws -> [String] {
    for output in outputs {
      let path = "\(directory)/\(output.path)"
      guard Platform.isRegularFile(path) else { return ["\(output.path) is missing"] }
      guard Platform.size(of: path) == output.fingerprint.size else {
        return ["\(output.path) is not as it was left"]
      }
    }
    let changed = try outputs.first { try FileFingerprint(of: "\(directory)/\($0.path)") != $0.fingerprint }
    return changed.map { ["\($0.path) is not as it was left"] } ?? []
  }
}

extension TaskRecord.Output {
  /// All files below the directory `place` of the working directory `directory`, by path.
  ///
  /// - Throws: `FileError` when one cannot be read.
  static func all(in place: String, of directory: String) throws -> [TaskRecord.Output] {
    try Platform.entries(of: "\(directory)/\(place)").flatMap { name in
      let path = "\(place)/\(name)"
      let full = "\(directory)/\(path)"
      if Platform.isDirectory(full) { return try all(in: path, of: directory) }
      return [TaskRecord.Output(path: path, fingerprint: try FileFingerprint(of: full))]
    }
  }
}
