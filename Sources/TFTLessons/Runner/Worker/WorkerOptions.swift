import RawData

/// What a worker is to do.
struct WorkerOptions {
  enum Work: String, CaseIterable {
    case analyze, merge, transform
  }

  let work: Work
  let files: FileOptions
  let threads: Int

  init(_ arguments: inout Arguments) throws(UsageError) {
    let known = Work.allCases.map(\.rawValue)
    guard let word = try arguments.next() else {
      throw UsageError("lessons worker needs a kind of work: \(known.joined(separator: ", "))")
    }
    guard let work = Work(rawValue: word) else { throw UsageError(unknown: "work", word, expected: known) }
    self.work = work
    files = try FileOptions(
      &arguments,
      required: [],
      optional: ["--workdir", "--schema", "--threads"],
      flags: ["--no-header", "--quiet"] + (work == .merge ? ["--finish"] : [])
    )
    threads = try files.number("--threads", default: 1, in: 1...CommonOptions.mostThreads)
  }

  var directory: WorkingDirectory {
    WorkingDirectory(path: files.has("--workdir") ? files["--workdir"] : RunOptions().workdir)
  }
}
