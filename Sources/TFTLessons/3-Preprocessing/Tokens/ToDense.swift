import RawData

/// Every row with exactly `width` values: the default value fills up shorter ones.
///
/// `sparseTensorToDenseWithShape([7, 8], width: 3)` is `[7, 8, 0]`; an empty row gives `[0, 0, 0]`.
/// TFT: `sparse_tensor_to_dense_with_shape`, whose shape is `[nil, width]`.
///
/// Running it throws `OperationError` for a row with more values.
///
/// - Parameters:
///   - x: rows of at most `width` values.
///   - width: how many values every row gets, 1 or more.
///   - defaultValue: TFT's default is 0.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when `width` is below 1.
public func sparseTensorToDenseWithShape<Scalar: NumericColumnScalar & ExpressibleByIntegerLiteral>(
  _ x: Column<Scalar>,
  width: Int,
  defaultValue: Scalar = 0,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Scalar> {
  let location = SourceLocation(fileID: fileID, line: line)
  return try dense(x, width, Scalar.constant(defaultValue), location)
}

/// Every row with exactly `width` texts: the default value fills up shorter ones.
///
/// `sparseTensorToDenseWithShape(["to", "JFK"], width: 3, defaultValue: "-")` is `["to", "JFK", "-"]`.
/// TFT: `sparse_tensor_to_dense_with_shape`, whose shape is `[nil, width]`.
///
/// Running it throws `OperationError` for a row with more texts.
///
/// - Throws: `OperationError` when `width` is below 1.
public func sparseTensorToDenseWithShape(
  _ x: Column<String>,
  width: Int,
  defaultValue: String,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  return try dense(x, width, FeatureValues(ByteStrings([defaultValue])), location)
}

private func dense<Scalar>(
  _ x: Column<Scalar>,
  _ width: Int,
  _ defaultValue: FeatureValues,
  _ location: SourceLocation
) throws(OperationError) -> Column<Scalar> {
  guard width >= 1 else {
    throw OperationError(
      location: location,
      operation: ToDense.name,
      problem: "found width \(width), expected 1 or more"
    )
  }
  return Column(ToDense(width: width, defaultValue: defaultValue), [x.node], location: location)
}

struct ToDense: Mapper {
  let width: Int
  /// A single value.
  let defaultValue: FeatureValues
  static let name = "sparse_tensor_to_dense_with_shape"
  var name: String { Self.name }

  var parameters: [(name: String, value: FeatureValues)] {
    [("width", FeatureValues([Int64(width)])), ("default_value", defaultValue)]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [defaultValue.type] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .fixed(width: width) }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = inputs[0].values
    for row in 0..<values.rowCount where values.range(ofRow: row).count > width {
      throw RowError(row: row, "found \(values.range(ofRow: row).count) values, expected at most \(width)")
    }
    let filler = Operand(defaultValue, isConstant: true)
    let storage: FeatureValues.Storage
    switch values.storage {
    case .float32(let floats): storage = .float32(filled(floats, of: values, with: try filler.float()))
    case .int64(let integers): storage = .int64(filled(integers, of: values, with: try filler.int64()))
    case .string(let texts): storage = .string(filled(texts, of: values, with: try filler.strings()))
    }
    return FeatureValues(storage, layout: .fixed(width: width))
  }

  private func filled<Value>(_ elements: [Value], of values: FeatureValues, with filler: Value) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(values.rowCount * width)
    for row in 0..<values.rowCount {
      let range = values.range(ofRow: row)
      result.append(contentsOf: elements[range])
      result.append(contentsOf: repeatElement(filler, count: width - range.count))
    }
    return result
  }

  private func filled(_ texts: ByteStrings, of values: FeatureValues, with filler: ByteStrings) -> ByteStrings
  {
    var result = StringsBuilder(
      stringCount: values.rowCount * width,
      byteCount: texts.bytes.count + (values.rowCount * width - texts.count) * filler.bytes.count
    )
    for row in 0..<values.rowCount {
      let range = values.range(ofRow: row)
      for index in range {
        result.append(texts.bytes[texts.range(of: index)])
        result.endString()
      }
      for _ in range.count..<width {
        result.append(filler.bytes)
        result.endString()
      }
    }
    return result.strings
  }
}
