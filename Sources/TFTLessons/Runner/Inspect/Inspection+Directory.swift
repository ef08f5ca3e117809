import RawData

extension Inspection {
  /// Inspects every file below the directory, and counts the records of each directory's TFRecord files together.
  mutating func inspectDirectory() throws {
    var files = DirectoryInspection(options: options)
    try files.add(path, prefix: "", above: [])
    add("file_count", .int(files.table.rows.count))
    add("bytes", .int(files.size))
    if files.records > 0 { add("records", .int(files.records)) }
    if files.rows > 0 { add("rows", .int(files.rows)) }
    if !files.table.rows.isEmpty { tables.append(files.table) }
    sets = files.sets
    damages = files.damages
    guard damages.isEmpty else {
      let things = damages.count == 1 ? "1 thing is" : "\(damages.count) things are"
      throw InputError(file: path, problem: "\(things) wrong in \(files.table.rows.count) files, see above")
    }
    if !files.table.rows.isEmpty { add("checks", .string("nothing is wrong")) }
  }
}

/// What is found in the files below a directory.
private struct DirectoryInspection {
  let options: Inspection.Options
  private(set) var table = InspectionTable("files", columns: ["file", "kind", "bytes", "rows", "check"])
  private(set) var sets: [Inspection.RecordSet] = []
  private(set) var damages: [String] = []
  private(set) var size = 0
  private(set) var records = 0
  private(set) var rows = 0

  init(options: Inspection.Options) { self.options = options }

  /// Adds the files of `directory`, and those below it.
  ///
  /// - Parameter above: the directories on the way, for a link can lead back to one of them.
  mutating func add(_ directory: String, prefix: String, above: [String]) throws(FileError) {
    var tally = RecordTally(options)
    var shards: [String] = []
    for name in try Platform.entries(of: directory) where name != OutputDirectory.mark {
      let path = "\(directory)/\(name)"
      let line = above + [directory]
      if Platform.isDirectory(path) {
        guard !line.contains(where: { Platform.isSameFile($0, path) }) else { continue }
        try add(path, prefix: "\(prefix)\(name)/", above: line)
      } else if addFile(path, name: prefix + name, &tally) {
        shards.append(name)
      }
    }
    damages += MetadataCheck(directory)?.problems ?? []
    damages += ShardSet.problems(of: shards).map { "\(directory): \($0)" }
    guard !shards.isEmpty else { return }
    records += tally.recordCount
    let place = prefix.isEmpty ? "." : String(prefix.dropLast())
    sets.append(.init(directory: place, files: shards.count, facts: tally.facts, tables: tally.tables))
  }

  /// Adds one file; whether it is one of records, which are counted in `tally`.
  private mutating func addFile(_ path: String, name: String, _ tally: inout RecordTally) -> Bool {
    let bytes = Platform.size(of: path)
    size += bytes
    var (kind, count, check) = (FileKind.unreadable, JSON.null, "ok")
    do {
      kind = try FileKind(of: path)
      switch kind {
      case .tfrecord:
        let before = tally.recordCount
        defer { count = .int(tally.recordCount - before) }
        try tally.read(path, skipsCorrupt: options.skipsCorrupt)
      case .special, .unknown, .empty: check = "not read"
      default:
        let file = try Inspection(of: path, options: .init(limit: 0))
        if let found = file["rows"]?.int {
          count = .int(found)
          rows += found
        }
        if let damage = file.damage { throw damage }
      }
    } catch {
      check = kind == .unreadable ? "unreadable" : "damaged"
      damages.append("\(error)")
    }
    table.addRow([.string(name), .string(kind.text), .int(bytes), count, .string(check)])
    if case .tfrecord = kind { return true }
    return false
  }
}
