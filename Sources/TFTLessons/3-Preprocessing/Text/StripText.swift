import RawData

/// Every text without the white space at its start and end.
///
/// `strip("  to JFK ")` is `"to JFK"`. White space is ASCII's. A missing text stays missing. TensorFlow: `tf.strings.strip`.
public func strip(_ x: Column<String>, fileID: String = #fileID, line: Int = #line) -> Column<String> {
  Column(StripText(), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

struct StripText: Mapper {
  let name = "string_strip"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    var stripped = StringsBuilder(like: texts)
    for index in 0..<texts.count {
      stripped.append(texts.bytes[Self.stripped(texts.range(of: index), of: texts.bytes)])
      stripped.endString()
    }
    return FeatureValues(.string(stripped.strings), layout: inputs[0].values.layout)
  }

  /// The part of `range` without white space at its ends.
  static func stripped(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isASCIISpace(bytes[start]) { start += 1 }
    while start < end, isASCIISpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
