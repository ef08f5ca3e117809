import RawData

/// The same rows as a ragged column, whose values stand at the start of their row without holes.
///
/// `sparseTensorLeftAlign([1, 2])` is `[1, 2]`. A ragged column never has holes and stays as it is; only where TensorFlow keeps a
/// sparse tensor, places without a value can come before others. TFT: `sparse_tensor_left_align`.
public func sparseTensorLeftAlign<Scalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  Column(LeftAlign(), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

struct LeftAlign: Mapper {
  let name = "sparse_tensor_left_align"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes.count == 1 }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .ragged }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = inputs[0].values
    guard case .fixed(let width) = values.layout else { return values }
    let rowOffsets = (0...values.rowCount).map { $0 * width }
    return FeatureValues(values.storage, layout: .ragged(rowOffsets: rowOffsets))
  }
}
