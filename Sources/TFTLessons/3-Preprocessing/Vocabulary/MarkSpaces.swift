import RawData

/// Strings with `__SPACE__` for each space, so that a line can be a frequency, a space and a token. TFT does so too.
struct MarkSpaces: Mapper {
  let name = "mark_spaces"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let strings = try inputs[0].strings()
    guard strings.bytes.contains(UInt8(ascii: " ")) else { return inputs[0].values }
    let mark = Array("__SPACE__".utf8)
    var result = ByteStrings()
    for index in 0..<strings.count {
      result.append(strings[index].flatMap { $0 == UInt8(ascii: " ") ? mark : [$0] })
    }
    return FeatureValues(.string(result), layout: inputs[0].values.layout)
  }
}
