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

  /// What was wrong with each record passed over, by its index, file by file.
  private let found = Mutex<[String: [Int: InputError]]>([:])

  /// Nothing passed over yet.
  public init() {}

  /// The files with damaged records, sorted by path.
  public var files: [File] {
    found.withLock { found in
      found.sorted { $0.key < $1.key }.compactMap { _, errors in
        errors.min { $0.key < $1.key }.map { File(count: errors.count, first: $0.value) }
      }
    }
  }

  /// How many records were passed over in all files.
  public var count: Int {
    found.withLock { found in found.values.reduce(0) { $0 + $1.count } }
  }

  /// Takes note of a damaged record.
  func note(_ error: InputError) {
    guard case .record(let index, _) = error.position else { return }
    found.withLock { $0[error.file, default: [:]][index] = error }
  }
}
