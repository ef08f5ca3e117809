import RawData

extension PipelineRun {
  /// Removes what runs have made, and the directories that are empty without it. What is not ours stays.
  ///
  /// - Throws: `FileError` where nothing may be removed, with what it would have been.
  func cleanDirectory() throws -> String {
    let found = try artefacts()
    try directory.checkCleanable(losing: found.map(directory.shown))
    let kept = try found.flatMap { path in
      try OutputDirectory.remove(path).map { "\(path)/\($0)" }
    }
    for path in [
      directory.models, directory.checkpoints, directory.figures, directory.fullScale, directory.graphs,
      directory.path,
    ] where Platform.isDirectory(path) && !Platform.isLink(path) {
      // A directory that somebody stands in stays, empty.
      if try Platform.entries(of: path).isEmpty, !Platform.isSameFile(path, ".") { try Platform.remove(path) }
    }
    forgetResults()
    guard !found.isEmpty else { return "nothing of ours to remove in \(directory.path)" }
    let strangers =
      kept.isEmpty ? "" : "; kept \(kept.map(directory.shown).joined(separator: ", ")), not made by lessons"
    return "removed \(found.map(directory.shown).joined(separator: ", ")) from \(directory.path)\(strangers)"
  }

  /// What `cleanDirectory` would do.
  func cleaningPlan() throws -> String {
    let found = try artefacts().map(directory.shown)
    do {
      try directory.checkCleanable(losing: found)
    } catch {
      return TaskVerdict.refused("\(error)").plan
    }
    guard !found.isEmpty else { return "would find nothing of ours in \(directory.path)" }
    return "would remove \(found.joined(separator: ", ")) from \(directory.path)"
  }

  /// What was made in the working directory. A link is never ours, nor what it leads to.
  private func artefacts() throws -> [String] {
    var artefacts = [directory.rawRecords, directory.transformedRecords]
    for place in [directory.models, directory.checkpoints, directory.figures, directory.fullScale]
    where Platform.isDirectory(place) && !Platform.isLink(place) {
      let names = try Platform.entries(of: place).map { name in
        name.hasSuffix(".partial") ? String(name.dropLast(".partial".utf8.count)) : name
      }
      artefacts += Set(names).sorted().map { "\(place)/\($0)" }
    }
    var found = artefacts.flatMap { [$0, $0 + ".partial"] }.filter {
      !Platform.isLink($0) && OutputDirectory.isOurs($0)
    }
    if Platform.isRegularFile(directory.runGraph), !Platform.isLink(directory.graphs) {
      found.append(directory.runGraph)
    }
    if TaskState.isOurs(directory.taskState) { found.append(directory.taskState) }
    return found + TaskState.leftovers(in: directory.path)
  }
}
