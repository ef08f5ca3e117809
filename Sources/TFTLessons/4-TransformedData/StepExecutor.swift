import Preprocessing
import RawData

/// Runs steps on a batch. Analysis, batch transform and a single row's prediction all go through here, so that they
/// cannot disagree.
///
/// What does not depend on the rows is done once, in the initialiser: constants are computed, mappers made ready for
/// them, and the rest laid out as a list of deeds, each with the places of its inputs.
struct StepExecutor: Sendable {
  /// Where an operand is: among the constants, or among the results of a batch.
  fileprivate enum Place: Sendable {
    case constant(Int)
    case result(Int)
  }

  /// One step to run on every batch. A class: going through a list of them copies no mapper.
  private final class Deed: Sendable {
    enum Kind: Sendable {
      case input(FeatureSpec)
      case mapper(any Mapper, inputs: [Place])
    }

    let step: Int
    let kind: Kind

    init(step: Int, kind: Kind) {
      self.step = step
      self.kind = kind
    }
  }

  private let steps: [Step]
  /// Each gives the result at its own index.
  private let deeds: [Deed]
  /// Where the value of each step is; nil for steps that nobody needs.
  private let places: [Place?]
  private let constants: [Operand]

  /// An executor of `targets` and all they need.
  ///
  /// - Throws: `OperationError` when a step that depends on constants alone has no result, or cannot work with its
  ///   constants.
  init(_ steps: [Step], targets: some Sequence<Int>) throws {
    var places = [Place?](repeating: nil, count: steps.count)
    var constants: [Operand] = []
    var deeds: [Deed] = []
    func add(constant values: FeatureValues, for index: Int) {
      places[index] = .constant(constants.count)
      constants.append(Operand(values, isConstant: true))
    }
    for index in steps.needed(for: targets) {
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
  }

  /// The raw features that the steps work on.
  var inputSchema: Schema { steps.inputSchema(deeds.map(\.step)) }

  /// The values of a step's inputs that are the same for every row; nil for the others.
  func constantInputs(of index: Int) -> [FeatureValues?] {
    steps[index].inputs.map { input in
      if case .constant(let place) = places[input] { constants[place].values } else { nil }
    }
  }

  /// What the steps made of a batch.
  struct Results {
    fileprivate let places: [Place?]
    fileprivate let constants: [Operand]
    fileprivate var results: [Operand] = []

    /// The result of a step; nil for one that nobody needs.
    subscript(step: Int) -> Operand? { places[step].map { self[$0] } }

    fileprivate subscript(place: Place) -> Operand {
      switch place {
      case .constant(let index): constants[index]
      case .result(let index): results[index]
      }
    }
  }

  /// The results of all steps.
  ///
  /// - Parameter firstRow: the batch's first row's number in the data, for errors.
  /// - Throws: `OperationError` with the line, the operation, the row and the value.
  func run(_ batch: Batch, firstRow: Int) throws -> Results {
    var results = Results(places: places, constants: constants)
    results.results.reserveCapacity(deeds.count)
    for deed in deeds {
      switch deed.kind {
      case .input(let spec):
        results.results.append(Operand(try Self.input(spec, of: batch), isConstant: false))
      case .mapper(let mapper, let inputs):
        var operands: [Operand] = []
        operands.reserveCapacity(inputs.count)
        for input in inputs { operands.append(results[input]) }
        do throws(RowError) {
          let values = try mapper.apply(operands, rowCount: batch.rowCount).checked(steps[deed.step].type)
          results.results.append(Operand(values, isConstant: false))
        } catch {
          throw steps.located(error, at: deed.step, firstRow: firstRow)
        }
      }
    }
    return results
  }

  private static func input(_ spec: FeatureSpec, of batch: Batch) throws -> FeatureValues {
    if let values = batch[spec.name], values.type == spec.type { return values }
    throw OperationError(
      location: nil,
      operation: "input \"\(spec.name)\"",
      problem: "the batch has no such feature of type \(spec.type.rawValue)"
    )
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

extension FeatureValues {
  /// The values, which an operation has declared to be of a type.
  ///
  /// - Throws: `RowError` when they are of another: the file of the transform was edited.
  fileprivate func checked(_ declared: FeatureType) throws(RowError) -> FeatureValues {
    guard type == declared else {
      throw RowError("found \(type.rawValue), expected \(declared.rawValue) as declared")
    }
    return self
  }
}
