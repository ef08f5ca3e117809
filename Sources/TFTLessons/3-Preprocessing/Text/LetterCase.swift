import RawData

/// Every text in lower case.
///
/// `lowercased("JFK É")` is `"jfk É"`; with `encoding: .utf8` it is `"jfk é"`. A missing text stays missing.
/// TensorFlow: `tf.strings.lower`.
public func lowercased(
  _ x: Column<String>,
  encoding: TextEncoding = .ascii,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    LetterCase(direction: .lower, encoding: encoding),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// Every text in upper case.
///
/// `uppercased("jfk é")` is `"JFK é"`; with `encoding: .utf8` it is `"JFK É"`. A missing text stays missing.
/// TensorFlow: `tf.strings.upper`.
public func uppercased(
  _ x: Column<String>,
  encoding: TextEncoding = .ascii,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<String> {
  Column(
    LetterCase(direction: .upper, encoding: encoding),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

struct LetterCase: Mapper {
  enum Direction: String, CaseIterable, Sendable {
    case lower = "string_lower"
    case upper = "string_upper"
  }

  let direction: Direction
  let encoding: TextEncoding
  var name: String { direction.rawValue }

  var parameters: [(name: String, value: FeatureValues)] {
    [("encoding", FeatureValues(ByteStrings([encoding.rawValue])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    let layout = inputs[0].values.layout
    // Most data is ASCII, where one byte gives one byte and all strings keep their places.
    if encoding == .ascii || texts.bytes.allSatisfy({ $0 < 0x80 }) {
      let letters = ByteStrings(bytes: texts.bytes.map(mapped), offsets: texts.offsets)
      return FeatureValues(.string(letters), layout: layout)
    }
    var letters = StringsBuilder(like: texts)
    for index in 0..<texts.count {
      append(texts.bytes.span, texts.range(of: index), to: &letters)
      letters.endString()
    }
    return FeatureValues(.string(letters.strings), layout: layout)
  }

  @inline(__always)
  private func mapped(_ byte: UInt8) -> UInt8 {
    let first = direction == .lower ? UInt8(ascii: "A") : UInt8(ascii: "a")
    return byte &- first < 26 ? byte ^ 0x20 : byte
  }

  private func append(_ text: Span<UInt8>, _ range: Range<Int>, to letters: inout StringsBuilder) {
    var position = range.lowerBound
    while position < range.upperBound {
      let character = UTF8Scalar(text, position, range.upperBound)
      if character.value < 0x80 {
        letters.append(mapped(text[position]))
      } else if let scalar = Unicode.Scalar(character.value) {
        let after = position + character.size..<range.upperBound
        append(scalar, text, before: range.lowerBound..<position, after: after, to: &letters)
      } else {
        letters.append("\u{FFFD}".utf8)
      }
      position += character.size
    }
  }

  private func append(
    _ scalar: Unicode.Scalar,
    _ text: Span<UInt8>,
    before: Range<Int>,
    after: Range<Int>,
    to letters: inout StringsBuilder
  ) {
    if direction == .upper {
      letters.append(scalar.properties.uppercaseMapping.utf8)
    } else if scalar == "Σ", Self.endsWithLetter(text, before), !Self.startsWithLetter(text, after) {
      letters.append("ς".utf8)
    } else {
      letters.append(scalar.properties.lowercaseMapping.utf8)
    }
  }

  /// Whether a cased letter comes last, but for characters that case ignores. Rule: Unicode's Final_Sigma.
  private static func endsWithLetter(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound {
      var start = end - 1
      while start > range.lowerBound, text[start] & 0xC0 == 0x80 { start -= 1 }
      guard let scalar = Unicode.Scalar(UTF8Scalar(text, start, end).value) else { return false }
      if !scalar.properties.isCaseIgnorable { return scalar.properties.isCased }
      end = start
    }
    return false
  }

  /// Whether a cased letter comes first, but for characters that case ignores.
  private static func startsWithLetter(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      let character = UTF8Scalar(text, start, range.upperBound)
      guard let scalar = Unicode.Scalar(character.value) else { return false }
      if !scalar.properties.isCaseIgnorable { return scalar.properties.isCased }
      start += character.size
    }
    return false
  }
}
