import Preprocessing
import RawData

/// An operation of a transform on its way into a graph.
struct ONNXOperation {
  let graph: ONNXGraph
  /// Ready for the constants among the inputs.
  let mapper: any Mapper
  let inputs: [ONNXOperand]
  private let parameters: [String: FeatureValues]

  init(_ mapper: any Mapper, _ inputs: [ONNXOperand], in graph: ONNXGraph) {
    (self.mapper, self.inputs, self.graph) = (mapper, inputs, graph)
    parameters = Dictionary(mapper.parameters.map { ($0.name, $0.value) }) { first, _ in first }
  }

  var name: String { mapper.name }

  /// The values of input `index`, one row for each of the batch or the same for all.
  func value(_ index: Int = 0) -> ONNXValue {
    switch inputs[index] {
    case .column(let column): column.value
    case .constant(let values): graph.constant(values)
    }
  }

  /// Which rows of input `index` have a value; nil when all have.
  func isPresent(_ index: Int = 0) -> ONNXValue? {
    if case .column(let column) = inputs[index] { column.isPresent } else { nil }
  }

  /// The constant values of input `index`.
  func constant(_ index: Int) throws(ONNXRefusal) -> FeatureValues {
    guard case .constant(let values) = inputs[index] else {
      throw ONNXRefusal("found values that differ by row, expected the same ones for every row")
    }
    return values
  }

  func floats(_ index: Int) throws(ONNXRefusal) -> [Float] {
    guard case .float32(let values) = try constant(index).storage else { throw wrongType }
    return values
  }

  func int64s(_ index: Int) throws(ONNXRefusal) -> [Int64] {
    guard case .int64(let values) = try constant(index).storage else { throw wrongType }
    return values
  }

  func strings(_ index: Int) throws(ONNXRefusal) -> ByteStrings {
    guard case .string(let values) = try constant(index).storage else { throw wrongType }
    return values
  }

  private var wrongType: ONNXRefusal { ONNXRefusal("found constants of another type than it works on") }

  /// The values of a parameter; nil when there is none.
  func parameter(_ name: String) -> FeatureValues? { parameters[name] }

  /// The only number of a parameter, 0 when there is none.
  func float(_ name: String) -> Float {
    if case .float32(let values)? = parameters[name]?.storage { values.first ?? 0 } else { 0 }
  }

  /// The only integer of a parameter; nil when there is none.
  func integer(_ name: String) -> Int64? {
    if case .int64(let values)? = parameters[name]?.storage { values.first } else { nil }
  }

  /// The only text of a parameter, empty when there is none.
  func text(_ name: String) -> String {
    if case .string(let values)? = parameters[name]?.storage, values.count == 1 {
      values.string(at: 0)
    } else {
      ""
    }
  }

  /// Whether all rows of all inputs have a value in both of `a` and `b`, or neither.
  private var presences: [ONNXValue] { inputs.indices.compactMap { isPresent($0) } }

  /// The result of element-by-element work: missing where an input is.
  func column(_ value: ONNXValue) -> ONNXColumn {
    guard var isPresent = presences.first else { return ONNXColumn(value: value) }
    for other in presences.dropFirst() where other != isPresent {
      // Rows of which one input has a value and another has none do not fit.
      graph.fail(where: graph.xor(isPresent, other))
      isPresent = graph.and(isPresent, other)
    }
    return ONNXColumn(value: value, isPresent: isPresent)
  }

  /// Says that rows have no result for which `condition` holds, and which are not missing.
  func fail(where condition: ONNXValue) {
    var failed = condition
    for isPresent in presences { failed = graph.and(failed, isPresent) }
    graph.fail(where: failed)
  }

  /// Refuses rows that differ in how many values they have.
  func checkHasNoMissing() throws(ONNXRefusal) {
    guard presences.isEmpty else {
      throw ONNXRefusal(
        "found rows that may come without a value, expected one in every row: impute it first"
      )
    }
  }

  /// Refuses columns that differ in how many values a row has; a single constant goes with every value.
  func checkHasEqualRows() throws(ONNXRefusal) {
    let widths = inputs.indices.compactMap { index -> Int? in
      if case .constant(let values) = inputs[index], values.valueCount == 1 { return nil }
      return value(index).width
    }
    guard let first = widths.first, let other = widths.first(where: { $0 != first }) else { return }
    throw ONNXRefusal("found rows of \(first) and of \(other) values, expected the same number")
  }

  /// Refuses inputs that cannot meet element by element.
  func checkMeet() throws(ONNXRefusal) {
    let widths = inputs.indices.map { value($0).width }.filter { $0 != 1 }
    guard let first = widths.first, let other = widths.first(where: { $0 != first }) else { return }
    throw ONNXRefusal(
      "found rows of \(first) and of \(other) values, expected the same number or one"
    )
  }

  /// Refuses rows of the first input that have another number of values than `expected`.
  func checkWidth(_ expected: Int) throws(ONNXRefusal) {
    guard value().width == expected else {
      throw ONNXRefusal("found rows of \(value().width) values, expected \(expected)")
    }
  }

  /// What the mapper makes of `values` in the place of its columns: a table of results for a graph to look up.
  ///
  /// - Parameter values: for each column in its turn, one row for each result.
  func results(for values: [FeatureValues]) throws(ONNXRefusal) -> FeatureValues {
    var rest = values[...]
    let operands = inputs.map { input in
      switch input {
      case .constant(let constant): Operand(constant, isConstant: true)
      case .column: Operand(rest.popFirst() ?? values[0], isConstant: false)
      }
    }
    do throws(RowError) {
      return try mapper.apply(operands, rowCount: values[0].rowCount)
    } catch {
      throw ONNXRefusal(error.problem)
    }
  }
}

extension ONNXGraph {
  /// The values of a constant, which meet those of every row.
  func constant(_ values: FeatureValues) -> ONNXValue {
    switch values.storage {
    case .float32(let floats): constant(.float(floats), [floats.count])
    case .int64(let integers): constant(.int64(integers), [integers.count])
    case .string(let texts): constant(.string(texts), [texts.count])
    }
  }
}
