import Preprocessing
import RawData

/// Transforms rows that come one at a time into numbers, one for each transformed feature, in the memory of the row before.
///
/// Where all operations are kernels, no array is made or looked into but the row's own; otherwise the features go through
/// columns.
package struct RowTransform: Sendable {
  /// The features' numbers, in the order of `TransformFn.outputSchema`.
  package private(set) var numbers: [RowNumber]
  private let executor: StepExecutor
  /// All of the operations; nil where some are no kernels, or a raw feature is a transformed one too.
  private let program: ElementProgram?
  private var columns: [FeatureValues] = []
  /// The names of the last row's features, and where in the row the program's columns are.
  private var names: [String]?
  private var columnPlaces: [Int]

  /// The same transform as `transformFn`; nil when a feature is a constant, or there twice.
  package init?(_ transformFn: TransformFn) {
    let (plan, targetCount) = (transformFn.executor.plan, transformFn.executor.targets.count)
    guard plan.otherTargets.isEmpty else { return nil }
    executor = transformFn.executor
    numbers = [RowNumber](repeating: .float32(0), count: targetCount)
    columnPlaces = [Int](repeating: 0, count: plan.columnCount)
    if plan.stages.count == 1, case .program(let program) = plan.stages[0],
      plan.inputs.allSatisfy({ $0.place >= targetCount })
    {
      self.program = program
    } else {
      program = nil
    }
  }

  /// Makes `numbers` those of the row in a batch of one row.
  ///
  /// - Returns: false when it has none, or not one number for each feature.
  package mutating func callAsFunction(_ row: Batch) -> Bool {
    guard let program else { return transformColumns(row) }
    if row.names != names {
      guard findColumns(row) else { return false }
    }
    do throws(RowError) {
      return try program.runRow(of: row.columns, at: columnPlaces, into: &numbers)
    } catch {
      return false
    }
  }

  /// Finds out where in `row` the program's columns are; false when one is not there.
  private mutating func findColumns(_ row: Batch) -> Bool {
    for input in executor.plan.inputs {
      guard let place = row.index(of: input.name, from: 0) else { return false }
      columnPlaces[input.place] = place
    }
    names = row.names
    return true
  }

  private mutating func transformColumns(_ row: Batch) -> Bool {
    guard executor.runPlan(row, &columns) else { return false }
    for index in numbers.indices {
      guard let number = RowNumber(columns[index]) else { return false }
      numbers[index] = number
    }
    return true
  }
}
