import RawData

/// How many ids a categorical column can have: one more than the largest, the same for every row.
///
/// Of `hashStrings(x, hashBuckets: 10)` it is 10; of a vocabulary's ids it is known once the data was analyzed, as the
/// number of tokens and buckets for unknown ones. A default value below 0 adds nothing.
/// TFT: `get_num_buckets_for_transformed_feature`.
///
/// - Throws: `OperationError` when nothing says which values the column can have.
public func numBuckets(
  _ ids: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  if let count = ids.node.domain?.idCount { return Column(node: .constant(FeatureValues([count]))) }
  let constants = ids.node.inputs.enumerated().filter { $0.element.isConstant }
  guard case .mapper(let mapper) = ids.node.kind, !constants.isEmpty else {
    throw OperationError(
      location: location,
      operation: "num_buckets",
      problem: "found a column of which nobody knows the ids, expected one of buckets, hashes or a vocabulary"
    )
  }
  let size = NumBuckets(of: mapper, inputs: ids.node.inputs.count, constants: constants.map(\.offset))
  return Column(size, constants.map(\.element), location: location)
}

/// The number of ids of another mapper, from the constants among its inputs.
struct NumBuckets: Mapper {
  /// The mapper that gives the ids.
  let mapper: any Mapper
  /// How many inputs it has.
  let inputCount: Int
  /// Which of them the inputs here are.
  let constants: [Int]
  let name = "num_buckets"

  init(of mapper: any Mapper, inputs: Int, constants: [Int]) {
    self.mapper = mapper
    inputCount = inputs
    self.constants = constants
  }

  init(_ parameters: MapperParameters) throws(RowError) {
    let name = try parameters.string("of")
    guard name != self.name else { throw RowError("parameter \"of\" should not be \(name) itself") }
    mapper = try MapperRegistry.mapper(name, parameters: parameters.values)
    inputCount = try parameters.int("input_count", in: 1...100)
    constants = try parameters.int64s("constants").map { Int(truncatingIfNeeded: $0) }
    let inputCount = inputCount
    guard constants.allSatisfy({ 0..<inputCount ~= $0 }), Set(constants).count == constants.count else {
      throw RowError("parameter \"constants\" should have numbers of inputs, each once")
    }
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("of", FeatureValues(ByteStrings([mapper.name]))),
      ("input_count", FeatureValues([Int64(inputCount)])),
      ("constants", FeatureValues(constants.map { Int64($0) })),
    ] + mapper.parameters
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes.count == constants.count }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { .scalar }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    var values = [FeatureValues?](repeating: nil, count: inputCount)
    for (position, input) in zip(constants, inputs) { values[position] = input.values }
    guard let count = mapper.domain(values)?.idCount else {
      throw RowError(
        "found a column of which nobody knows the ids, expected one of buckets, hashes or a vocabulary"
      )
    }
    return FeatureValues([count])
  }
}
