import RawData

/// How long every text is.
///
/// `stringLength("café")` is 5, its bytes; with `unit: .utf8Character` it is 4. A missing text stays missing.
/// TensorFlow: `tf.strings.length`.
public func stringLength(
  _ x: Column<String>,
  unit: TextUnit = .byte,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(TextLength(unit: unit), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

struct TextLength: Mapper {
  let unit: TextUnit
  let name = "string_length"

  var parameters: [(name: String, value: FeatureValues)] {
    [("unit", FeatureValues(ByteStrings([unit.rawValue])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    let lengths = (0..<texts.count).map { Int64(length(texts, $0)) }
    return FeatureValues(.int64(lengths), layout: inputs[0].values.layout)
  }

  private func length(_ texts: ByteStrings, _ index: Int) -> Int {
    switch unit {
    case .byte: texts.size(of: index)
    case .utf8Character: texts[index].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
  }
}
