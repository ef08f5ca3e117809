import Preprocessing
import RawData

/// Reads times in a format with the operations that ONNX has: a pattern for the form, separators to cut at, and arithmetic
/// for numbers that no separator divides.
struct ONNXDateParser {
  /// What stands between two separators.
  private enum Piece {
    /// Numbers without anything between them, all but the first of fixed length.
    case numbers([(field: DateTimeFormat.Field, digits: ClosedRange<Int>)])
    /// Digits that are dropped.
    case fraction
    case month
    case weekday
    case halfDay
  }

  private let graph: ONNXGraph
  private let format: DateTimeFormat
  private let pieces: [Piece]
  /// What stands before each piece, and at the end what stands behind the last.
  private let separators: [String]

  /// - Throws: `ONNXRefusal` for a format that ONNX cannot cut.
  init(_ format: DateTimeFormat, _ graph: ONNXGraph) throws(ONNXRefusal) {
    (self.format, self.graph) = (format, graph)
    var pieces: [Piece] = []
    var separators = [[UInt8]()]
    for element in format.elements {
      let isBehindPiece = separators.count > 1 && separators[separators.count - 1].isEmpty
      switch element {
      case .literal(let byte):
        separators[separators.count - 1].append(byte)
        continue
      case .number(let field, let digits):
        if isBehindPiece, case .numbers(let before)? = pieces.last, digits.count == 1 {
          pieces[pieces.count - 1] = .numbers(before + [(field, digits)])
          continue
        }
        pieces.append(.numbers([(field, digits)]))
      case .fraction: pieces.append(.fraction)
      case .monthName: pieces.append(.month)
      case .weekdayName: pieces.append(.weekday)
      case .halfDay: pieces.append(.halfDay)
      case .offset: throw Self.refusal(format, "offsets from Greenwich")
      }
      if isBehindPiece { throw Self.refusal(format, "fields that nothing divides") }
      separators.append([])
    }
    self.pieces = pieces
    self.separators = separators.map { String(decoding: $0, as: UTF8.self) }
    for (piece, separator) in zip(pieces, self.separators.dropFirst()) where !separator.isEmpty {
      guard Self.canCut(piece, at: separator) else {
        throw Self.refusal(format, "separators that fields can have")
      }
    }
  }

  private static func refusal(_ format: DateTimeFormat, _ problem: String) -> ONNXRefusal {
    ONNXRefusal("ONNX cuts texts at separators alone; the format \"\(format.text)\" has \(problem)")
  }

  /// Whether a separator has a byte that the piece before it cannot have.
  private static func canCut(_ piece: Piece, at separator: String) -> Bool {
    separator.utf8.contains { byte in
      switch piece {
      case .numbers, .fraction: !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
      case .month, .weekday, .halfDay: !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20)
      }
    }
  }

  /// What every time in the format matches; numbers may still be too large.
  private var pattern: String {
    var pattern: [UInt8] = []
    for element in format.elements {
      switch element {
      case .literal(let byte): pattern += Self.escaped(byte)
      case .number(_, let digits): pattern += "[0-9]{\(digits.lowerBound),\(digits.upperBound)}".utf8
      case .fraction: pattern += "[0-9]{1,9}".utf8
      case .monthName(let isLong): pattern += Self.anyOf(CalendarNames.months, isLong).utf8
      case .weekdayName(let isLong): pattern += Self.anyOf(CalendarNames.weekdays, isLong).utf8
      case .halfDay: pattern += "(?i:am|pm)".utf8
      case .offset: break
      }
    }
    return String(decoding: pattern, as: UTF8.self)
  }

  /// A byte as it is, after a backslash where it would mean something.
  private static func escaped(_ byte: UInt8) -> [UInt8] {
    byte >= 0x80 || byte.isASCIIAlphanumeric ? [byte] : [UInt8(ascii: "\\"), byte]
  }

  private static func anyOf(_ names: [String], _ isLong: Bool) -> String {
    "(?i:\(names.map { isLong ? $0 : String($0.prefix(3)) }.joined(separator: "|")))"
  }

  /// The seconds since 1970 that each text of a column says, and whether it says none.
  func seconds(_ text: ONNXValue) -> (seconds: ONNXValue, isFailed: ONNXValue) {
    let hasForm = graph.matches(text, pattern)
    let example = graph.text(format.example)
    // A row that certainly has all separators: without one, there would be nothing behind a cut.
    var rest = graph.withOneMore(graph.select(hasForm, text, else: example), example)
    var fields = ONNXDateFields(graph)
    if !separators[0].isEmpty { rest = graph.split(rest, at: separators[0]).after }
    for (piece, separator) in zip(pieces, separators.dropFirst()) {
      var own = rest
      if !separator.isEmpty { (own, rest) = graph.split(rest, at: separator) }
      read(piece, graph.withoutLast(own), into: &fields)
    }
    let (seconds, isTime) = fields.seconds(like: text)
    return (seconds, graph.not(graph.and(hasForm, isTime)))
  }

  private func read(_ piece: Piece, _ text: ONNXValue, into fields: inout ONNXDateFields) {
    switch piece {
    case .fraction, .weekday: return
    case .month:
      let months = CalendarNames.months
      let start = months.map { String($0.prefix(3)) }
      let names = FeatureValues(ByteStrings(start + months.filter { $0.count > 3 }))
      let place = graph.places(graph.changingCase(text, to: "LOWER"), among: names, unknown: 0)
      // Behind the short names are the long ones, but for May, the fifth, which has only one.
      let long = months.indices.filter { months[$0].count > 3 }.map { Int64($0) + 1 }
      let numbers = graph.constant(.int64((1...12).map { $0 } + long), [12 + long.count])
      fields.set(.month, graph.gather(numbers, place))
    case .halfDay:
      let names = FeatureValues(ByteStrings(["am", "pm"]))
      let place = graph.places(graph.changingCase(text, to: "LOWER"), among: names, unknown: 0)
      fields.isAfternoon = place
    case .numbers(let numbers):
      var rest = graph.cast(text, to: .int64)
      for number in numbers.reversed().dropLast() {
        let power = (0..<number.digits.lowerBound).reduce(Int64(1)) { product, _ in product * 10 }
        fields.set(number.field, graph.floorMod(rest, power))
        rest = graph.divide(rest, graph.number(power))
      }
      fields.set(numbers[0].field, rest)
    }
  }
}

extension UInt8 {
  fileprivate var isASCIIAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
