import RawData

/// Every text with what matches a pattern replaced.
///
/// `regexReplace("555-1234", pattern: "(\\d+)-(\\d+)", rewrite: "\\2-\\1")` is `"1234-555"`. The syntax is RE2's: the
/// leftmost match, of those the first in the order of alternatives, and no pattern takes more than linear time. `\p`, `\C`
/// and `\Q` are not supported. Bytes that are no UTF-8 match nothing, and no match begins inside a character, as RE2's `\B`
/// can. A missing text stays missing. TensorFlow: `tf.strings.regex_replace`.
///
/// - Parameters:
///   - x: the texts; of any shape.
///   - pattern: classes `[a-z] [^a-z] [[:alpha:]] \d \w \s .`, groups `(x) (?:x) (?P<name>x)`, alternatives `x|y`,
///     repetitions `x* x+ x? x{2} x{2,} x{2,5}`, the same with `?` as seldom as possible, places `^ $ \A \z \b \B`, flags
///     `(?imsU)`.
///   - rewrite: what each match becomes; `\1` to `\9` are its groups, `\0` is the whole, `\\` is a backslash.
///   - replacesAll: false for the first match in each text alone.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for a pattern or a rewrite that is none.
public func regexReplace(
  _ x: Column<String>,
  pattern: String,
  rewrite: String,
  replacesAll: Bool = true,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    let mapper = try RegexReplace(pattern: pattern, rewrite: rewrite, replacesAll: replacesAll)
    return Column(mapper, [x.node], location: location)
  } catch {
    throw OperationError(location: location, operation: RegexReplace.name, problem: error.problem)
  }
}

struct RegexReplace: Mapper {
  private let pattern: String
  private let rewrite: String
  private let replacesAll: Bool
  private let program: RegexProgram
  private let pieces: RegexRewrite

  static let name = "regex_replace"
  var name: String { Self.name }

  init(pattern: String, rewrite: String, replacesAll: Bool) throws(RowError) {
    self.pattern = pattern
    self.rewrite = rewrite
    self.replacesAll = replacesAll
    do throws(RegexError) {
      program = try RegexProgram(pattern)
      pieces = try RegexRewrite(rewrite, groupCount: program.groupCount)
    } catch {
      throw RowError(error.problem)
    }
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("pattern", FeatureValues(ByteStrings([pattern]))), ("rewrite", FeatureValues(ByteStrings([rewrite]))),
      ("replaces_all", FeatureValues([replacesAll ? 1 : 0] as [Int64])),
    ]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    var replaced = StringsBuilder(like: texts)
    var matcher = RegexMatcher(program, groupCount: pieces.lastGroup + 1)
    for index in 0..<texts.count {
      replace(in: texts.bytes, texts.range(of: index), &matcher, &replaced)
      replaced.endString()
    }
    return FeatureValues(.string(replaced.strings), layout: inputs[0].values.layout)
  }

  private func replace(
    in bytes: [UInt8],
    _ range: Range<Int>,
    _ matcher: inout RegexMatcher,
    _ replaced: inout StringsBuilder
  ) {
    var position = range.lowerBound
    var lastEnd: Int?
    while position <= range.upperBound, matcher.findMatch(bytes.span, range, from: position) {
      let (start, end) = (matcher.match[0], matcher.match[1])
      replaced.append(bytes[position..<start])
      if start == end, start == lastEnd {
        // No empty match right after another match: the search goes on behind the next character.
        guard start < range.upperBound else { return }
        let character = UTF8Scalar(bytes.span, start, range.upperBound)
        position = start + (character.isValid ? character.size : 1)
        replaced.append(bytes[start..<position])
      } else {
        append(matcher.match, of: bytes, to: &replaced)
        position = end
        lastEnd = end
        if !replacesAll { break }
      }
    }
    replaced.append(bytes[position..<range.upperBound])
  }

  private func append(_ match: [Int], of bytes: [UInt8], to replaced: inout StringsBuilder) {
    for piece in pieces.pieces {
      switch piece {
      case .text(let text): replaced.append(text)
      case .group(let index):
        // A group that took no part is empty.
        if match[2 * index] >= 0 { replaced.append(bytes[match[2 * index]..<match[2 * index + 1]]) }
      }
    }
  }
}

extension RegexReplace {
  /// The mapper that a saved transform describes.
  init(_ parameters: MapperParameters) throws(RowError) {
    try self.init(
      pattern: parameters.string("pattern"),
      rewrite: parameters.string("rewrite"),
      replacesAll: parameters.bool("replaces_all")
    )
  }
}
