import RawData

/// Every text as the number that it says.
///
/// `stringToNumber(" 1.5e3 ")` is `1500`; `stringToNumber("42", as: Int64.self)` is `42`. White space around a number is passed
/// over. A `Float` is the nearest to the text, infinite beyond the range; `nan`, `inf`, `infinity` in any case, and hexadecimal
/// `0x1p3` are numbers too. A missing text stays missing. TensorFlow: `tf.strings.to_number`.
///
/// Running it throws `OperationError` for a text that is no number, or an integer beyond 64 bits.
///
/// - Parameters:
///   - x: the texts; of any shape.
///   - type: `Float` or `Int64`.
///   - fileID: the file of the call.
///   - line: the line of the call.
public func stringToNumber<Number: NumericColumnScalar>(
  _ x: Column<String>,
  as type: Number.Type = Float.self,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Number> {
  Column(
    TextToNumber(type: Number.featureType),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

struct TextToNumber: Mapper {
  /// `float32` or `int64`.
  let type: FeatureType

  var name: String { "string_to_\(type.rawValue)" }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let layout = inputs[0].values.layout
    if type == .int64 {
      return FeatureValues(.int64(try numbers(inputs[0], "an integer", Self.int64)), layout: layout)
    }
    return FeatureValues(.float32(try numbers(inputs[0], "a number", Self.float)), layout: layout)
  }

  private func numbers<Number>(
    _ input: Operand,
    _ expected: String,
    _ parse: ([UInt8], Range<Int>) -> Number?
  ) throws(RowError) -> [Number] {
    let texts = try input.strings()
    var numbers: [Number] = []
    numbers.reserveCapacity(texts.count)
    for index in 0..<texts.count {
      let range = StripText.stripped(texts.range(of: index), of: texts.bytes)
      guard let number = parse(texts.bytes, range) else {
        throw RowError(
          row: input.values.row(holdingValue: index),
          "found \(quoted(texts[index])), expected \(expected)"
        )
      }
      numbers.append(number)
    }
    return numbers
  }

  /// What the fast parser does not know, hexadecimal and the payloads of NaN, is left to the standard library, which would
  /// stop at a zero byte.
  private static func float(_ bytes: [UInt8], _ range: Range<Int>) -> Float? {
    if let number = NumberParser.float(bytes.span, range.lowerBound, range.upperBound) { return number }
    return bytes[range].contains(0) ? nil : Float(String(decoding: bytes[range], as: UTF8.self))
  }

  private static func int64(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    NumberParser.int64(bytes.span, range.lowerBound, range.upperBound)
  }
}
