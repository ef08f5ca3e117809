import RawData

/// The vector of each row times a matrix that is the same for every row, such as one that `pca` has found.
///
/// `matmul([3, 4], [1, 0, 2, 0, 1, 2])` is `[3, 4, 14]`: the matrix has as many
/// rows as the vectors have elements, and stands there row by row. The sums are those of doubles, rounded once.
/// TensorFlow: `tf.matmul`.
///
/// - Throws: `OperationError` when a shape does not fit.
public func matmul(
  _ x: Column<Float>,
  _ matrix: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let rows = try x.node.elements("matmul", location)
  let count = try matrix.node.elements("matmul", location)
  guard count % rows == 0 else {
    let problem = "found a matrix of \(count) elements, expected a multiple of the \(rows) of x"
    throw OperationError(location: location, operation: "matmul", problem: problem)
  }
  return Column(MatrixProduct(), [x.node, matrix.node], location: location)
}

struct MatrixProduct: Mapper {
  let name = "matmul"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32, .float32] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape {
    guard case .fixed(let rows) = inputs[0], case .fixed(let count) = inputs[1] else { return .ragged }
    return .fixed(width: Swift.max(1, count / Swift.max(1, rows)))
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let (values, matrix) = (try inputs[0].floats(), try inputs[1].floats())
    guard inputs[1].isConstant else {
      throw RowError("found a matrix that differs by row, expected a constant one")
    }
    guard case .fixed(let rows) = inputs[0].values.layout, rows > 0, matrix.count % rows == 0, !matrix.isEmpty
    else { throw RowError("found a matrix of \(matrix.count) elements, expected a multiple of a row's") }
    let columns = matrix.count / rows
    var result: [Float] = []
    result.reserveCapacity(values.count / rows * columns)
    for row in stride(from: 0, to: values.count, by: rows) {
      for column in 0..<columns {
        var sum = 0.0
        for element in 0..<rows {
          sum += Double(values[row + element]) * Double(matrix[element * columns + column])
        }
        result.append(Float(sum))
      }
    }
    return FeatureValues(.float32(result), layout: .fixed(width: columns))
  }
}
