import EndToEnd
import Preprocessing
import RawData
import TransformedData

extension CaseFile {
  /// What onnxruntime is to make of a case of this file: the function as an ONNX file, or why there is none, and our answer
  /// to every row of the probe by itself.
  package func onnx(of case: Case) -> ONNXCase {
    guard let dataset = datasets[`case`.dataset], let function = Self.functions[`case`.function] else {
      return .refused("there is no function \(`case`.function)")
    }
    let rows = dataset.analyzed
    return ONNXCase(rows.schema, rows.batch, dataset.probe.batch) { try function(CaseArguments(`case`, $0)) }
  }

  /// The functions that no fixture has, on made rows.
  package static func onnxFunctions() -> [(id: String, case: ONNXCase)] {
    ONNXFunctions.all.map { id, function in
      (id, ONNXCase(ONNXRows.schema, ONNXRows.usual, ONNXRows.hostile, function))
    }
  }

  /// The rows of `onnxFunctions()` that are transformed, as a fixture has them.
  package static var onnxProbe: JSON {
    .object(
      zip(ONNXRows.schema.features, ONNXRows.hostile.columns).map { feature, values in
        let width = feature.presence == .optional ? [] : [JSON.Member("width", .int(feature.width))]
        let column = CaseColumn(values).json
        guard case .object(let members) = column else { return JSON.Member(feature.name, column) }
        return JSON.Member(feature.name, .object(members + width))
      }
    )
  }
}

extension ONNXCase {
  /// A function, fitted on some rows, and our answer to others.
  fileprivate init(_ schema: Schema, _ rows: Batch, _ probe: Batch, _ function: @escaping PreprocessingFn) {
    let (transformFn, bytes): (TransformFn, [UInt8])
    do {
      let graph = try PreprocessingGraph(schema: schema, function)
      transformFn = try graph.analyze(threads: 1) { BatchesReader(rows, schema: $0) }
      bytes = try transformFn.onnx()
    } catch {
      self = .refused("\(error)")
      return
    }
    let answers = (0..<probe.rowCount).map { row -> CaseAnswer in
      do {
        let transformed = try transformFn.transform(probe.slice(row..<row + 1))
        let columns = zip(transformed.names, transformed.columns).map { ($0, CaseColumn($1)) }
        return .columns(Dictionary(uniqueKeysWithValues: columns))
      } catch {
        return .error("\(error)")
      }
    }
    self = .exported(bytes, rows: answers)
  }
}

/// A case for onnxruntime.
package enum ONNXCase: Sendable {
  /// There is no file, and why.
  case refused(String)
  /// The file, and our answer to each row.
  case exported([UInt8], rows: [CaseAnswer])
}
