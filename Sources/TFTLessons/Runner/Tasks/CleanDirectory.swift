import RawData

extension PipelineRun {
  /// Removes what runs have made, and the directories that are empty without it. What is not ours stays.
  func cleanDirectory() throws -> String {
    let (removed, kept) = try removeArtefacts()
    for path in [
      directory.models, directory.checkpoints, directory.figures, directory.graphs, directory.path,
    ] where Platform.isDirectory(path) {
      if try Platform.entries(of: path).isEmpty { try Platform.remove(path) }
    }
    forgetResults()
    guard !removed.isEmpty else { return "nothing of ours to remove in \(directory.path)" }
    let strangers =
      kept.isEmpty ? "" : "; kept \(kept.map(directory.shown).joined(separator: ", ")), not made by lessons"
    return
      "removed \(removed.map(directory.shown).joined(separator: ", ")) from \(directory.path)\(strangers)"
  }

  /// Removes what was made here: the paths, and the files of others that lay in it and stay.
  private func removeArtefacts() throws -> (removed: [String], kept: [String]) {
    var artefacts = [directory.rawRecords, directory.transformedRecords]
    for place in [directory.models, directory.checkpoints, directory.figures]
    where Platform.isDirectory(place) {
      let names = try Platform.entries(of: place).map { name in
        name.hasSuffix(".partial") ? String(name.dropLast(".partial".utf8.count)) : name
      }
      artefacts += Set(names).sorted().map { "\(place)/\($0)" }
    }
    var found = artefacts.flatMap { [$0, $0 + ".partial"] }.filter(OutputDirectory.isOurs)
    if Platform.isRegularFile(directory.runGraph) { found.append(directory.runGraph) }
    let kept = try found.flatMap { path in
      try OutputDirectory.remove(path).map { "\(path)/\($0)" }
    }
    return (found, kept)
  }
}
