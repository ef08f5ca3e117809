import RawData

/// `task_state.json` in a working directory: which tasks are done there, from what, with what result.
///
/// A task's record goes away before the task begins and comes back when all that it makes is in its place. The file is
/// replaced as a whole each time. So it never tells of half-done work, wherever the program ends. It is also the mark of the
/// directory: only where it stands does `clean_directory` remove anything.
struct TaskState: Equatable, Sendable {
  /// The file's name in the working directory.
  static let name = "task_state.json"
  private static let format = "tftlessons.task_state"
  private static let formatVersion = 1

  private let path: String
  /// The tasks that are done.
  private(set) var records: [PipelineTask: TaskRecord] = [:]
  /// Why the file tells nothing, where it does not: it is damaged, or of a newer release.
  private(set) var problem: String?

  /// The state of the working directory `directory`: nothing is done where there is no file.
  ///
  /// - Throws: `FileError` when the file cannot be read, or was made by somebody else.
  init(of directory: String) throws {
    path = "\(directory)/\(Self.name)"
    guard Platform.exists(path) else { return }
    guard Self.isOurs(path) else {
      throw FileError(path: path, problem: "is in the way: it was not made by lessons, so it is not replaced")
    }
    do {
      let document = try JSON.read(path)
      try document.checkFormat(Self.format, version: Self.formatVersion, path: path)
      records = try Self.records(document, path: path)
    } catch let error as InputError {
      problem = "\(error)"
    }
  }

  /// Whether the file `path` is a task state, however damaged: empty, or it names the format.
  static func isOurs(_ path: String) -> Bool {
    guard Platform.isRegularFile(path), !Platform.isLink(path), let bytes = try? InputFile.contents(of: path)
    else { return false }
    return bytes.isEmpty || String(decoding: bytes, as: UTF8.self).contains("\"\(format)\"")
  }

  private static func records(_ document: JSON, path: String) throws(InputError) -> [PipelineTask: TaskRecord]
  {
    var records: [PipelineTask: TaskRecord] = [:]
    guard case .object(let members)? = document["tasks"] else {
      throw InputError(file: path, problem: "found no \"tasks\", expected an object of them")
    }
    for member in members {
      guard let task = PipelineTask(rawValue: member.name), let record = TaskRecord(member.value) else {
        throw InputError(
          file: path,
          problem: "found task \(quoted(member.name.utf8)) in another form, expected it as lessons writes it"
        )
      }
      records[task] = record
    }
    return records
  }

  /// Forgets the task, which is about to begin.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  mutating func begin(_ task: PipelineTask) throws(FileError) {
    records[task] = nil
    try write()
  }

  /// Marks the directory as one of ours, where it is not yet: `clean_directory` may remove from it what we make.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  mutating func mark() throws(FileError) {
    if !Platform.exists(path) || Platform.size(of: path) == 0 { try write() }
  }

  /// Remembers the task, which is done.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  mutating func finish(_ task: PipelineTask, _ record: TaskRecord) throws(FileError) {
    records[task] = record
    try write()
  }

  /// The task was begun and has failed. What was known of it before is true of what it has left as it was, and found out
  /// for what it has not. A directory in which there is nothing else needs no mark.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  mutating func abandon(_ task: PipelineTask, _ earlier: TaskRecord?) throws(FileError) {
    records[task] = earlier
    let neighbours = try Platform.entries(of: Platform.parent(of: path))
    if records.isEmpty && neighbours == [Self.name] {
      try Platform.remove(path)
    } else if earlier != nil {
      try write()
    }
  }

  private mutating func write() throws(FileError) {
    let done = PipelineTask.allCases.compactMap { task in
      records[task].map { JSON.Member(task.rawValue, $0.json) }
    }
    let document = JSON.object([
      .init("format", .string(Self.format)), .init("format_version", .int(Self.formatVersion)),
      .init("tasks", .object(done)),
    ])
    try Platform.makeDirectory(Platform.parent(of: path))
    for leftover in Self.leftovers(in: Platform.parent(of: path)) { try Platform.remove(leftover) }
    try OutputFile.write(document.text, to: path)
    problem = nil
  }

  /// What programs that were ended by force have left of the file: `task_state.json.N.partial`.
  static func leftovers(in directory: String) -> [String] {
    let names = (try? Platform.entries(of: directory)) ?? []
    return names.filter { name in
      guard name.hasPrefix("\(Self.name)."), name.hasSuffix(".partial") else { return false }
      let process = name.dropFirst(Self.name.utf8.count + 1).dropLast(".partial".utf8.count)
      return Int(process) != nil
    }.map { "\(directory)/\($0)" }
  }
}
