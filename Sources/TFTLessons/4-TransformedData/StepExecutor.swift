import Preprocessing
import RawData

/// Runs steps on a batch. Analysis, batch transform and a single row's prediction all go through here, so that they
/// cannot disagree.
struct StepExecutor: Sendable {
  private let steps: [Step]
  /// The steps to run on every batch, ascending.
  private let order: [Int]
  /// Mappers, made ready for their constant inputs, by step.
  private let mappers: [(any Mapper)?]
  /// Results that are the same for every batch, by step.
  private let constants: [Operand?]

  /// An executor of `targets` and all they need.
  ///
  /// - Throws: `OperationError` when a step that depends on constants alone has no result, or cannot work with its
  ///   constants.
  init(_ steps: [Step], targets: some Sequence<Int>) throws {
    self.steps = steps
    let needed = steps.needed(for: targets)
    var constants = [Operand?](repeating: nil, count: steps.count)
    var mappers = [(any Mapper)?](repeating: nil, count: steps.count)
    for index in needed {
      if let values = steps.constant(index) { constants[index] = Operand(values, isConstant: true) }
      guard case .mapper(let mapper) = steps[index].kind else { continue }
      let inputs = steps[index].inputs.map { constants[$0] }
      let bound = try steps.locatingErrors(of: index) { () throws(RowError) in
        try mapper.bound(to: inputs.map { $0?.values })
      }
      mappers[index] = bound
      let operands = inputs.compactMap(\.self)
      if operands.count == inputs.count {
        let values = try steps.locatingErrors(of: index) { () throws(RowError) in
          try bound.apply(operands, rowCount: 1)
        }
        constants[index] = Operand(values, isConstant: true)
      }
    }
    order = needed.filter { constants[$0] == nil }
    self.constants = constants
    self.mappers = mappers
  }

  /// The raw features that the steps work on.
  var inputSchema: Schema { steps.inputSchema(order) }

  /// The values of a step's inputs that are the same for every row; nil for the others.
  func constantInputs(of index: Int) -> [FeatureValues?] {
    steps[index].inputs.map { constants[$0]?.values }
  }

  /// The result of every step, by its index; nil for steps that were not asked for.
  ///
  /// - Parameter firstRow: the batch's first row's number in the data, for errors.
  /// - Throws: `OperationError` with the line, the operation, the row and the value.
  func run(_ batch: Batch, firstRow: Int) throws -> [Operand?] {
    var results = constants
    for index in order {
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
      case .mapper:
        guard let mapper = mappers[index] else { continue }
        let inputs = steps[index].inputs.compactMap { results[$0] }
        let values = try steps.locatingErrors(of: index, firstRow: firstRow) { () throws(RowError) in
          try mapper.apply(inputs, rowCount: batch.rowCount)
        }
        results[index] = Operand(values, isConstant: false)
      case .constant, .analysis, .part:
        preconditionFailure("\(steps.describe(index)) is used before its analysis")
      }
    }
    return results
  }
}

extension [Step] {
  /// Runs `body`, and tells where step `index` was made when it fails.
  func locatingErrors<Result>(
    of index: Int,
    firstRow: Int = 0,
    _ body: () throws(RowError) -> Result
  ) throws(OperationError) -> Result {
    do throws(RowError) {
      return try body()
    } catch {
      let features = inputSchema(needed(for: [index])).features
      var failure = OperationError(
        location: self[index].location,
        operation: describe(index),
        row: error.row.map { $0 + firstRow },
        problem: error.problem
      )
      if features.count == 1 { failure.feature = features[0].name }
      throw failure
    }
  }
}
