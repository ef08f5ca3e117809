import Preprocessing
import RawData

/// Runs steps on a batch. Analysis, batch transform and a single row's prediction all go through here, so that they
/// cannot disagree.
struct StepExecutor: Sendable {
  private let steps: [Step]
  /// The steps to run, ascending.
  private let order: [Int]
  /// Results that are the same for every batch, by step.
  private let constants: [FeatureValues?]

  /// An executor of `targets` and all they need.
  ///
  /// - Throws: `OperationError` when a step that depends on constants alone has no result.
  init(_ steps: [Step], targets: some Sequence<Int>) throws {
    self.steps = steps
    order = steps.needed(for: targets)
    var constants = steps.map(\.constant)
    for index in order {
      let inputs = steps[index].inputs.compactMap { constants[$0] }
      if case .mapper(let mapper) = steps[index].kind, inputs.count == steps[index].inputs.count {
        let operands = inputs.map { Operand($0, isConstant: true) }
        constants[index] = try Self.run(mapper, operands, rowCount: 1, steps, index, firstRow: nil)
      }
    }
    self.constants = constants
  }

  /// The raw features that the steps work on.
  var inputSchema: Schema { steps.inputSchema(order) }

  /// The result of every step, by its index; nil for steps that were not asked for.
  ///
  /// - Parameter firstRow: the batch's first row's number in the data, for errors.
  /// - Throws: `OperationError` with the line, the operation, the row and the value.
  func run(_ batch: Batch, firstRow: Int) throws -> [Operand?] {
    var results = constants.map { $0.map { Operand($0, isConstant: true) } }
    for index in order where results[index] == nil {
      switch steps[index].kind {
      case .input(let spec):
        guard let values = batch[spec.name], values.type == spec.type else {
          throw OperationError(
            location: nil,
            operation: "input \"\(spec.name)\"",
            problem: "the batch has no such feature of type \(spec.type.rawValue)"
          )
        }
        results[index] = Operand(values, isConstant: false)
      case .mapper(let mapper):
        let inputs = steps[index].inputs.compactMap { results[$0] }
        let values = try Self.run(mapper, inputs, rowCount: batch.rowCount, steps, index, firstRow: firstRow)
        results[index] = Operand(values, isConstant: false)
      case .constant, .analysis:
        preconditionFailure("\(steps[index].name) is used before its analysis")
      }
    }
    return results
  }

  private static func run(
    _ mapper: any Mapper,
    _ inputs: [Operand],
    rowCount: Int,
    _ steps: [Step],
    _ index: Int,
    firstRow: Int?
  ) throws -> FeatureValues {
    do throws(RowError) {
      return try mapper.apply(inputs, rowCount: rowCount)
    } catch {
      let features = steps.inputSchema(steps.needed(for: [index])).features
      var failure = OperationError(
        location: steps[index].location,
        operation: steps.describe(index),
        row: error.row.map { $0 + (firstRow ?? 0) },
        problem: error.problem
      )
      if features.count == 1 { failure.feature = features[0].name }
      throw failure
    }
  }
}
