import Preprocessing
import RawData
import Testing

/// Dates and times.
extension Lesson3PreprocessingTests {
  static func seconds(_ texts: [String]) throws -> [Int64] {
    try Rows(["time": strings(texts)]).column { parseDateTime(try $0.string("time")) }.int64s
  }

  // Calculated by Python's datetime.
  @Test(
    arguments: [
      ("1970-01-01 00:00:00", 0), ("1969-12-31 23:59:59", -1), ("2009-06-15 17:26:21", 1_245_086_781),
      ("2000-02-29 12:00:00", 951_825_600), ("2000-03-01 00:00:00", 951_868_800),
      ("1900-02-28 23:59:59", -2_203_891_201), ("1900-03-01 00:00:00", -2_203_891_200),
      ("2012-02-29 23:59:59", 1_330_559_999), ("2012-12-31 23:59:59", 1_356_998_399),
      ("2013-01-01 00:00:00", 1_356_998_400), ("2038-01-19 03:14:08", 2_147_483_648),
      ("9999-12-31 23:59:59", 253_402_300_799), ("0001-01-01 00:00:00", -62_135_596_800),
      ("1582-10-15 00:00:00", -12_219_292_800),
    ] as [(String, Int64)]
  )
  func `a time has its seconds since 1970`(text: String, expected: Int64) throws {
    #expect(try Self.seconds(["\(text) UTC"]) == [expected])
  }

  // Counts day by day from a known one, and knows nothing of the formula under test.
  @Test func `every month of two centuries begins where the calendar says`() throws {
    var (days, day) = ([Int64](), Int64(-25_567))  // 1900-01-01 is 25,567 days before 1970-01-01
    var texts: [String] = []
    for year in 1900..<2101 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        let name = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        texts += ["\(year)-\(name)-01 00:00:00 UTC", "\(year)-\(name)-\(length) 00:00:00 UTC"]
        days += [day, day + Int64(length) - 1]
        day += Int64(length)
      }
    }
    #expect(try Self.seconds(texts) == days.map { $0 * 86_400 })
  }

  @Test(arguments: [
    "", "2009-06-15", "2009-06-15 17:26:21", "2009-06-15T17:26:21 UTC", "2009-06-15 17:26:21 utc",
    " 2009-06-15 17:26:21 UTC", "2009-06-15 17:26:21 UTC ", "2009/06/15 17:26:21 UTC",
    "-009-06-15 17:26:21 UTC",
    "2009-6-15 17:26:21 UTC", "2009-00-15 17:26:21 UTC", "2009-13-15 17:26:21 UTC", "2009-06-00 17:26:21 UTC",
    "2009-06-31 17:26:21 UTC", "2009-01-32 17:26:21 UTC", "2009-02-29 17:26:21 UTC",
    "1900-02-29 17:26:21 UTC",
    "2100-02-29 17:26:21 UTC", "2012-02-30 17:26:21 UTC", "2009-06-15 24:00:00 UTC",
    "2009-06-15 17:60:00 UTC",
    "2009-06-15 17:26:60 UTC", "2009-06-15 1a:26:21 UTC", "\u{0662}009-06-15 17:26:2 UTC",
  ])
  func `a text that is no time is an error that shows it`(text: String) throws {
    let rows = Rows(["time": strings(["2009-06-15 17:26:21 UTC", text])])
    let line = #line + 1
    let seconds = { try rows.column { parseDateTime(try $0.string("time")) } }
    let error = #expect(throws: OperationError.self) { try seconds() }
    #expect(
      error?.description
        == "LessonTests/Lesson3DateTimeTests.swift:\(line): parse_datetime(time), row 1: found \"\(text)\", "
        + "expected a time like \"2009-06-15 17:26:21 UTC\""
    )
  }

  @Test func `a long text is cut in the error, and control characters are escaped`() throws {
    let digits = "1234567890123456789012345678901234567890"
    for (text, shown) in [(digits + "!", digits + "..."), (digits, digits), ("a\n\"b\"", #"a\n\"b\""#)] {
      let error = #expect(throws: OperationError.self) { _ = try Self.seconds([text]) }
      #expect(error?.problem == "found \"\(shown)\", expected a time like \"2009-06-15 17:26:21 UTC\"")
    }
  }

  // Weekdays that a calendar on the wall agrees with; Sunday is 0.
  @Test(
    arguments: [
      ("1970-01-01 00:00:00", 0, 4), ("1969-12-31 23:59:59", 23, 3), ("1900-03-01 00:00:00", 0, 4),
      ("1945-05-08 15:00:00", 15, 2), ("1969-07-20 20:17:40", 20, 0), ("1989-11-09 22:30:00", 22, 4),
      ("2000-02-29 12:00:00", 12, 2), ("2001-09-11 08:46:40", 8, 2), ("2012-02-29 23:59:59", 23, 3),
      ("2024-12-25 00:59:59", 0, 3), ("2009-06-15 17:26:21", 17, 1), ("0001-01-01 00:00:00", 0, 1),
    ] as [(String, Int64, Int64)]
  )
  func `a time has its hour and its day of the week`(text: String, hour: Int64, day: Int64) throws {
    let rows = Rows(["time": strings(["\(text) UTC"])])
    #expect(try rows.column { hourOfDay(parseDateTime(try $0.string("time"))) }.int64s == [hour])
    #expect(try rows.column { dayOfWeek(parseDateTime(try $0.string("time"))) }.int64s == [day])
  }

  @Test func `days and hours go on before 1970 and at the ends of the integers`() throws {
    let rows = Rows(["s": FeatureValues([-1, -3600, -3601, -86_400, -86_401, .min, .max] as [Int64])])
    #expect(try rows.column { hourOfDay(try $0.int64("s")) }.int64s == [23, 23, 22, 0, 23, 8, 15])
    // The last two by Python's integers, which have no ends.
    #expect(try rows.column { dayOfWeek(try $0.int64("s")) }.int64s == [3, 3, 3, 3, 2, 0, 0])
  }
}
