import Preprocessing
import RawData

extension StepExecutor {
  /// What the steps made of a batch.
  struct Results {
    fileprivate let executor: StepExecutor
    fileprivate let columns: [FeatureValues]
    /// Where each deed's result is among the columns.
    fileprivate let columnPlaces: [Int?]

    /// The result of a step; nil for one that nobody needs.
    subscript(step: Int) -> Operand? {
      executor.places[step].flatMap { executor.operand($0, columns, columnPlaces) }
    }
  }

  /// The results of the targets.
  ///
  /// - Parameter firstRow: the batch's first row's number in the data, for errors.
  /// - Throws: `OperationError` with the line, the operation, the row and the value.
  func run(_ batch: Batch, firstRow: Int) throws -> Results {
    var columns: [FeatureValues] = []
    guard runPlan(batch, &columns) else { return try runEach(batch, firstRow: firstRow) }
    return Results(executor: self, columns: columns, columnPlaces: plan.places)
  }

  /// Makes `columns` the values of the targets in their order; arrays that have the right size already are written in
  /// place.
  ///
  /// - Parameter firstRow: the batch's first row's number in the data, for errors.
  /// - Throws: `OperationError` with the line, the operation, the row and the value.
  func run(_ batch: Batch, firstRow: Int, into columns: inout [FeatureValues]) throws {
    if runIfAllHaveResults(batch, into: &columns) { return }
    let results = try runEach(batch, firstRow: firstRow)
    columns = targets.compactMap { target in
      operand(target, results.columns, results.columnPlaces)?.column(rowCount: batch.rowCount)
    }
  }

  /// The same; false, at little cost, when a row has no result or the plan does not fit the batch.
  func runIfAllHaveResults(_ batch: Batch, into columns: inout [FeatureValues]) -> Bool {
    guard runPlan(batch, &columns) else { return false }
    for position in plan.otherTargets {
      if let operand = operand(targets[position], columns, plan.places) {
        columns[position] = operand.column(rowCount: batch.rowCount)
      }
    }
    columns.removeLast(columns.count - targets.count)
    return true
  }

  /// The results of all steps, one after the other in the order of the program: what else there is when the plan cannot be
  /// kept.
  ///
  /// - Throws: `OperationError` with the line, the operation, the row and the value.
  func runEach(_ batch: Batch, firstRow: Int) throws -> Results {
    let columnPlaces: [Int?] = Array(deeds.indices)
    var columns: [FeatureValues] = []
    columns.reserveCapacity(deeds.count)
    for deed in deeds {
      switch deed.kind {
      case .input(let spec): columns.append(try Self.input(spec, of: batch))
      case .mapper(let mapper, let inputs):
        do throws(RowError) {
          let operands = operands(inputs, columns, columnPlaces)
          columns.append(try mapper.apply(operands, rowCount: batch.rowCount).checked(steps[deed.step].type))
        } catch {
          throw steps.located(error, at: deed.step, firstRow: firstRow)
        }
      }
    }
    return Results(executor: self, columns: columns, columnPlaces: columnPlaces)
  }

  private static func input(_ spec: FeatureSpec, of batch: Batch) throws -> FeatureValues {
    if let values = batch[spec.name], values.type == spec.type { return values }
    throw OperationError(
      location: nil,
      operation: "input \"\(spec.name)\"",
      problem: "the batch has no such feature of type \(spec.type.rawValue)"
    )
  }

  /// Runs the plan.
  ///
  /// - Returns: false when it does not fit the batch, or a row has no result. Which row and which operation come first in
  ///   the program, `runEach` finds out.
  func runPlan(_ batch: Batch, _ columns: inout [FeatureValues]) -> Bool {
    if columns.count > plan.columnCount { columns.removeLast(columns.count - plan.columnCount) }
    columns.reserveCapacity(plan.columnCount)
    while columns.count < plan.columnCount { columns.append(FeatureValues([Float]())) }
    var position = 0
    for input in plan.inputs {
      guard let found = batch.index(of: input.name, from: position),
        batch.columns[found].type == input.type
      else { return false }
      columns[input.place] = batch.columns[found]
      position = found + 1
    }
    do throws(RowError) {
      for stage in plan.stages {
        switch stage {
        case .program(let program):
          guard try program.run(&columns, rowCount: batch.rowCount) else { return false }
        case .each(let tasks):
          for task in tasks {
            let operands = operands(task.inputs, columns, plan.places)
            columns[task.place] = try task.mapper.apply(operands, rowCount: batch.rowCount).checked(task.type)
          }
        }
      }
      return true
    } catch {
      return false
    }
  }

  private func operands(_ inputs: [Deed.Place], _ columns: [FeatureValues], _ columnPlaces: [Int?])
    -> [Operand]
  {
    var operands: [Operand] = []
    operands.reserveCapacity(inputs.count)
    for input in inputs {
      if let operand = operand(input, columns, columnPlaces) { operands.append(operand) }
    }
    return operands
  }

  private func operand(_ place: Deed.Place, _ columns: [FeatureValues], _ columnPlaces: [Int?]) -> Operand? {
    switch place {
    case .constant(let index): constants[index]
    case .result(let index): columnPlaces[index].map { Operand(columns[$0], isConstant: false) }
    }
  }
}

extension FeatureValues {
  /// The values, which an operation has declared to be of a type.
  ///
  /// - Throws: `RowError` when they are of another: the file of the transform was edited.
  func checked(_ declared: FeatureType) throws(RowError) -> FeatureValues {
    guard type == declared else {
      throw RowError("found \(type.rawValue), expected \(declared.rawValue) as declared")
    }
    return self
  }
}

extension Operand {
  /// The values of `rowCount` rows; those of a constant, as many times.
  fileprivate func column(rowCount: Int) -> FeatureValues { isConstant ? values.repeated(rowCount) : values }
}
