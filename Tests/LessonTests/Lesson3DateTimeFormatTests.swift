import Preprocessing
import RawData
import Testing
import TransformedData

@Suite("Lesson 3: formats and parts of times", .tags(.lesson3), .scratchDirectory)
struct Lesson3DateTimeFormatTests {
  private static func seconds(_ text: String, _ format: String) throws -> [Int64] {
    try Rows(["t": strings([text])]).column { try parseDateTime($0.string("t"), format: format) }.int64s
  }

  // Calculated by Python's datetime.
  @Test(
    arguments: [
      ("2009-06-15", "%Y-%m-%d", 1_245_024_000), ("15/6/2009 5:26", "%d/%-m/%Y %-H:%M", 1_245_043_560),
      ("15 Jun 2009, 5:26 PM", "%d %b %Y, %-I:%M %p", 1_245_086_760),
      ("15 june 2009, 12:26 am", "%d %B %Y, %I:%M %p", 1_245_025_560),
      ("Monday, 15-Jun-09 17:26:21", "%A, %d-%b-%y %T", 1_245_086_781),
      ("mon 15 Jun 1969", "%a %d %b %Y", -17_280_000), ("69-01-01 068", "%y-%m-%d %S8", -31_536_000 + 6),
      ("2009-06-15T17:26:21Z", "%FT%T%z", 1_245_086_781),
      ("2009-06-15T17:26:21.123456+0530", "%FT%T.%f%z", 1_245_066_981),
      ("2009-06-15T17:26:21-05:30", "%FT%T%z", 1_245_106_581),
      ("2012-366", "%Y-%j", 1_356_912_000), ("1245086781", "%s", 1_245_086_781),
      ("100%2009", "100%%%Y", 1_230_768_000),
    ] as [(String, String, Int64)]
  )
  func `a time in a format has its seconds since 1970`(text: String, format: String, expected: Int64) throws {
    #expect(try Self.seconds(text, format) == [expected])
  }

  @Test(
    arguments: [
      ("2009-06-31", "%Y-%m-%d", "2009-06-15"), ("2009-6-15", "%Y-%m-%d", "2009-06-15"),
      ("13:00 PM", "%I:%M %p", "05:26 PM"), ("0:30 AM", "%-I:%M %p", "5:26 PM"),
      ("2011-366", "%Y-%j", "2009-166"),
      ("Juno 2009", "%b %Y", "Jun 2009"), ("2009-06-15T17:26:21+2400", "%FT%T%z", "2009-06-15T17:26:21+0000"),
      ("2009-06-15 ", "%F", "2009-06-15"), (".", ".%f", ".5"), ("", "%d%%", "15%"),
    ] as [(String, String, String)]
  )
  func `a text that is not in the format is an error with an example`(
    text: String,
    format: String,
    example: String
  ) {
    let error = #expect(throws: OperationError.self) { try Self.seconds(text, format) }
    #expect(error?.problem == "found \"\(text)\", expected a time like \"\(example)\"")
  }

  @Test(arguments: [("%Q", "%Q"), ("%Y-%", "% at its end"), ("%-Q", "%-Q")])
  func `an unknown directive is refused where the column is made`(format: String, found: String) {
    let error = #expect(throws: OperationError.self) { try Self.seconds("", format) }
    #expect(
      error?.problem == "found \(found) in the format \"\(format)\", expected one of "
        + "%Y %y %m %d %j %H %I %M %S %s %f %b %B %a %A %p %z %F %T %%"
    )
  }

  // Python's datetime: seconds, year, quarter, month, ISO week, day of the year, day, weekday, hour, minute, second.
  static let parts = """
    1230467646 2008 4 12 52 363 28 0 12 34 6
    1230574500 2008 4 12 1 364 29 1 18 15 0
    1230678806 2008 4 12 1 365 30 2 23 13 26
    1230711118 2008 4 12 1 366 31 3 8 11 58
    1230811848 2009 1 1 1 1 1 4 12 10 48
    1230862119 2009 1 1 1 2 2 5 2 8 39
    1231010888 2009 1 1 1 3 3 6 19 28 8
    1231041655 2009 1 1 1 4 4 0 4 0 55
    1231114429 2009 1 1 2 5 5 1 0 13 49
    1262499055 2010 1 1 53 3 3 0 6 10 55
    1262582300 2010 1 1 1 4 4 1 5 18 20
    1609396496 2020 4 12 53 366 31 4 6 34 56
    1609710013 2021 1 1 53 3 3 0 21 40 13
    951803052 2000 1 2 9 60 29 2 5 44 12
    -2203933259 1900 1 2 9 59 28 3 12 19 1
    -2203850030 1900 1 3 9 60 1 4 11 26 10
    -71036 1969 4 12 1 365 31 3 4 16 4
    37192 1970 1 1 1 1 1 4 10 19 52
    -62135526180 1 1 1 1 1 1 1 19 37 0
    253402285425 9999 4 12 52 365 31 5 19 43 45
    1356948259 2012 4 12 1 366 31 1 10 4 19
    1451562739 2015 4 12 53 365 31 4 11 52 19
    1451663060 2016 1 1 53 1 1 5 15 44 20
    683789430 1991 3 9 36 245 2 1 5 30 30
    1851286263 2028 3 8 35 243 30 3 22 11 3
    3793507307 2090 1 3 11 77 18 6 8 1 47
    -1880539535 1910 2 5 22 150 30 1 11 54 25
    3064005350 2067 1 2 5 35 4 5 0 35 50
    611414604 1989 2 5 20 137 17 3 13 23 24
    -1621746420 1918 3 8 32 223 11 0 18 53 0
    -432727035 1956 2 4 15 106 15 0 14 2 45
    -926965248 1940 3 8 33 230 17 6 5 39 12
    2001383295 2033 2 6 22 154 3 5 3 48 15
    3103021352 2068 2 4 18 121 30 1 14 22 32
    583329453 1988 2 6 25 178 26 0 11 57 33
    """

  @Test func `every part of a time is the one of the calendar`() throws {
    let table = Self.parts.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int64($0) }
    }
    let rows = Rows(["s": FeatureValues(table.map { $0[0] })])
    typealias Part = @Sendable (Column<Int64>) -> Column<Int64>
    let functions: [Part] = [
      { year($0) }, { quarter($0) }, { monthOfYear($0) }, { weekOfYear($0) }, { dayOfYear($0) },
      { dayOfMonth($0) },
      { dayOfWeek($0) }, { hourOfDay($0) }, { minuteOfHour($0) }, { secondOfMinute($0) },
    ]
    for (index, function) in functions.enumerated() {
      let found = try rows.column { function(try $0.int64("s")) }.int64s
      #expect(found == table.map { $0[index + 1] }, "part \(index)")
    }
    let weekends = try rows.column { isWeekend(try $0.int64("s")) }.int64s
    #expect(weekends == table.map { $0[7] == 0 || $0[7] == 6 ? 1 : 0 })
  }

  @Test func `the end of a period is beside its start on the circle`() throws {
    let hours = Rows(["h": FeatureValues([0, 6, 12, 18, 24, 3] as [Int64])])
    let pairs = try hours.column { try cyclicEncoding($0.int64("h"), period: 24) }
    let half = Float(0.5).squareRoot()
    let expected: [Float] = [0, 1, 1, 0, 0, -1, -1, 0, 0, 1, half, half]
    #expect(pairs.layout == .fixed(width: 2))
    #expect(zip(pairs.floats, expected).allSatisfy { ($0 - $1).magnitude < 1e-6 }, "\(pairs.floats)")
    let error = #expect(throws: OperationError.self) {
      try hours.column { try cyclicEncoding($0.int64("h"), period: 0) }
    }
    #expect(error?.problem == "found a period of 0.0, expected a positive number")
  }

  @Test func `formats, parts and circles are read back from a saved transform`() throws {
    let rows = Rows(["t": strings(["15 Jun 2009"]), "u": strings(["2009-06-15 17:26:21 UTC"])])
    let written = try rows.fitted { inputs in
      var outputs = Outputs()
      let time = try parseDateTime(inputs.string("t"), format: "%d %b %Y")
      outputs["week"] = weekOfYear(time)
      outputs["circle"] = try cyclicEncoding(hourOfDay(parseDateTime(try inputs.string("u"))), period: 24)
      return outputs
    }
    let path = try ScratchDirectory.current.path("transform_fn.json")
    try written.write(to: path)
    let read = try TransformFn(contentsOf: path)
    #expect(try read.transform(rows.batch).bits == written.transform(rows.batch).bits)
    #expect(read.outputSchema == written.outputSchema)
    #expect(read.outputSchema["week"]?.domain == .init(min: 1, max: 53))
    #expect(read.outputSchema["circle"]?.width == 2)
  }
}
