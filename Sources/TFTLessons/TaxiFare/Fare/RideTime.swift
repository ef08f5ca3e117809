import Preprocessing

/// When a ride starts, by what that does to its fare.
struct RideTime {
  /// The hour of the day with its minutes as a fraction: 13.5 at half past one.
  let hour: Column<Float>
  /// The whole hour, 0 to 23, and the day of the week, 0 on Sunday.
  let wholeHour, day: Column<Int64>
  /// Years since January 2012, whole months as fractions: traffic and fares creep upwards.
  let years: Column<Float>
  /// Whether the prices of September 2012 hold, when New York's taxis became a quarter dearer.
  let isRaised: Column<Bool>

  init(_ inputs: Inputs) throws {
    let seconds = parseDateTime(try inputs.string("pickup_datetime"))
    (wholeHour, day) = (hourOfDay(seconds), dayOfWeek(seconds))
    hour = Column<Float>(wholeHour) + Column<Float>(minuteOfHour(seconds)) / 60
    let months = (year(seconds) - 2012) * 12 + (monthOfYear(seconds) - 1)
    years = Column<Float>(months) / 12
    isRaised = months .>= 8
  }

  /// Four hours together: 0 from midnight, 5 from 20.
  var partOfDay: Column<Int64> { floorDiv(wholeHour, Column(constant: 4)) }
  /// Whether it is Monday to Friday.
  var isWeekday: Column<Bool> { .!((day .== 0) .| (day .== 6)) }
  /// Whether the streets are full: on working days from 8 to 19.
  var isBusy: Column<Bool> { isWeekday .& (wholeHour .>= 8) .& (wholeHour .< 19) }
  /// Whether they are empty: from 23 to 6.
  var isNight: Column<Bool> { (wholeHour .< 6) .| (wholeHour .>= 23) }
}
