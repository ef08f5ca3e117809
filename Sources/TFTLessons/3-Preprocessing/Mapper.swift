import RawData

/// A computation row by row: no row's result depends on another row.
///
/// To add one: conform a value type to this protocol, write a function that makes a `Column` of it, and list it in its
/// family's `MapperFamily`, so that a saved transform can be read back.
public protocol Mapper: Sendable {
  /// The name in `transform_fn.json`.
  var name: String { get }
  /// What it was made with, other than its input columns: names and values for `transform_fn.json`.
  var parameters: [(name: String, value: FeatureValues)] { get }
  /// Whether it can work on input columns of these types, in this order.
  func accepts(_ inputTypes: [FeatureType]) -> Bool
  /// The results for all rows.
  ///
  /// - Parameters:
  ///   - inputs: the values of the input columns, all with `rowCount` rows or constant.
  ///   - rowCount: how many rows the results have.
  /// - Throws: `RowError` for the first row that has no result.
  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues
  /// How many values each row of the result has, for inputs of the given shapes.
  func shape(of inputs: [ColumnShape]) -> ColumnShape
  /// The same mapper, made ready for inputs of which some are constant: tables built, ranges checked, once and not for
  /// every batch.
  ///
  /// - Parameter constants: the values of each input that is the same for every row, nil for the others.
  /// - Throws: `RowError` when it cannot work with these constants.
  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper
  /// The ids of the result, for a mapper that only knows them once its constants are there.
  func domain(_ constants: [FeatureValues?]) -> FeatureSpec.IntDomain?
  /// What a user should know of this mapper with these constants: that a column was constant and what is done about it.
  func notices(_ constants: [FeatureValues?]) -> [String]
}

extension Mapper {
  /// None.
  public var parameters: [(name: String, value: FeatureValues)] { [] }
  /// That of element-by-element work.
  public func shape(of inputs: [ColumnShape]) -> ColumnShape { .broadcast(inputs) }
  /// The mapper as it is.
  public func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper { self }
  /// None, beyond what was known when the column was made.
  public func domain(_ constants: [FeatureValues?]) -> FeatureSpec.IntDomain? { nil }
  /// None.
  public func notices(_ constants: [FeatureValues?]) -> [String] { [] }
}

/// A row that an operation has no result for.
public struct RowError: Error, Equatable, Sendable {
  /// The row in the batch, from 0; nil when the whole batch is meant.
  public var row: Int?
  /// What was found and what was expected.
  public var problem: String

  /// An error in `row`.
  public init(row: Int? = nil, _ problem: String) {
    self.row = row
    self.problem = problem
  }
}

/// An operation failed, or could not be made: where in the program, and in which row of the data.
public struct OperationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line that made the operation.
  public var location: SourceLocation?
  /// The operation: `parse_datetime(pickup_datetime)`.
  public var operation: String
  /// The row in the data, from 0.
  public var row: Int?
  /// The raw feature that the operation's value comes from, when it is a single one.
  public var feature: String?
  /// What was found and what was expected.
  public var problem: String
  /// The type that the program wants `feature` to have, where the schema says another one.
  public var expectedType: FeatureType?

  /// An error of `operation`.
  public init(location: SourceLocation?, operation: String, row: Int? = nil, problem: String) {
    self.location = location
    self.operation = operation
    self.row = row
    self.problem = problem
  }

  /// `file:line: operation, row N: problem`.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return "\(place)\(operation)\(row.map { ", row \($0)" } ?? ""): \(problem)"
  }
}
