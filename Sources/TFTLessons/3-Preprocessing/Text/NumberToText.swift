import RawData

/// Every integer as decimal digits.
///
/// `asString([7, -12])` is `["7", "-12"]`; with `width: 3, fill: .zeros` it is `["007", "-12"]`. A missing value stays missing.
/// TensorFlow: `tf.strings.as_string`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - width: the smallest number of bytes.
///   - fill: what stands before the digits of a narrower number.
///   - fileID: the file of the call.
///   - line: the line of the call.
public func asString(
  _ x: Column<Int64>,
  width: Int = 0,
  fill: NumberFill = .spaces,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    NumberToText(type: .int64, format: NumberFormat(width: width, fill: fill)),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// Every float as text.
///
/// `asString(0.1)` is `"0.100000"`, with `notation: .shortest` it is `"0.1"`. Digits are exact before they are rounded, ties to
/// even, as C's `printf` has it. Infinities are `inf` and `-inf`, NaN is `nan`. A missing value stays missing.
/// TensorFlow: `tf.strings.as_string`, which takes subnormal numbers for 0.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - notation: with a point, with an exponent, or as short as possible.
///   - precision: how many digits, up to 31: after the point, or of all for `.shortest`.
///   - width: the smallest number of bytes.
///   - fill: what stands before the digits of a narrower number.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the precision is not in 0...31.
public func asString(
  _ x: Column<Float>,
  notation: FloatNotation = .fixed,
  precision: Int = 6,
  width: Int = 0,
  fill: NumberFill = .spaces,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard 0...NumberFormat.largestPrecision ~= precision else {
    throw OperationError(
      location: location,
      operation: "float32_as_string",
      problem: "found precision \(precision), expected 0...\(NumberFormat.largestPrecision)"
    )
  }
  let format = NumberFormat(notation: notation, precision: precision, width: width, fill: fill)
  return Column(NumberToText(type: .float32, format: format), [x.node], location: location)
}

struct NumberToText: Mapper {
  /// `float32` or `int64`.
  let type: FeatureType
  let format: NumberFormat

  var name: String { "\(type.rawValue)_as_string" }

  var parameters: [(name: String, value: FeatureValues)] {
    let padding = [
      ("width", FeatureValues([Int64(format.width)])),
      ("fill", FeatureValues(ByteStrings([format.fill.rawValue]))),
    ]
    if type == .int64 { return padding }
    return [
      ("notation", FeatureValues(ByteStrings([format.notation.rawValue]))),
      ("precision", FeatureValues([Int64(format.precision)])),
    ] + padding
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [type] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let count = inputs[0].values.valueCount
    var texts = StringsBuilder(stringCount: count, byteCount: 8 * count)
    var digits: [UInt8] = []
    if type == .int64 {
      for value in try inputs[0].int64s() {
        format.append(value, to: &texts, &digits)
        texts.endString()
      }
    } else {
      for value in try inputs[0].floats() {
        format.append(value, to: &texts, &digits)
        texts.endString()
      }
    }
    return FeatureValues(.string(texts.strings), layout: inputs[0].values.layout)
  }
}

extension NumberToText {
  /// The mapper that a saved transform names; nil when it is another.
  init?(_ name: String, _ parameters: MapperParameters) throws(RowError) {
    guard name == "int64_as_string" || name == "float32_as_string" else { return nil }
    var format = NumberFormat(width: try parameters.int("width"), fill: try parameters.choice("fill"))
    type = name == "int64_as_string" ? .int64 : .float32
    if type == .float32 {
      format.notation = try parameters.choice("notation")
      format.precision = try parameters.int("precision", in: 0...NumberFormat.largestPrecision)
    }
    self.format = format
  }
}
