import RawData

/// How long a route is, and how many units its meter counts in that hour's traffic.
enum Traffic {
  private static let kilometersPerMile = 1.609344
  private static let unitsPerMile = 5.0
  /// A crawling taxi makes 5 miles an hour, so that a mile takes 12 units of a minute.
  private static let crawlingUnitsPerMile = 12.0
  /// Beyond this distance a route uses highways, where a third as much is crawled.
  private static let highwayStart = 5.0
  /// Minutes that a taxi stands still on the way, at worst; most stand far less.
  private static let longestWait = 4.5

  /// Percent of a route's length that is crawled, by hour of the day, midnight first.
  private static let crawlOnWorkdays = [
    11.0, 9, 7, 6, 5, 4, 8, 16, 22, 24, 24, 25, 26, 25, 25, 25, 23, 23, 22, 19, 16, 15, 15, 13,
  ]
  private static let crawlOnFreeDays = [
    15.0, 14, 13, 11, 8, 5, 4, 5, 7, 10, 14, 16, 18, 20, 20, 20, 19, 18, 18, 17, 16, 15, 15, 15,
  ]

  /// The kilometres driven between two places that are `distance` apart along the grid.
  ///
  /// One-way streets, and bridges away from Manhattan, make it longer.
  static func routeLength(
    distance: Double,
    crossesWater: Bool,
    using random: inout SplitMix64
  ) -> Double {
    let detour = crossesWater ? 1.08 : 1.0
    return distance * (detour + 0.2 * random.nextUniform()) + 0.1 * random.nextUniform()
  }

  /// The units begun on a route: each 1/5 mile driven freely, and each minute crawled.
  static func units(kilometers: Double, at time: PickupTime, using random: inout SplitMix64) -> Int {
    let usual = (time.isWorkday ? crawlOnWorkdays : crawlOnFreeDays)[time.hour] / 100
    let jam = random.nextUniform()
    // Most rides crawl less than the mean, a few more than twice as much.
    let crawled = usual * (0.25 + 2.25 * jam * jam)
    let street = min(kilometers, highwayStart)
    let slow = crawled * (street + (kilometers - street) / 3) / kilometersPerMile
    let free = kilometers / kilometersPerMile - slow
    let wait = random.nextUniform()
    let minutes = slow * crawlingUnitsPerMile + longestWait * wait * wait * wait
    return Int((free * unitsPerMile + minutes).rounded(.up))
  }
}
