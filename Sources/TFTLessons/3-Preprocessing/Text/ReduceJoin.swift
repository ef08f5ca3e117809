import RawData

/// All texts of a row as one.
///
/// `reduceJoin(["to", "JFK"], separator: " ")` is `"to JFK"`; a row without texts gives an empty one. The result has one value
/// in every row. TensorFlow: `tf.strings.reduce_join` along the last axis.
public func reduceJoin(
  _ x: Column<String>,
  separator: String = "",
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    ReduceJoin(separator: Array(separator.utf8)),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

struct ReduceJoin: Mapper {
  let separator: [UInt8]
  let name = "reduce_join"

  var parameters: [(name: String, value: FeatureValues)] {
    [("separator", FeatureValues(ByteStrings([String(decoding: separator, as: UTF8.self)])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .scalar }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    let values = inputs[0].values
    let byteCount = texts.bytes.count + texts.count * separator.count
    var joined = StringsBuilder(stringCount: values.rowCount, byteCount: byteCount)
    for row in 0..<values.rowCount {
      let range = values.range(ofRow: row)
      for index in range {
        if index > range.lowerBound { joined.append(separator) }
        joined.append(texts[index])
      }
      joined.endString()
    }
    return FeatureValues(joined.strings)
  }
}
