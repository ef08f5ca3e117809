/// One row, before it is written.
struct Ride: Sendable {
  /// More than the longest line needs, in bytes.
  static let lineCapacity = 160

  let time: PickupTime
  /// In cents.
  var fare: Int
  var pickup: Coordinate
  var dropoff: Coordinate
  var passengers: Int

  /// Writes the ride as a CSV line at the start of `buffer` and returns its length.
  ///
  /// - Parameters:
  ///   - number: makes the key unique.
  ///   - buffer: at least `lineCapacity` bytes.
  func write(number: Int, into buffer: inout [UInt8]) -> Int {
    var line = buffer.mutableSpan
    var position = 0
    time.write(into: &line, at: &position)
    line.write(".", at: &position)
    line.write(integer: number, minimumDigits: 7, at: &position)
    line.write(",", at: &position)
    line.write(hundredths: fare, at: &position)
    line.write(",", at: &position)
    time.write(into: &line, at: &position)
    // The times are New York's. The public data calls them UTC, and so do we.
    line.write(" ", at: &position)
    line.write("U", at: &position)
    line.write("T", at: &position)
    line.write("C", at: &position)
    line.write(",", at: &position)
    pickup.write(into: &line, at: &position)
    dropoff.write(into: &line, at: &position)
    line.write(integer: passengers, minimumDigits: 1, at: &position)
    line.write("\n", at: &position)
    return position
  }
}

extension PickupTime {
  /// `2012-09-04 17:26:21`
  fileprivate func write(into line: inout MutableSpan<UInt8>, at position: inout Int) {
    line.write(integer: day.year, minimumDigits: 4, at: &position)
    line.write("-", at: &position)
    line.write(twoDigits: day.month, at: &position)
    line.write("-", at: &position)
    line.write(twoDigits: day.day, at: &position)
    line.write(" ", at: &position)
    line.write(twoDigits: hour, at: &position)
    line.write(":", at: &position)
    line.write(twoDigits: minute, at: &position)
    line.write(":", at: &position)
    line.write(twoDigits: second, at: &position)
  }
}

extension Coordinate {
  /// `-73.98,40.75,`
  fileprivate func write(into line: inout MutableSpan<UInt8>, at position: inout Int) {
    line.write(millionths: longitude, at: &position)
    line.write(",", at: &position)
    line.write(millionths: latitude, at: &position)
    line.write(",", at: &position)
  }
}
