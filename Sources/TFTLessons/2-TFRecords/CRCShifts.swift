/// What becomes of a CRC's register when zero bytes follow, for the few numbers of them that are asked for.
///
/// A CRC is linear. So known bytes need no steps: they do to a register what as many zeros would do, and add to that what
/// they would leave of an empty register, which is a constant. And for a number of zeros, each byte of the register has
/// an effect of its own: four looks into tables take it over all of them, be they four or four hundred.
struct CRCShifts: Sendable {
  private let table: CRCTable
  /// Where in `entries` the tables for so many bytes start.
  private var starts = [4: startOfFour, 8: startOfEight]
  /// Four tables of 256 for each number of bytes, in the order in which `CRCTable.lookUp` wants them.
  private(set) var entries: [UInt32]

  /// Where in `entries` those for four zero bytes start. They also tell what four bytes leave of an empty register.
  static let startOfFour = 0
  /// Where in `entries` those for eight zero bytes start.
  static let startOfEight = 1024

  /// Those of `table`'s polynomial: its own tables, which are for four, eight, twelve and sixteen bytes, come first.
  init(_ table: CRCTable) {
    self.table = table
    entries = table.entries
  }

  /// Where in `entries` the tables for `count` zero bytes start.
  mutating func start(_ count: Int) -> Int {
    if let start = starts[count] { return start }
    let start = entries.count
    starts[count] = start
    entries += Self.entries(table, count)
    return start
  }

  private static func entries(_ table: CRCTable, _ count: Int) -> [UInt32] {
    var entries = [UInt32](repeating: 0, count: 1024)
    for place in 0..<4 {
      let first = (3 - place) * 256
      for byte in 1..<256 {
        let lowest = byte & -byte
        if byte == lowest {
          var change = UInt32(byte) << UInt32(8 * place)
          for _ in 0..<count { change = table.followedByZero(change) }
          entries[first + byte] = change
        } else {
          entries[first + byte] = entries[first + byte ^ lowest] ^ entries[first + lowest]
        }
      }
    }
    return entries
  }
}
