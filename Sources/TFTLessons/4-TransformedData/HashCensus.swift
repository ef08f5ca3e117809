import Preprocessing
import RawData

/// Counts, over the rows of some data, the combinations of values that each hashed operation of a transform is given:
/// `hashed_cross`, `hash_strings`, and the buckets of a vocabulary for values that are no tokens.
///
/// Memory grows with the distinct combinations, up to the limit for each operation.
public struct HashCensus: Sendable {
  private struct Operation: Sendable {
    let step: Int
    let mapper: any Mapper
    /// The name of the parameter that says how many bins there are.
    let parameter: String
    let bins: Int
    /// Which inputs are hashed; the others are constants.
    let hashed: [Int]
    /// The lowest id of a bin: of a vocabulary, the number of its tokens.
    let firstID: Int64
    var combinations: HashedCombinations
  }

  /// The parameter that says how many bins there are, by operation.
  private static let parameters = [
    "hashed_cross": "bins", "hash_strings": "hash_buckets", "apply_vocabulary": "num_oov_buckets",
  ]
  private static let largestBinCount = 1 << 30

  private let transformFn: TransformFn
  private let executor: StepExecutor
  private var operations: [Operation]

  /// A census that has seen nothing.
  ///
  /// - Parameters:
  ///   - transformFn: the fitted transform whose hashing operations are counted.
  ///   - limit: how many distinct combinations of an operation are counted.
  public init(_ transformFn: TransformFn, limit: Int) throws {
    self.transformFn = transformFn
    operations = transformFn.steps.needed(for: transformFn.outputs.map(\.step)).compactMap { index in
      Self.operation(index, transformFn, limit)
    }
    executor = try StepExecutor(transformFn.steps, targets: operations.map(\.step))
  }

  /// The raw features that the hashed operations depend on.
  public var inputSchema: Schema { executor.inputSchema }

  /// Whether nothing in the transform hashes.
  public var isEmpty: Bool { operations.isEmpty }

  private static func operation(_ index: Int, _ transformFn: TransformFn, _ limit: Int) -> Operation? {
    let step = transformFn.steps[index]
    guard case .mapper(let mapper) = step.kind, let parameter = parameters[mapper.name],
      case .int64(let values)? = mapper.parameters.first(where: { $0.name == parameter })?.value.storage,
      let bins = values.first, bins > 0
    else { return nil }
    let constants = transformFn.executor.constantInputs(of: index)
    let hashed = constants.indices.filter { constants[$0] == nil }
    let firstID = mapper.name == "apply_vocabulary" ? Int64(constants.last??.valueCount ?? 0) : 0
    let types = hashed.map { transformFn.steps[step.inputs[$0]].type }
    return Operation(
      step: index,
      mapper: mapper,
      parameter: parameter,
      bins: Int(bins),
      hashed: hashed,
      firstID: firstID,
      combinations: HashedCombinations(types: types, limit: limit)
    )
  }

  /// Takes in the rows of a batch.
  ///
  /// - Parameters:
  ///   - batch: raw rows.
  ///   - firstRow: the number of the batch's first row in the data, from 0, for errors.
  /// - Throws: `OperationError` when an operation fails on a row.
  public mutating func add(_ batch: Batch, firstRow: Int = 0) throws {
    let results = try executor.runEach(batch, firstRow: firstRow)
    for position in operations.indices {
      let operation = operations[position]
      let sources = transformFn.steps[operation.step].inputs
      let inputs = operation.hashed.compactMap { results[sources[$0]]?.values }
      guard case .int64(let ids)? = results[operation.step]?.values.storage, !inputs.isEmpty else { continue }
      let positions = ids.indices.filter { ids[$0] >= operation.firstID }
      operations[position].combinations.add(inputs, at: positions)
    }
  }

  /// What was counted, in the order of the operations.
  ///
  /// - Throws: `OperationError` when an operation cannot work with its constants.
  public func finish() throws -> [HashUse] {
    try operations.map { operation in
      try transformFn.steps.locatingErrors(of: operation.step) { () throws(RowError) in
        try use(of: operation)
      }
    }
  }

  private func use(of operation: Operation) throws(RowError) -> HashUse {
    let step = transformFn.steps[operation.step]
    let columns = operation.combinations.columns
    let ids = try ids(operation, columns, bins: operation.bins)
    let division = HashUse.Division(bins: operation.bins, ids: ids)
    let fullest = ids.indices.lazy.filter { ids[$0] == division.fullestBin }.prefix(5).map { position in
      columns.map { $0.rowText(position) }.joined(separator: ", ")
    }
    var withMoreBins: [HashUse.Division] = []
    for factor in [2, 4, 8] where operation.bins <= Self.largestBinCount / factor {
      let bins = operation.bins * factor
      withMoreBins.append(.init(bins: bins, ids: try self.ids(operation, columns, bins: bins)))
    }
    return HashUse(
      name: step.name,
      operation: operation.mapper.name,
      inputs: operation.hashed.map { transformFn.steps.label(step.inputs[$0]) },
      outputs: transformFn.outputs.filter { $0.step == operation.step }.map(\.name),
      location: step.location,
      combinations: operation.combinations.count,
      isCutOff: operation.combinations.isCutOff,
      division: division,
      fullest: Array(fullest),
      withMoreBins: withMoreBins
    )
  }

  /// The ids that the operation would give the combinations if it had so many bins.
  private func ids(_ operation: Operation, _ columns: [FeatureValues], bins: Int) throws(RowError) -> [Int64]
  {
    var parameters = Dictionary(operation.mapper.parameters.map { ($0.name, $0.value) }) { $1 }
    parameters[operation.parameter] = FeatureValues([Int64(bins)])
    let mapper = try MapperRegistry.mapper(operation.mapper.name, parameters: parameters)
    let constants = transformFn.executor.constantInputs(of: operation.step)
    var operands = constants.map { $0.map { Operand($0, isConstant: true) } }
    for (input, column) in zip(operation.hashed, columns) {
      operands[input] = Operand(column, isConstant: false)
    }
    let bound = try mapper.bound(to: constants)
    let rows = columns.first?.rowCount ?? 0
    return try Operand(bound.apply(operands.compactMap(\.self), rowCount: rows), isConstant: false).int64s()
  }
}
