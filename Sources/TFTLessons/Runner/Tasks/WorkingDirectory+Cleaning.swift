import RawData

extension WorkingDirectory {
  /// Finds out whether things may be removed from this directory: only where our mark is, `task_state.json`, and never from
  /// a place that is too dear to be wrong about.
  ///
  /// - Parameter found: what is about to be removed.
  /// - Throws: `FileError`, with what it would have been.
  func checkCleanable(losing found: [String]) throws(FileError) {
    guard let reason = dearPlace ?? (found.isEmpty || isMarked ? nil : "has no \(TaskState.name) of lessons")
    else { return }
    let loss = found.isEmpty ? "nothing" : found.joined(separator: ", ")
    throw FileError(
      path: path,
      problem: "\(reason), so nothing is removed there; it would have been \(loss)"
    )
  }

  private var isMarked: Bool { TaskState.isOurs(taskState) && Platform.size(of: taskState) > 0 }

  /// What this directory is, where nothing is ever removed from it.
  private var dearPlace: String? {
    let named = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if Platform.isLink(named) { return "is a link to another directory" }
    if Platform.isSameFile(path, "/") { return "is the root of all files" }
    if ["/home", "/Users"].contains(where: { Platform.isSameFile("\(path)/..", $0) }) { return "is a home" }
    var place = Platform.homeDirectory ?? "/"
    if Platform.isSameFile(path, place) { return "is your home" }
    while place != "/", !place.isEmpty {
      place = Platform.parent(of: place)
      if Platform.isSameFile(path, place) { return "has your home in it" }
    }
    let repositories = [".git", ".hg", ".svn"].filter { Platform.exists("\(path)/\($0)") }
    return repositories.first.map { "is a repository, with \($0)" }
  }
}
