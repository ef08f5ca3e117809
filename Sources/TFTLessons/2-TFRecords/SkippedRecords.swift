import RawData
import Synchronization

/// The damaged records that readers have passed over, file by file.
///
/// Reading the same file again does not count its records twice.
public final class SkippedRecords: Sendable {
  /// What was passed over in one file.
  public struct File: Equatable, Sendable {
    /// How many records.
    public var count: Int
    /// What was wrong with the first of them; it names the file.
    public var first: InputError
  }

  private let found = Mutex<[String: File]>([:])

  /// Nothing passed over yet.
  public init() {}

  /// The files with damaged records, sorted by path.
  public var files: [File] {
    found.withLock { found in found.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// How many records were passed over in all files.
  public var count: Int {
    found.withLock { found in found.values.reduce(0) { $0 + $1.count } }
  }

  /// Takes over what `reader` has passed over so far.
  package func note(_ reader: RecordReader) {
    guard let first = reader.firstSkipped else { return }
    found.withLock { $0[reader.path] = File(count: reader.skippedRecords, first: first) }
  }
}
