import RawData

/// The texts of several columns as one, value by value.
///
/// `join(day, hour, separator: "-")` of `"Mon"` and `"17"` is `"Mon-17"`. The columns need the same number of values in every
/// row; a single constant goes with every value. TensorFlow: `tf.strings.join`.
///
/// Running it throws `OperationError` when they have not.
public func join(
  _ columns: Column<String>...,
  separator: String = "",
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    JoinText(separator: Array(separator.utf8)),
    columns.map(\.node),
    location: SourceLocation(fileID: fileID, line: line)
  )
}

struct JoinText: Mapper {
  let separator: [UInt8]
  let name = "string_join"

  var parameters: [(name: String, value: FeatureValues)] {
    [("separator", FeatureValues(ByteStrings([String(decoding: separator, as: UTF8.self)])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    !inputTypes.isEmpty && inputTypes.allSatisfy { $0 == .string }
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs.map { input throws(RowError) in try input.strings() }
    let isSingle = inputs.map { $0.isConstant && $0.values.valueCount == 1 }
    // All are single constants only when the result is one too.
    let values = inputs[isSingle.firstIndex(of: false) ?? 0].values
    for (input, isSingle) in zip(inputs, isSingle) where !isSingle && input.values.layout != values.layout {
      throw RowError("the columns do not have the same number of values in every row")
    }
    let byteCount = texts.reduce(values.valueCount * separator.count) { $0 + $1.bytes.count }
    var joined = StringsBuilder(stringCount: values.valueCount, byteCount: byteCount)
    for index in 0..<values.valueCount {
      for column in texts.indices {
        if column > 0 { joined.append(separator) }
        joined.append(texts[column][isSingle[column] ? 0 : index])
      }
      joined.endString()
    }
    return FeatureValues(.string(joined.strings), layout: values.layout)
  }
}
