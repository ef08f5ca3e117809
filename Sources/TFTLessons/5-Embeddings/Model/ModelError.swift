/// A model cannot be composed, or does not fit the data.
public struct ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A row of the data, for whoever knows which file it came from.
  public struct Row: Equatable, Sendable {
    /// Counted from 0 among the rows that the model was given.
    public var number: Int
    /// The transformed feature that is not as it should be.
    public var feature: String
    /// The problem without the row: `label "fare": found nan, expected a finite number`.
    public var problem: String
  }

  /// What was found and what was expected.
  public var problem: String
  /// The line of the program that made what it is about, where there is one.
  public var place: String?
  /// The row that it is about, where there is one.
  public private(set) var row: Row?

  /// A problem, and the line that it is about.
  public init(_ problem: String, place: String? = nil) {
    (self.problem, self.place) = (problem, place)
  }

  /// A problem of a row: `label "fare", row 12: found nan, expected a finite number`.
  ///
  /// - Parameter kind: what the feature is to the model: `feature` or `label`.
  init(_ kind: String, _ feature: String, row number: Int, _ problem: String) {
    self.problem = "\(kind) \"\(feature)\", row \(number): \(problem)"
    row = Row(number: number, feature: feature, problem: "\(kind) \"\(feature)\": \(problem)")
  }

  /// `Models.swift:12: problem`.
  public var description: String { place.map { "\($0): \(problem)" } ?? problem }
}
