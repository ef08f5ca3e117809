import RawData

/// A part of every text: `length` bytes or characters from `position` on, or what there is of them.
///
/// `substring("2009-06-15", position: 5, length: 2)` is `"06"`; a negative position counts from the end: -2 gives `"15"`.
/// A missing text stays missing. TensorFlow: `tf.strings.substr`.
///
/// Running it throws `OperationError` for a text that is shorter than the position.
///
/// - Throws: `OperationError` when `length` is negative.
public func substring(
  _ x: Column<String>,
  position: Int,
  length: Int,
  unit: TextUnit = .byte,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard length >= 0 else {
    throw OperationError(
      location: location,
      operation: Substring.name,
      problem: "found length \(length), expected 0 or more"
    )
  }
  return Column(Substring(position: position, length: length, unit: unit), [x.node], location: location)
}

struct Substring: Mapper {
  let position: Int
  let length: Int
  let unit: TextUnit
  static let name = "substr"
  var name: String { Self.name }

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("position", FeatureValues([Int64(position)])), ("length", FeatureValues([Int64(length)])),
      ("unit", FeatureValues(ByteStrings([unit.rawValue]))),
    ]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    var parts = StringsBuilder(like: texts)
    for index in 0..<texts.count {
      let range = texts.range(of: index)
      guard let part = unit == .byte ? byteRange(in: range) : characterRange(in: range, of: texts.bytes)
      else {
        throw RowError(
          row: inputs[0].values.row(holdingValue: index),
          "position \(position) is outside of the text \(quoted(texts[index]))"
        )
      }
      parts.append(texts.bytes[part])
      parts.endString()
    }
    return FeatureValues(.string(parts.strings), layout: inputs[0].values.layout)
  }

  private func byteRange(in range: Range<Int>) -> Range<Int>? {
    guard -range.count...range.count ~= position else { return nil }
    let start = position < 0 ? range.upperBound + position : range.lowerBound + position
    return start..<start + min(length, range.upperBound - start)
  }

  private func characterRange(in range: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    var start = position < 0 ? range.upperBound : range.lowerBound
    var toGo = position.magnitude
    while toGo > 0 {
      if position < 0 {
        guard start > range.lowerBound else { return nil }
        start = TextUnit.position(before: start, in: bytes, from: range.lowerBound)
      } else {
        guard start < range.upperBound else { return nil }
        start = TextUnit.position(after: start, in: bytes, before: range.upperBound)
      }
      toGo -= 1
    }
    var end = start
    var count = 0
    while count < length, end < range.upperBound {
      end = TextUnit.position(after: end, in: bytes, before: range.upperBound)
      count += 1
    }
    return start..<end
  }
}

extension Substring {
  /// The mapper that a saved transform describes.
  init(_ parameters: MapperParameters) throws(RowError) {
    self.init(
      position: try parameters.int("position"),
      length: try parameters.int("length", in: 0 ... .max),
      unit: try parameters.choice("unit")
    )
  }
}
