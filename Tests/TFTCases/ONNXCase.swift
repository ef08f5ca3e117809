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
    do {
      let bytes = try transformFn.onnx()
      let rows = (0..<dataset.probe.batch.rowCount).map { row -> CaseAnswer in
        do {
          let transformed = try transformFn.transform(dataset.probe.batch.slice(row..<row + 1))
          let columns = zip(transformed.names, transformed.columns).map { ($0, CaseColumn($1)) }
          return .columns(Dictionary(uniqueKeysWithValues: columns))
        } catch {
          return .error("\(error)")
        }
      }
      return .exported(bytes, rows: rows)
    } catch {
      return .refused("\(error)")
    }
  }
}

/// A case for onnxruntime.
package enum ONNXCase: Sendable {
  /// There is no file, and why.
  case refused(String)
  /// The file, and our answer to each row.
  case exported([UInt8], rows: [CaseAnswer])
}
