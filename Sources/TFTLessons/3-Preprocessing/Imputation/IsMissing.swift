import RawData

/// Whether each value is missing: 1 for a row without a value, and for a NaN; 0 for any other.
///
/// `isMissing([1, nil, 5])` is `[0, 1, 0]`. Of rows with equally many values it tells each apart. Beside `impute`, it lets a
/// model see what was there and what was put in. scikit-learn: `MissingIndicator`.
///
/// Running it throws `OperationError` for a row of a ragged column with several values.
public func isMissing<Scalar: ConstantColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Bool> {
  Column(IsMissing(), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

/// 1 where a value is missing, 0 elsewhere.
struct IsMissing: Mapper {
  static let name = "is_missing"
  var name: String { Self.name }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes.count == 1 }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] == .ragged ? .scalar : inputs[0] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let x = inputs[0].values
    try x.layout.checkSingleValues()
    var isMissing = [Int64](repeating: 0, count: x.valueCount)
    if case .float32(let values) = x.storage { isMissing = values.map { $0.isNaN ? 1 : 0 } }
    guard case .ragged(let rowOffsets) = x.layout else {
      return FeatureValues(.int64(isMissing), layout: x.layout)
    }
    return FeatureValues(
      (0..<rowOffsets.count - 1).map { row in
        rowOffsets[row] < rowOffsets[row + 1] ? isMissing[rowOffsets[row]] : 1
      }
    )
  }
}
