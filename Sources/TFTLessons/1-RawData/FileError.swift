/// The operating system refused: which path, what was tried, and why it failed.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path as the user wrote it.
  public var path: String
  /// What was tried and why it failed: `cannot open: No such file or directory`.
  public var problem: String

  /// An error about `path`.
  public init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  /// `path: problem`.
  public var description: String { "\(path): \(problem)" }
}
