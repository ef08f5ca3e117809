import RawData

/// The column with something put in for every missing value.
///
/// `impute([1, nil, 5], with: .mean)` is `[1, 3, 5]`; with `.constant(0)` it is `[1, 0, 5]`. A row without a value is
/// missing, and so is a NaN; infinities are values, and stay, but no mean, median or most frequent value counts them.
/// scikit-learn: `SimpleImputer`, for which NaN are missing too, and which refuses infinities.
///
/// The column has at most one value in a row, or rows of equally many, of which each position gets a value of its own: of
/// the rows `[1, NaN]`, `[3, 8]` the mean makes `[1, 8]`, `[3, 8]`. The result has a value everywhere. Where all values were
/// missing, 0 or `""` is put in, and a notice says so; scikit-learn drops such a column. `isMissing(x)` tells a model
/// which values were put in.
///
/// - Parameters:
///   - x: the column with gaps: scalar, a vector, or ragged with at most one value in a row.
///   - imputation: `.mean` or `.median` of a `Column<Float>`; `.mostFrequent` or `.constant(value)` of any.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for `.constant(.nan)`; when it runs, for a row of a ragged column with several values.
public func impute<Scalar: ConstantColumnScalar>(
  _ x: Column<Scalar>,
  with imputation: Imputation<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Scalar> {
  let location = SourceLocation(fileID: fileID, line: line)
  return Column(
    FillMissing(),
    [x.node, try imputation.fill(x.node, location)],
    domain: x.node.domain.map(imputation.domain),
    location: location
  )
}

extension Imputation {
  /// The ids of a column of the ids `domain` with this put in: those that were there, and the constant, or the 0 of a column
  /// whose values are all missing.
  fileprivate func domain(_ domain: FeatureSpec.IntDomain) -> FeatureSpec.IntDomain {
    var filled: Int64 = 0
    if case .constant(let value) = rule, let value = value as? Int64 { filled = value }
    return .init(min: min(domain.min, filled), max: max(domain.max, filled))
  }
}

/// The values of the first input, and those of the second, constant one where they are missing.
struct FillMissing: Mapper {
  static let name = "impute"
  var name: String { Self.name }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes.count == 2 && inputTypes[0] == inputTypes[1]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] == .ragged ? .scalar : inputs[0] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let (x, fill) = (inputs[0].values, inputs[1].values)
    guard inputs[1].isConstant else {
      throw RowError("found values to put in that differ by row, expected the same ones for every row")
    }
    let width = if case .fixed(let width) = x.layout { width } else { 1 }
    guard fill.valueCount == width || fill.valueCount == 1 else {
      throw RowError("found \(fill.valueCount) values to put in, expected \(width)")
    }
    try x.layout.checkSingleValues()
    let filled: FeatureValues.Storage
    switch (x.storage, fill.storage) {
    case (.float32(let values), .float32(let fills)):
      filled = .float32(Self.replacingNaN(Self.filled(values, x.layout, fills[0]), fills))
    case (.int64(let values), .int64(let fills)): filled = .int64(Self.filled(values, x.layout, fills[0]))
    case (.string(let values), .string(let fills)): filled = .string(Self.filled(values, x.layout, fills[0]))
    default: throw RowError("found \(fill.type.rawValue) to put in, expected \(x.type.rawValue)")
    }
    return FeatureValues(filled, layout: .fixed(width: width))
  }

  /// One value for each row.
  private static func filled<Value>(
    _ values: [Value],
    _ layout: FeatureValues.Layout,
    _ fill: Value
  ) -> [Value] {
    guard case .ragged(let rowOffsets) = layout, values.count < rowOffsets.count - 1 else { return values }
    return (0..<rowOffsets.count - 1).map { row in
      let position = rowOffsets[row]
      return position < rowOffsets[row + 1] ? values[position] : fill
    }
  }

  /// One string for each row.
  private static func filled(
    _ values: ByteStrings,
    _ layout: FeatureValues.Layout,
    _ fill: ArraySlice<UInt8>
  ) -> ByteStrings {
    guard case .ragged(let rowOffsets) = layout, values.count < rowOffsets.count - 1 else { return values }
    var filled = ByteStrings()
    for row in 0..<rowOffsets.count - 1 {
      filled.append(rowOffsets[row] < rowOffsets[row + 1] ? values[rowOffsets[row]] : fill)
    }
    return filled
  }

  /// `fills` has one for each position of a row, or one for all.
  private static func replacingNaN(_ values: [Float], _ fills: [Float]) -> [Float] {
    var values = values
    for index in values.indices where values[index].isNaN { values[index] = fills[index % fills.count] }
    return values
  }
}
