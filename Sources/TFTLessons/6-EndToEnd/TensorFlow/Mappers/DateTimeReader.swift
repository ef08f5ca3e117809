import Preprocessing
import RawData

/// Reads times of a format in a graph: a pattern finds out which texts have the form, then each field is cut out.
struct DateTimeReader {
  private typealias Element = DateTimeFormat.Element

  private let format: DateTimeFormat
  /// For each element, the pattern of its texts.
  private let patterns: [String]
  /// How many bytes each element has; nil when its texts differ in length.
  private let sizes: [Int?]

  /// - Throws: `RowError` when two elements of the format cannot be told apart without trying.
  init(_ format: DateTimeFormat) throws(RowError) {
    self.format = format
    patterns = format.elements.map(Self.pattern)
    sizes = format.elements.map(Self.size)
    for (element, next) in zip(format.elements, format.elements.dropFirst())
    where Self.size(element) == nil && Self.endsWithDigit(element) && Self.startsWithDigit(next) {
      throw RowError(
        "TensorFlow cannot tell where a number ends that another digit follows, in \"\(format.text)\""
      )
    }
  }

  private static func pattern(_ element: Element) -> String {
    switch element {
    case .literal(let byte): return literal(byte)
    case .number(_, let digits): return "[0-9]{\(digits.lowerBound),\(digits.upperBound)}"
    case .fraction: return "[0-9]{1,9}"
    case .monthName(let isLong): return "(?i:\(names(CalendarNames.months, isLong)))"
    case .weekdayName(let isLong): return "(?i:\(names(CalendarNames.weekdays, isLong)))"
    case .halfDay: return "(?i:am|pm)"
    case .offset: return "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])"
    }
  }

  /// A byte as a pattern; one outside of ASCII by its number.
  private static func literal(_ byte: UInt8) -> String {
    let scalar = Unicode.Scalar(byte)
    return scalar.properties.isAlphabetic && byte < 0x80 || scalar == " " || scalar == ":" || scalar == "-"
      ? String(scalar) : "\\x{\(String(byte, radix: 16))}"
  }

  private static func size(_ element: Element) -> Int? {
    switch element {
    case .literal: 1
    case .number(_, let digits): digits.count == 1 ? digits.lowerBound : nil
    case .halfDay: 2
    case .monthName(let isLong), .weekdayName(let isLong): isLong ? nil : 3
    case .fraction, .offset: nil
    }
  }

  private static func endsWithDigit(_ element: Element) -> Bool {
    switch element {
    case .number, .fraction: true
    default: false
    }
  }

  private static func startsWithDigit(_ element: Element) -> Bool {
    if case .literal(let byte) = element { return UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    return endsWithDigit(element)
  }

  private static func names(_ names: [String], _ isLong: Bool) -> String {
    names.map { isLong ? $0 : String($0.prefix(3)) }.joined(separator: "|")
  }

  /// The seconds since 1970 that each text says; an error for a text that says none.
  mutating func seconds(_ text: TensorReference, to graph: inout TensorFlowGraph) -> TensorReference {
    let hasForm = graph.matches(text, pattern: "(?s)\(patterns.joined())")
    // Texts of another form are refused at the end; until then they are one that has it.
    let safe = graph.select(hasForm, text, graph.text(format.example))
    var fields = Fields(graph: &graph)
    for index in format.elements.indices { read(index, of: safe, into: &fields, &graph) }
    let (seconds, exists) = fields.seconds(&graph)
    let isTime = graph.and(hasForm, exists)
    // Reading a text that is no number is how TensorFlow tells which one it was.
    let refusal = graph.join([
      graph.text("found \""), text, graph.text("\", expected a time like \"\(format.example)\""),
    ])
    let checks = graph.toNumber(graph.select(isTime, graph.text("0"), refusal), .int64)
    return graph.calculate(.add, seconds, checks)
  }

  private func read(
    _ index: Int,
    of text: TensorReference,
    into fields: inout Fields,
    _ graph: inout TensorFlowGraph
  ) {
    switch format.elements[index] {
    case .literal, .fraction, .weekdayName: return
    case .number(let field, _):
      fields.set(field, graph.toNumber(part(index, of: text, &graph), .int64), &graph)
    case .monthName(let isLong):
      let name = graph.lowercase(part(index, of: text, &graph), encoding: "")
      let names = CalendarNames.months.map { isLong ? $0 : String($0.prefix(3)) }
      let number = graph.places(of: name, among: FeatureValues(ByteStrings(names)), "months")
      fields.set(.month, graph.calculate(.add, number, 1), &graph)
    case .halfDay:
      let half = graph.lowercase(part(index, of: text, &graph), encoding: "")
      fields.isAfternoon = graph.ask(.equal, half, graph.text("pm"))
    case .offset: fields.offset = offset(part(index, of: text, &graph), &graph)
    }
  }

  /// The part of each text that is the element `index`.
  private func part(_ index: Int, of text: TensorReference, _ graph: inout TensorFlowGraph) -> TensorReference
  {
    let before = sizes[..<index].compactMap(\.self)
    if before.count == index, let size = sizes[index] {
      return graph.substring(text, position: Int64(before.reduce(0, +)), length: Int64(size))
    }
    let pattern = patterns[..<index].joined() + "(\(patterns[index]))" + patterns[(index + 1)...].joined()
    return graph.replace(text, pattern: "(?s)^\(pattern)$", rewrite: "\\1", all: false)
  }

  /// Seconds east of Greenwich.
  private func offset(_ text: TensorReference, _ graph: inout TensorFlowGraph) -> TensorReference {
    let digits = graph.replace(text, pattern: "[^0-9]", rewrite: "")
    let isZulu = graph.ask(.equal, digits, graph.text(""))
    let number = graph.toNumber(graph.select(isZulu, graph.text("0"), digits), .int64)
    let hours = graph.calculate(.floorDivide, number, 100)
    let minutes = graph.calculate(.floorModulo, number, 100)
    let magnitude = graph.calculate(
      .add,
      graph.calculate(.multiply, hours, 3600),
      graph.calculate(.multiply, minutes, 60)
    )
    let isWest = graph.matches(text, pattern: "-.*")
    return graph.select(isWest, graph.apply(.negate, magnitude), magnitude)
  }

  /// `DateTimeFields` as tensors.
  private struct Fields {
    private var date: TensorFlowDate
    private var dayOfYear: TensorReference?
    private var hour: TensorReference
    private var isHalfDayHour = false
    private var minute: TensorReference
    private var second: TensorReference
    private var epoch: TensorReference?
    var isAfternoon: TensorReference?
    var offset: TensorReference?

    init(graph: inout TensorFlowGraph) {
      date = TensorFlowDate(year: graph.integer(1970), month: graph.integer(1), day: graph.integer(1))
      (hour, minute, second) = (graph.integer(0), graph.integer(0), graph.integer(0))
    }

    mutating func set(
      _ field: DateTimeFormat.Field,
      _ value: TensorReference,
      _ graph: inout TensorFlowGraph
    ) {
      switch field {
      case .year: date.year = value
      case .yearOfCentury:
        let century = graph.select(
          graph.ask(.less, value, graph.integer(69)),
          graph.integer(2000),
          graph.integer(1900)
        )
        date.year = graph.calculate(.add, value, century)
      case .month: date.month = value
      case .day: date.day = value
      case .dayOfYear: dayOfYear = value
      case .hour: (hour, isHalfDayHour) = (value, isHalfDayHour)
      case .hourOfHalfDay: (hour, isHalfDayHour) = (value, true)
      case .minute: minute = value
      case .second: second = value
      case .epoch: epoch = value
      }
    }

    /// The seconds since 1970, and whether there is such a time.
    func seconds(_ graph: inout TensorFlowGraph) -> (value: TensorReference, exists: TensorReference) {
      if let epoch { return (epoch, graph.ask(.equal, epoch, epoch)) }
      let (days, dayExists) = days(&graph)
      let (hour, hourExists) = hourOfDay(&graph)
      let hours = graph.calculate(.add, graph.calculate(.multiply, days, 24), hour)
      let minutes = graph.calculate(.add, graph.calculate(.multiply, hours, 60), minute)
      var seconds = graph.calculate(.add, graph.calculate(.multiply, minutes, 60), second)
      if let offset { seconds = graph.calculate(.subtract, seconds, offset) }
      let isTime = graph.and(
        graph.ask(.less, minute, graph.integer(60)),
        graph.ask(.less, second, graph.integer(60))
      )
      return (seconds, graph.and(graph.and(dayExists, hourExists), isTime))
    }

    private func days(_ graph: inout TensorFlowGraph) -> (value: TensorReference, exists: TensorReference) {
      if let dayOfYear {
        let one = graph.integer(1)
        let start = graph.days(TensorFlowDate(year: date.year, month: one, day: one))
        let last = graph.select(graph.isLeap(date.year), graph.integer(366), graph.integer(365))
        let days = graph.calculate(.add, start, graph.calculate(.subtract, dayOfYear, 1))
        return (days, within(dayOfYear, one, last, &graph))
      }
      let lengths = graph.constant(.int64s([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]))
      let monthExists = within(date.month, graph.integer(1), graph.integer(12), &graph)
      let month = graph.select(monthExists, date.month, graph.integer(1))
      let length = graph.gather(lengths, graph.calculate(.subtract, month, 1))
      let isLeapMonth = graph.and(graph.ask(.equal, month, graph.integer(2)), graph.isLeap(date.year))
      let last = graph.calculate(.add, length, graph.cast(isLeapMonth, .int64))
      return (
        graph.days(date), graph.and(monthExists, within(date.day, graph.integer(1), last, &graph))
      )
    }

    private func hourOfDay(_ graph: inout TensorFlowGraph) -> (
      value: TensorReference, exists: TensorReference
    ) {
      guard isHalfDayHour else { return (hour, graph.ask(.less, hour, graph.integer(24))) }
      var value = graph.calculate(.floorModulo, hour, 12)
      if let isAfternoon {
        value = graph.calculate(.add, value, graph.select(isAfternoon, graph.integer(12), graph.integer(0)))
      }
      return (value, within(hour, graph.integer(1), graph.integer(12), &graph))
    }

    private func within(
      _ x: TensorReference,
      _ first: TensorReference,
      _ last: TensorReference,
      _ graph: inout TensorFlowGraph
    ) -> TensorReference {
      graph.and(graph.ask(.lessEqual, first, x), graph.ask(.lessEqual, x, last))
    }
  }
}
