import FullScale
import RawData
import TFRecords
import TransformedData

/// The directory `transformed_tfrecords` as many workers make it, on machines that know nothing of each other.
///
/// Whoever finishes the analysis begins it, with `transform_output`. Then every worker puts its file there, whole, under its
/// final name: who does the same shard once more puts the same bytes in the same place. Whoever has the lines of all files
/// puts the directory in its place. A worker that comes later still finds no directory to write to, and fails.
struct ShardedOutput {
  let directory: WorkingDirectory

  /// The directory when it is whole.
  var path: String { directory.transformedRecords }

  private var staging: String { OutputDirectory.staging(of: path) }

  /// Makes the directory with `transform_output` in it, unless that was done; what a user should know of the transform.
  ///
  /// - Throws: `FileError` when it cannot be made, `InputError` when it would take the place of an edit.
  func begin(_ analysis: SharedAnalysis) throws -> [String] {
    let transformFn = try analysis.transformFn()
    return try DirectoryLock.hold(directory.path) {
      if isOf(analysis, staging) { return transformFn.notices }
      try FittedFiles(directory: path).checkUnedited()
      // What a task knows of the directory is no longer so; and `clean_directory` is to know that the place is ours.
      var state = try TaskState(of: directory.path)
      try state.begin(.transformTFRecords)
      let staging = try OutputDirectory.begin(path)
      let missing = try FittedFiles(directory: staging).write(transformFn)
      try OutputDirectory.addToMark(Self.markLine(of: analysis), of: staging)
      return transformFn.notices + missing
    }
  }

  /// Writes all rows of `reader` as the file of `shard`.
  ///
  /// - Throws: whatever reading throws, `FileError` when the file cannot be written or the directory is not begun.
  func write(
    _ reader: inout TransformedReader,
    _ names: [String],
    of shard: ShardFile,
    _ analysis: SharedAnalysis
  ) throws -> TransformedPart {
    guard isOf(analysis, staging) else {
      let problem =
        "is not there for these constants; `lessons worker merge --finish` makes it when it prints them"
      throw FileError(path: staging, problem: problem)
    }
    let place = "\(staging)/\(ShardedRecords.shardName(shard.number, of: shard.count))"
    // Process numbers are not enough: another machine has the same ones.
    let attempt = "\(place).\(String(UInt64.random(in: 0...UInt64.max), radix: 16)).partial"
    let writer = try ExampleWriter(path: attempt, names: names)
    let rows = try writer.write(rowsOf: &reader)
    try writer.close()
    do {
      let part = TransformedPart(of: shard, rows: rows, bytes: Platform.size(of: attempt))
      try Platform.move(attempt, to: place)
      return part
    } catch {
      try? Platform.remove(attempt)
      throw error
    }
  }

  /// Puts the directory in its place with the files `parts`, and nothing else that workers have begun; done already, it
  /// stays as it is.
  ///
  /// - Throws: `FileError` for a file that is not there, or is another one.
  func publish(_ parts: [TransformedPart], _ analysis: SharedAnalysis) throws {
    try DirectoryLock.hold(directory.path) {
      if !Platform.exists(staging), isOf(analysis, path) { return try check(parts, in: path) }
      guard isOf(analysis, staging) else {
        throw FileError(
          path: staging,
          problem: "is not there for these constants, so there is nothing to finish"
        )
      }
      try check(parts, in: staging)
      try removeStrays(of: staging, besides: parts)
      try OutputDirectory.finish(path)
      // What a worker that nobody waits for has begun in between.
      try removeStrays(of: path, besides: parts)
    }
  }

  private func check(_ parts: [TransformedPart], in place: String) throws(FileError) {
    for part in parts {
      let file = "\(place)/\(part.name)"
      guard Platform.isRegularFile(file), Platform.size(of: file) == part.bytes else {
        throw FileError(
          path: file,
          problem: "found no file of \(part.bytes) bytes, expected what its worker has written"
        )
      }
    }
  }

  /// Removes what workers have begun and not finished, and the files of another division.
  private func removeStrays(of place: String, besides parts: [TransformedPart]) throws(FileError) {
    let names = Set(parts.map(\.name))
    for name in try Platform.entries(of: place) where name.hasPrefix("part-") && !names.contains(name) {
      try Platform.remove("\(place)/\(name)")
    }
  }

  private func isOf(_ analysis: SharedAnalysis, _ place: String) -> Bool {
    OutputDirectory.markLines(of: place).contains { $0 == Self.markLine(of: analysis) }
  }

  private static let markPrefix = "analysis: "

  private static func markLine(of analysis: SharedAnalysis) -> String { "\(markPrefix)\(analysis.identity)" }

  /// Whether workers have made the directory `path`.
  static func isMadeByWorkers(_ path: String) -> Bool {
    OutputDirectory.markLines(of: path).contains { $0.hasPrefix(markPrefix) }
  }
}
