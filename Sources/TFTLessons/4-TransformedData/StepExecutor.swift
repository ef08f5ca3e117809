import Preprocessing
import RawData

/// Runs steps on a batch. Analysis, batch transform and a single row's prediction all go through here, so that they
/// cannot disagree.
///
/// What does not depend on the rows is done once, in the initialiser: constants are computed, mappers made ready for
/// them, and the rest laid out as a list of deeds, each with the places of its inputs.
struct StepExecutor: Sendable {
  let steps: [Step]
  /// Each gives the result at its own index.
  let deeds: [Deed]
  /// Where the value of each step is; nil for steps that nobody needs.
  let places: [Deed.Place?]
  let constants: [Operand]
  /// Where the value of each target is.
  let targets: [Deed.Place]
  let plan: ExecutionPlan

  /// An executor of `targets` and all they need.
  ///
  /// - Throws: `OperationError` when a step that depends on constants alone has no result, or cannot work with its
  ///   constants.
  init(_ steps: [Step], targets targetSteps: [Int]) throws {
    var places = [Deed.Place?](repeating: nil, count: steps.count)
    var constants: [Operand] = []
    var deeds: [Deed] = []
    func add(constant values: FeatureValues, for index: Int) {
      places[index] = .constant(constants.count)
      constants.append(Operand(values, isConstant: true))
    }
    for index in steps.needed(for: targetSteps) {
      if let values = steps.constant(index) {
        add(constant: values, for: index)
        continue
      }
      var kind: Deed.Kind
      switch steps[index].kind {
      case .input(let spec): kind = .input(spec)
      case .mapper(let mapper):
        let inputs = steps[index].inputs.compactMap { places[$0] }
        let known = inputs.map {
          if case .constant(let place) = $0 { constants[place] } else { nil as Operand? }
        }
        let bound = try steps.locatingErrors(of: index) { () throws(RowError) in
          try mapper.bound(to: known.map { $0?.values })
        }
        let operands = known.compactMap(\.self)
        if operands.count == inputs.count {
          let values = try steps.locatingErrors(of: index) { () throws(RowError) in
            try bound.apply(operands, rowCount: 1).checked(steps[index].type)
          }
          add(constant: values, for: index)
          continue
        }
        kind = .mapper(bound, inputs: inputs)
      case .constant, .analysis, .part:
        preconditionFailure("\(steps.describe(index)) is used before its analysis")
      }
      places[index] = .result(deeds.count)
      deeds.append(Deed(step: index, kind: kind))
    }
    (self.steps, self.places, self.constants, self.deeds) = (steps, places, constants, deeds)
    targets = targetSteps.compactMap { places[$0] }
    plan = ExecutionPlan(deeds, constants, steps, targets: targets)
  }

  /// The raw features that the steps work on.
  var inputSchema: Schema { steps.inputSchema(deeds.map(\.step)) }

  /// The values of a step's inputs that are the same for every row; nil for the others.
  func constantInputs(of index: Int) -> [FeatureValues?] {
    steps[index].inputs.map { input in
      if case .constant(let place) = places[input] { constants[place].values } else { nil }
    }
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
      throw located(error, at: index, firstRow: firstRow)
    }
  }

  /// An error of step `index`, with the line that made it.
  func located(_ error: RowError, at index: Int, firstRow: Int) -> OperationError {
    let features = inputSchema(needed(for: [index])).features
    var failure = OperationError(
      location: self[index].location,
      operation: describe(index),
      row: error.row.map { $0 + firstRow },
      problem: error.problem
    )
    if features.count == 1 { failure.feature = features[0].name }
    return failure
  }
}
