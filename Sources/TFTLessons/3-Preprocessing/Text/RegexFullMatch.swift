import RawData

/// 1 for every text that matches a pattern as a whole, 0 for every other.
///
/// `regexFullMatch(["JFK", "JFK2"], pattern: "[A-Z]+")` is `[1, 0]`. The syntax is that of `regexReplace`. A missing text stays
/// missing. TensorFlow: `tf.strings.regex_full_match`.
///
/// - Throws: `OperationError` for a pattern that is none.
public func regexFullMatch(
  _ x: Column<String>,
  pattern: String,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(
      try RegexFullMatch(pattern: pattern),
      [x.node],
      location: location
    )
  } catch {
    throw OperationError(location: location, operation: RegexFullMatch.name, problem: error.problem)
  }
}

struct RegexFullMatch: Mapper {
  private let pattern: String
  private let program: RegexProgram

  static let name = "regex_full_match"
  var name: String { Self.name }

  init(pattern: String) throws(RowError) {
    self.pattern = pattern
    do throws(RegexError) {
      program = try RegexProgram(pattern)
    } catch {
      throw RowError(error.problem)
    }
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [("pattern", FeatureValues(ByteStrings([pattern])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    var matcher = RegexMatcher(program, groupCount: 0)
    var matches: [Int64] = []
    matches.reserveCapacity(texts.count)
    for index in 0..<texts.count {
      matches.append(matcher.matchesWhole(texts.bytes.span, texts.range(of: index)) ? 1 : 0)
    }
    return FeatureValues(.int64(matches), layout: inputs[0].values.layout)
  }
}
