import RawData

/// The tokens of every text: what stands between separators, or between white space when there is no separator.
///
/// `split("a,b,,c", separator: ",")` is `["a", "b", "", "c"]`; `split("  to  JFK ")` is `["to", "JFK"]`. Between separators
/// even nothing is a token: an empty text gives one empty token. Between white space it is none: an empty text gives no
/// token, a missing one. White space is ASCII's. The result is ragged; a row with several texts has the tokens of all of them.
/// TensorFlow: `tf.strings.split`.
///
/// - Parameters:
///   - x: the texts; of any shape.
///   - separator: any bytes; nil, or an empty text, for white space.
///   - fileID: the file of the call.
///   - line: the line of the call.
public func split(
  _ x: Column<String>,
  separator: String? = nil,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    SplitText(separator: Array((separator ?? "").utf8)),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

struct SplitText: Mapper {
  /// Empty for white space.
  let separator: [UInt8]
  let name = "string_split"

  var parameters: [(name: String, value: FeatureValues)] {
    [("separator", FeatureValues(ByteStrings([String(decoding: separator, as: UTF8.self)])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .ragged }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    var tokens = StringsBuilder(stringCount: 4 * texts.count, byteCount: texts.bytes.count)
    var rowOffsets = [0]
    rowOffsets.reserveCapacity(rowCount + 1)
    for row in 0..<inputs[0].values.rowCount {
      for index in inputs[0].values.range(ofRow: row) {
        if separator.isEmpty {
          splitAtSpaces(texts.bytes, texts.range(of: index), &tokens)
        } else {
          splitAtSeparators(texts.bytes, texts.range(of: index), &tokens)
        }
      }
      rowOffsets.append(tokens.count)
    }
    return FeatureValues(.string(tokens.strings), layout: .ragged(rowOffsets: rowOffsets))
  }

  private func splitAtSpaces(_ bytes: [UInt8], _ range: Range<Int>, _ tokens: inout StringsBuilder) {
    var start = range.lowerBound
    while true {
      while start < range.upperBound, isASCIISpace(bytes[start]) { start += 1 }
      if start == range.upperBound { return }
      var end = start
      while end < range.upperBound, !isASCIISpace(bytes[end]) { end += 1 }
      tokens.append(bytes[start..<end])
      tokens.endString()
      start = end
    }
  }

  private func splitAtSeparators(_ bytes: [UInt8], _ range: Range<Int>, _ tokens: inout StringsBuilder) {
    var start = range.lowerBound
    var end = start
    while end + separator.count <= range.upperBound {
      if isSeparator(bytes, at: end) {
        tokens.append(bytes[start..<end])
        tokens.endString()
        end += separator.count
        start = end
      } else {
        end += 1
      }
    }
    tokens.append(bytes[start..<range.upperBound])
    tokens.endString()
  }

  private func isSeparator(_ bytes: [UInt8], at start: Int) -> Bool {
    for offset in separator.indices where bytes[start + offset] != separator[offset] { return false }
    return true
  }
}
