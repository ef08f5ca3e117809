/// A model cannot be composed, or does not fit the data.
public struct ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was found and what was expected.
  public var problem: String
  /// The line of the program that made what it is about, where there is one.
  public var place: String?

  /// A problem, and the line that it is about.
  public init(_ problem: String, place: String? = nil) {
    (self.problem, self.place) = (problem, place)
  }

  /// `Models.swift:12: problem`.
  public var description: String { place.map { "\($0): \(problem)" } ?? problem }
}
