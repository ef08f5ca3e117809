/// When a ride starts, in New York's local time.
struct PickupTime: Sendable {
  let day: CalendarDay
  let hour: Int
  let minute: Int
  let second: Int

  /// From 20:00 to 6:00.
  var isNight: Bool { hour >= 20 || hour < 6 }

  /// On a weekday that is no holiday.
  var isWorkday: Bool { day.weekday < 5 && !day.isHoliday }

  /// From 16:00 to 20:00 on a workday.
  var isRushHour: Bool { isWorkday && (16..<20).contains(hour) }
}
