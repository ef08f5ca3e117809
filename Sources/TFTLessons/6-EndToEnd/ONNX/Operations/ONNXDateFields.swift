import Preprocessing

/// What texts have said of times: a column for each field.
struct ONNXDateFields {
  private let graph: ONNXGraph
  private var values: [DateTimeFormat.Field: ONNXValue] = [:]
  /// The hour counts to 12 and wants AM or PM.
  private var isHalfDayHour = false
  /// 1 for hours behind noon.
  var isAfternoon: ONNXValue?

  init(_ graph: ONNXGraph) {
    self.graph = graph
  }

  mutating func set(_ field: DateTimeFormat.Field, _ value: ONNXValue) {
    switch field {
    case .yearOfCentury:
      // As POSIX has it: 69 to 99 are of the last century.
      let isLast = graph.lessOrEqual(graph.number(Int64(69)), value)
      let century = graph.select(isLast, graph.number(Int64(1900)), else: graph.number(Int64(2000)))
      values[.year] = graph.add(value, century)
    case .hourOfHalfDay:
      values[.hour] = value
      isHalfDayHour = true
    default: values[field] = value
    }
  }

  /// The seconds since 1970, and whether there are such a day and time of day.
  func seconds(like text: ONNXValue) -> (seconds: ONNXValue, exists: ONNXValue) {
    func field(_ field: DateTimeFormat.Field, default value: Int64) -> ONNXValue {
      values[field] ?? graph.repeated(graph.number(value), like: text)
    }
    let always = graph.repeated(graph.constant(.bool([true]), [1]), like: text)
    if let epoch = values[.epoch] { return (epoch, always) }
    let year = field(.year, default: 1970)
    var date = ONNXDate(year: year, month: field(.month, default: 1), day: field(.day, default: 1))
    var exists: ONNXValue
    var days: ONNXValue
    if let dayOfYear = values[.dayOfYear] {
      let one = graph.number(Int64(1))
      let last = graph.add(graph.number(Int64(365)), graph.cast(graph.isLeap(year), to: .int64))
      exists = graph.and(graph.lessOrEqual(one, dayOfYear), graph.lessOrEqual(dayOfYear, last))
      (date.month, date.day) = (graph.repeated(one, like: text), graph.repeated(one, like: text))
      days = graph.subtract(graph.add(graph.daysSince1970(date), dayOfYear), one)
    } else {
      exists = graph.exists(date)
      days = graph.daysSince1970(date)
    }
    let (hour, isHour) = hourOfDay(field(.hour, default: 0))
    let (minute, second) = (field(.minute, default: 0), field(.second, default: 0))
    for condition in [isHour, graph.isInside(minute, 0...59), graph.isInside(second, 0...59)] {
      exists = graph.and(exists, condition)
    }
    let sixty = graph.number(Int64(60))
    let hours = graph.add(graph.multiply(days, graph.number(Int64(24))), hour)
    let minutes = graph.add(graph.multiply(hours, sixty), minute)
    return (graph.add(graph.multiply(minutes, sixty), second), exists)
  }

  private func hourOfDay(_ hour: ONNXValue) -> (hour: ONNXValue, exists: ONNXValue) {
    guard isHalfDayHour else { return (hour, graph.isInside(hour, 0...23)) }
    let sinceHalf = graph.floorMod(hour, 12)
    let exists = graph.isInside(hour, 1...12)
    guard let isAfternoon else { return (sinceHalf, exists) }
    return (graph.add(sinceHalf, graph.multiply(isAfternoon, graph.number(Int64(12)))), exists)
  }
}
