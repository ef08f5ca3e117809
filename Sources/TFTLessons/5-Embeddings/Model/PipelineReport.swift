import Preprocessing

/// What a report on a model's errors tells apart: facts about raw rows, in the language of preprocessing functions.
public struct PipelineReport: Sendable {
  /// Rows in groups by a number.
  public struct Grouping: Sendable {
    /// What the number is, with its unit: `distance in km`.
    public var name: String
    /// Where each group begins, ascending; the last has no end. NaN is a group of its own. Without boundaries there is one
    /// group.
    public var boundaries: [Float]
    /// The number of each raw row.
    public var column: @Sendable (Inputs) throws -> Column<Float>

    /// Groups that begin at `boundaries`.
    public init(
      _ name: String,
      boundaries: [Float],
      column: @escaping @Sendable (Inputs) throws -> Column<Float>
    ) {
      (self.name, self.boundaries, self.column) = (name, boundaries, column)
    }

    /// The group of a value: from 0 in the order of the boundaries; nil for NaN. What is below the first is in the first.
    public func group(of value: Float) -> Int? {
      value.isNaN ? nil : max(0, (boundaries.firstIndex { value < $0 } ?? boundaries.count) - 1)
    }
  }

  /// A place for each raw row on a plane.
  public struct Map: Sendable {
    /// What the places are: `pick-ups`.
    public var name: String
    /// What x and y are, with their unit.
    public var xLabel, yLabel: String
    /// What the map shows of the plane.
    public var x, y: ClosedRange<Double>
    /// The place of each raw row, x and y; NaN where there is none.
    public var places: @Sendable (Inputs) throws -> (x: Column<Float>, y: Column<Float>)

    /// A map of the plane from `x.lowerBound`, `y.lowerBound` on.
    public init(
      _ name: String,
      x: (label: String, range: ClosedRange<Double>),
      y: (label: String, range: ClosedRange<Double>),
      places: @escaping @Sendable (Inputs) throws -> (x: Column<Float>, y: Column<Float>)
    ) {
      self.name = name
      (xLabel, self.x) = x
      (yLabel, self.y) = y
      self.places = places
    }
  }

  /// What errors are grouped by, one after the other.
  public var groupings: [Grouping]
  /// Where rows are drawn; nil when they are nowhere.
  public var map: Map?

  /// A report.
  public init(groupings: [Grouping] = [], map: Map? = nil) {
    (self.groupings, self.map) = (groupings, map)
  }
}
