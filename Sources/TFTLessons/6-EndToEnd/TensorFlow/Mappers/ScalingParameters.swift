import Preprocessing
import RawData

/// The constants of a scaling as tensors: one for all values, one for each element of a row, or one for each key.
struct ScalingParameters {
  /// For each constant its values: those of one key's elements after those of another's; behind them, where there are keys,
  /// those for a key that was not analyzed.
  let columns: [[Float]]
  /// Which of these values each number of the column gets; nil when there is only one.
  private let places: TensorReference?

  /// - Throws: `RowError` when the constants do not fit the column.
  init(_ call: MapperCall, hasKeys: Bool, to graph: inout TensorFlowGraph) throws(RowError) {
    let x = try call.column()
    var columns: [[Float]] = []
    for index in (hasKeys ? 3 : 1)..<call.inputs.count { columns.append(try call.floats(index)) }
    let keyCount = hasKeys ? try call.constant(2).valueCount : 1
    let elements = keyCount == 0 ? 1 : columns[0].count / keyCount
    if elements > 1 {
      guard x.layout == .fixed(width: elements) else {
        throw RowError("found rows of other lengths, expected \(elements) values in each")
      }
    }
    var places: TensorReference?
    if hasKeys {
      for index in columns.indices { columns[index] += [Float](repeating: 0, count: elements) }
      let own = graph.places(of: try graph.keys(call), among: try call.constant(2), "keys")
      places = elements == 1 ? own : graph.calculate(.multiply, own, Int64(elements))
    }
    if elements > 1 {
      let element = graph.positions(x, call.rowCount)
      places = places.map { graph.calculate(.add, $0, element) } ?? element
    }
    self.columns = columns
    self.places = places
  }

  /// One value for each number of the column.
  func tensor(_ values: [Float], to graph: inout TensorFlowGraph) -> TensorReference {
    tensor(.floats(values, shape: places == nil ? [] : nil), to: &graph)
  }

  func tensor(_ values: [Double], to graph: inout TensorFlowGraph) -> TensorReference {
    tensor(.doubles(values, shape: places == nil ? [] : nil), to: &graph)
  }

  func tensor(_ values: [Bool], to graph: inout TensorFlowGraph) -> TensorReference {
    tensor(.bools(values, shape: places == nil ? [] : nil), to: &graph)
  }

  private func tensor(_ constant: TensorFlowConstant, to graph: inout TensorFlowGraph) -> TensorReference {
    let list = graph.constant(constant)
    return places.map { graph.gather(list, $0) } ?? list
  }
}

extension TensorFlowGraph {
  /// The second input as a key for every value of the first.
  mutating func keys(_ call: MapperCall) throws(RowError) -> TensorReference {
    let x = try call.column()
    let keys = column(call.inputs[1], call.rowCount)
    // One key for a row is that of all its values; otherwise there is one for each.
    if keys.layout == .fixed(width: 1) { return repeated(keys, to: x.layout, call.rowCount) }
    return try matched(keys, to: x.layout, call.rowCount)
  }
}
