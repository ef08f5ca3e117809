/// The names that times have in English, in small letters.
package enum CalendarNames {
  /// From January on.
  package static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
  /// From Sunday on.
  package static let weekdays = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]
}
