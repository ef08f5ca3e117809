import Preprocessing
import RawData
import TransformedData

/// A column in a graph: the values of all rows end to end, and how they divide into rows.
package struct TensorFlowColumn: Sendable {
  /// How the values divide into rows.
  enum Layout: Hashable, Sendable {
    /// Every row has `width` values.
    case fixed(width: Int)
    /// The row of each value, ascending, and how many rows there are: both `int64`.
    case ragged(rows: TensorReference, rowCount: TensorReference)
  }

  /// A list.
  var values: TensorReference
  var layout: Layout
}

/// What an operation works on, in a graph.
enum TensorFlowOperand: Sendable {
  case column(TensorFlowColumn)
  /// Values that are the same for every row; of a file of tokens, with the file.
  case constant(FeatureValues, asset: AssetFile?)

  var type: TensorFlowType {
    switch self {
    case .column(let column): column.values.type
    case .constant(let values, _): TensorFlowType(values.type)
    }
  }

  /// Whether it is one value for all rows.
  var isSingle: Bool {
    if case .constant(let values, _) = self { values.valueCount == 1 } else { false }
  }
}

/// One mapper of a transform, to be said in TensorFlow's operations.
struct MapperCall: Sendable {
  let mapper: any Mapper
  let inputs: [TensorFlowOperand]
  /// How many rows there are, a single `int64`.
  let rowCount: TensorReference

  var name: String { mapper.name }
  var parameters: MapperParameters {
    MapperParameters(Dictionary(mapper.parameters.map { ($0.name, $0.value) }) { first, _ in first })
  }

  /// Input `index`, which differs from row to row.
  func column(_ index: Int = 0) throws(RowError) -> TensorFlowColumn {
    guard index < inputs.count, case .column(let column) = inputs[index] else {
      throw RowError("found an input that is the same for every row, which has no form in TensorFlow here")
    }
    return column
  }

  /// Input `index`, which is the same for every row.
  func constant(_ index: Int) throws(RowError) -> FeatureValues {
    guard index < inputs.count, case .constant(let values, _) = inputs[index] else {
      throw RowError("found an input that differs from row to row, expected a constant one")
    }
    return values
  }

  func floats(_ index: Int) throws(RowError) -> [Float] {
    try Operand(constant(index), isConstant: true).floats()
  }

  /// What the mapper itself makes of other values for its first inputs: a table of its results.
  func results(for values: [FeatureValues]) throws(RowError) -> FeatureValues {
    var constants: [FeatureValues?] = values.map { _ in nil }
    for index in values.count..<inputs.count { constants.append(try constant(index)) }
    let bound = try mapper.bound(to: constants)
    var operands = values.map { Operand($0, isConstant: false) }
    for case let constant? in constants { operands.append(Operand(constant, isConstant: true)) }
    return try bound.apply(operands, rowCount: values[0].rowCount)
  }
}

/// Mappers that belong together, in TensorFlow's operations.
protocol TensorFlowFamily: Sendable {
  /// Adds the operations of a mapper; nil when it is not of this family.
  ///
  /// - Throws: `RowError` for what TensorFlow's operations cannot say.
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
}
