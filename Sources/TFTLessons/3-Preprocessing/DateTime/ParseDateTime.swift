import RawData

/// The seconds since 1970-01-01 00:00:00 UTC of texts like `2009-06-15 17:26:21 UTC`.
///
/// Exact in integers: the original pipeline went through `float32`, whose steps are 128 seconds by now, and got 22 of
/// 1,999 hours wrong.
///
/// Running it throws `OperationError` for a text of any other form, or a day or time that does not exist.
public func parseDateTime(
  _ text: Column<String>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(ParseDateTime.taxi, [text.node], location: SourceLocation(fileID: fileID, line: line))
}

/// The seconds since 1970-01-01 00:00:00 UTC of texts in `format`.
///
/// `parseDateTime(["15 Jun 2009, 5:26 PM"], format: "%d %b %Y, %-I:%M %p")` is `[1245086760]`. The directives are those of
/// C's `strptime`: `%Y %y %m %d %j %H %I %M %S %s %f %b %B %a %A %p %z %F %T %%`, and `%-d` where leading zeros may be
/// missing. Fractions of a second are dropped; a time without `%z` is taken for UTC.
///
/// Running it throws `OperationError` for a text of any other form, or a day or time that does not exist.
///
/// - Throws: `OperationError` for an unknown directive.
public func parseDateTime(
  _ text: Column<String>,
  format: String,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(ParseDateTime(try DateTimeFormat(format)), [text.node], location: location)
  } catch {
    throw OperationError(location: location, operation: "parse_datetime", problem: error.problem)
  }
}

struct ParseDateTime: ElementwiseMapper, ElementKernel {
  let name = "parse_datetime"
  private let parser: DateTimeParser
  private let fixedParser: FixedDateTimeParser?

  /// The parser of the taxi data's times.
  static let taxi: ParseDateTime = {
    do {
      return ParseDateTime(try DateTimeFormat(DateTimeFormat.taxi))
    } catch {
      preconditionFailure("the taxi data's format is a format: \(error)")
    }
  }()

  init(_ format: DateTimeFormat) {
    parser = DateTimeParser(format: format)
    fixedParser = FixedDateTimeParser(format)
  }

  var parameters: [(name: String, value: FeatureValues)] {
    let format = parser.format.text
    return format == DateTimeFormat.taxi ? [] : [("format", FeatureValues(ByteStrings([format])))]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(.int64, self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    let (texts, seconds) = (
      elements.input(0, as: UnsafeRawBufferPointer.self), elements.output(as: Int64.self)
    )
    for index in seconds.indices {
      guard let second = second(texts[index]) else {
        throw RowError(
          row: index,
          "found \(quoted(texts[index])), expected a time like \"\(parser.format.example)\""
        )
      }
      seconds[index] = second
    }
  }

  private func second(_ text: UnsafeRawBufferPointer) -> Int64? {
    if let fixedParser { fixedParser.seconds(text) } else { parser.seconds(text[...]) }
  }
}
