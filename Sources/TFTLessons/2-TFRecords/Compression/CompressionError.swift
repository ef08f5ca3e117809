/// A compressed stream is not as it should be: where, what was found, what was expected.
///
/// Its text is an interface: `compressed byte 10: block type is 3, expected 0, 1 or 2`.
public struct CompressionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where the wrong part starts, in bytes from the start of the compressed stream; for a stream that is cut, its length.
  public var byteOffset: Int
  /// What was found and what was expected.
  public var problem: String

  /// An error at `byteOffset`.
  public init(byteOffset: Int, problem: String) {
    self.byteOffset = byteOffset
    self.problem = problem
  }

  /// `compressed byte N: problem`.
  public var description: String { "compressed byte \(byteOffset): \(problem)" }
}
