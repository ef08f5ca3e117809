import Preprocessing
import RawData
import TransformedData

/// Says a fitted transform in TensorFlow's operations.
package enum TensorFlowExporter {
  private static let families: [any TensorFlowFamily.Type] = [
    ArithmeticExport.self, BucketExport.self, CountExport.self, DateTimeExport.self, EncodingExport.self,
    ScalingExport.self, TextExport.self, TokenExport.self, VocabularyExport.self,
  ]

  /// One mapper's operations.
  ///
  /// - Throws: `RowError` for what TensorFlow's operations cannot say.
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError) -> TensorFlowColumn
  {
    for family in families {
      if let column = try family.export(call, to: &graph) { return column }
    }
    throw RowError("TensorFlow has no operations for \(call.name)")
  }
}

extension TransformFn {
  /// Adds the transform's operations to a graph.
  ///
  /// - Parameter inputs: the raw features of `inputSchema`, as the graph has them.
  /// - Returns: the transformed features by name.
  /// - Throws: `OperationError` with the operation and the line that made it, when TensorFlow has no operations that say the
  ///   same.
  package func exported(into graph: inout TensorFlowGraph, inputs: [String: TensorFlowColumn])
    throws(OperationError)
    -> [String: TensorFlowColumn]
  {
    let program = program
    var inputCounts: [String: TensorReference] = [:]
    for (name, column) in inputs.inNameOrder { inputCounts[name] = graph.rowCount(of: column, name) }
    guard let anyCount = inputCounts.inNameOrder.first?.value else {
      let problem = "found no raw feature that it needs; TensorFlow cannot tell how many rows there are"
      throw OperationError(location: nil, operation: "transform", problem: problem)
    }
    var results: [TensorFlowColumn] = []
    var counts: [TensorReference] = []
    func operand(_ value: TransformProgram.Value) -> TensorFlowOperand? {
      switch value {
      case .constant(let values, let asset): .constant(values, asset: asset)
      case .input(let spec): inputs[spec.name].map(TensorFlowOperand.column)
      case .operation(let index): .column(results[index])
      }
    }
    // How many rows there are is asked of the raw feature that a value is made of: whoever feeds only some of the features
    // gets what is made of these.
    func rowCount(_ values: [TransformProgram.Value]) -> TensorReference {
      for value in values {
        switch value {
        case .input(let spec): if let count = inputCounts[spec.name] { return count }
        case .operation(let index): return counts[index]
        case .constant: continue
        }
      }
      return anyCount
    }
    for operation in program.operations {
      graph.scope = TensorFlowGraph.nodeName(operation.name)
      let call = MapperCall(
        mapper: operation.mapper,
        inputs: operation.inputs.compactMap(operand),
        rowCount: rowCount(operation.inputs)
      )
      counts.append(call.rowCount)
      do throws(RowError) {
        results.append(try TensorFlowExporter.export(call, to: &graph))
      } catch {
        throw OperationError(
          location: operation.location,
          operation: operation.text,
          problem: error.problem
        )
      }
    }
    graph.scope = ""
    var outputs: [String: TensorFlowColumn] = [:]
    for output in program.outputs {
      graph.scope = TensorFlowGraph.nodeName(output.name)
      if let operand = operand(output.value) {
        outputs[output.name] = graph.column(operand, rowCount([output.value]))
      }
    }
    graph.scope = ""
    return outputs
  }
}

extension TensorFlowGraph {
  /// How many rows the raw feature `name` has.
  mutating func rowCount(of column: TensorFlowColumn, _ name: String) -> TensorReference {
    let outer = scope
    scope = Self.nodeName(name)
    defer { scope = outer }
    switch column.layout {
    case .ragged(_, let rowCount): return rowCount
    case .fixed(width: 1): return size(column.values)
    case .fixed(let width): return calculate(.floorDivide, size(column.values), Int64(width))
    }
  }
}

extension Dictionary where Key == String {
  /// The entries in the order of their names' bytes: a dictionary has none, and the same transform gives the same bytes.
  var inNameOrder: [(key: String, value: Value)] {
    sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
