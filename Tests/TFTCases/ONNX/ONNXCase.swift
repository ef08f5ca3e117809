import EndToEnd
import Preprocessing
import RawData
import TransformedData

extension CaseFile {
  /// What onnxruntime is to make of a case of this file: the function as an ONNX file, or why there is none, and our answer
  /// to every row of the probe by itself.
  package func onnx(of case: Case) -> ONNXCase {
    guard let dataset = datasets[`case`.dataset] else { return .refused("there are no rows") }
    let transformFn: TransformFn
    do { transformFn = try self.transformFn(of: `case`) } catch { return .refused("\(error)") }
    return ONNXCase(transformFn, dataset.probe.batch)
  }

  /// The functions that no fixture has, on made rows.
  package static func onnxFunctions() -> [(id: String, case: ONNXCase)] {
    ONNXFunctions.all.map { id, function in
      do {
        let graph = try PreprocessingGraph(schema: ONNXRows.schema, function)
        let transformFn = try graph.analyze(threads: 1) { BatchesReader(ONNXRows.usual, schema: $0) }
        return (id, ONNXCase(transformFn, ONNXRows.hostile))
      } catch {
        return (id, .refused("\(error)"))
      }
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
  fileprivate init(_ transformFn: TransformFn, _ probe: Batch) {
    let bytes: [UInt8]
    do { bytes = try transformFn.onnx() } catch {
      self = .refused("\(error)")
      return
    }
    let rows = (0..<probe.rowCount).map { row -> CaseAnswer in
      do {
        let transformed = try transformFn.transform(probe.slice(row..<row + 1))
        let columns = zip(transformed.names, transformed.columns).map { ($0, CaseColumn($1)) }
        return .columns(Dictionary(uniqueKeysWithValues: columns))
      } catch {
        return .error("\(error)")
      }
    }
    self = .exported(bytes, rows: rows)
  }
}

/// A case for onnxruntime.
package enum ONNXCase: Sendable {
  /// There is no file, and why.
  case refused(String)
  /// The file, and our answer to each row.
  case exported([UInt8], rows: [CaseAnswer])
}
