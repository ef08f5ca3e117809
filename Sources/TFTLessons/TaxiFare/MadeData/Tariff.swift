/// The city's price list for yellow taxis, in cents.
///
/// Rule: New York City Taxi and Limousine Commission, "Taxicab Rate of Fare", as published from 2006 and from
/// 4 September 2012. Tolls, tips and the improvement surcharge of 2015 are left out.
struct Tariff: Sendable {
  /// Which of the tariff's prices a ride falls under; the numbers are the meter's own.
  enum RateCode: Int, Sendable {
    /// By the meter.
    case standard = 1
    /// Between Manhattan and John F. Kennedy airport: a flat fare.
    case kennedy = 2
    /// To or from Newark airport: by the meter, with a surcharge.
    case newark = 3
  }

  /// The price of the first unit, due on getting in.
  static let flagFall = 250
  /// Added to metered rides from 20:00 to 6:00.
  static let nightSurcharge = 50
  /// Added to metered rides from 16:00 to 20:00 on weekdays that are no holidays.
  static let rushHourSurcharge = 100

  /// The price of each unit after the first: 1/5 mile, or 60 seconds slower than 12 miles an hour.
  let unit: Int
  let kennedyFlatFare: Int
  let newarkSurcharge: Int
  /// The state's tax for its transport authority (MTA), on every ride.
  let tax: Int

  /// The prices that hold on `day`.
  init(on day: CalendarDay) {
    let isRaised = day >= CalendarDay(year: 2012, month: 9, day: 4)
    unit = isRaised ? 50 : 40
    kennedyFlatFare = isRaised ? 52_00 : 45_00
    newarkSurcharge = isRaised ? 17_50 : 15_00
    tax = day >= CalendarDay(year: 2009, month: 11, day: 1) ? 50 : 0
  }

  /// The fare in cents.
  ///
  /// - Parameters:
  ///   - units: units begun, the first included; a unit begun is paid in full. The flat fare ignores it.
  ///   - time: the start of the ride, which decides its surcharges.
  func fare(_ rateCode: RateCode, units: Int, at time: PickupTime) -> Int {
    // Neither surcharge is added to the flat fare; the tax is.
    if rateCode == .kennedy { return kennedyFlatFare + tax }
    var cents = Self.flagFall + max(0, units - 1) * unit + tax
    if time.isNight { cents += Self.nightSurcharge }
    if time.isRushHour { cents += Self.rushHourSurcharge }
    if rateCode == .newark { cents += newarkSurcharge }
    return cents
  }
}
