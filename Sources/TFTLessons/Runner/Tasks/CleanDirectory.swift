import RawData

extension PipelineRun {
  /// Removes what a run makes, by name, and the working directory itself when nothing else is in it.
  func cleanDirectory() throws -> String {
    let present = directory.contents.flatMap { [$0, $0 + ".partial"] }.filter { Platform.exists($0) }
    for path in present { try Platform.remove(path) }
    if Platform.isDirectory(directory.path), try Platform.entries(of: directory.path).isEmpty {
      try Platform.remove(directory.path)
    }
    return present.isEmpty
      ? "nothing to remove in \(directory.path)"
      : "removed \(present.map(directory.shown).joined(separator: ", ")) from \(directory.path)"
  }
}
