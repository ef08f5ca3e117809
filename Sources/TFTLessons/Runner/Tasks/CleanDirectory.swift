import RawData

extension PipelineRun {
  /// Removes what runs have made, and the directories that are empty without it. What is not ours stays.
  func cleanDirectory() throws -> String {
    let removed = try removeArtefacts()
    for path in [directory.models, directory.graphs, directory.path] where Platform.isDirectory(path) {
      if try Platform.entries(of: path).isEmpty { try Platform.remove(path) }
    }
    forgetResults()
    guard !removed.isEmpty else { return "nothing of ours to remove in \(directory.path)" }
    return "removed \(removed.map(directory.shown).joined(separator: ", ")) from \(directory.path)"
  }

  private func removeArtefacts() throws -> [String] {
    var artefacts = [directory.rawRecords, directory.transformedRecords]
    if Platform.isDirectory(directory.models) {
      artefacts += try Platform.entries(of: directory.models).filter { !$0.hasSuffix(".partial") }.map(
        directory.model
      )
    }
    var found = artefacts.flatMap { [$0, $0 + ".partial"] }.filter(OutputDirectory.isOurs)
    if Platform.isRegularFile(directory.runGraph) { found.append(directory.runGraph) }
    for path in found { try Platform.remove(path) }
    return found
  }
}
