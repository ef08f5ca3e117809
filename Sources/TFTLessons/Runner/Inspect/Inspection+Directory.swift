import RawData

extension Inspection {
  /// Lists every file below the directory with its kind, without reading more of it than that takes.
  mutating func inspectDirectory() throws {
    var listing = DirectoryListing()
    try listing.add(path, prefix: "", above: [])
    add("file_count", .int(listing.table.rows.count))
    add("bytes", .int(listing.size))
    if !listing.table.rows.isEmpty { tables.append(listing.table) }
  }
}

/// The files below a directory.
private struct DirectoryListing {
  private(set) var table = InspectionTable("files", columns: ["file", "kind", "bytes"])
  private(set) var size = 0

  /// Adds the files of `directory`, and those below it.
  ///
  /// - Parameter above: the directories on the way, for a link can lead back to one of them.
  mutating func add(_ directory: String, prefix: String, above: [String]) throws(FileError) {
    for name in try Platform.entries(of: directory) {
      let path = "\(directory)/\(name)"
      let line = above + [directory]
      if Platform.isDirectory(path) {
        guard !line.contains(where: { Platform.isSameFile($0, path) }) else { continue }
        try add(path, prefix: "\(prefix)\(name)/", above: line)
      } else {
        // One file that may not be read does not hide the others.
        let kind = (try? FileKind(of: path)) ?? .unreadable
        let bytes = Platform.size(of: path)
        table.addRow([.string(prefix + name), .string(kind.text), .int(bytes)])
        size += bytes
      }
    }
  }
}
