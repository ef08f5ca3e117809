import RawData

/// A reader's rows divided into those to learn from and those to be judged by: of every `every` rows in a row, one is
/// held back, at random.
public struct HeldBackReader: BatchReader {
  private var base: any BatchReader
  private let every: Int
  private let seed: UInt64
  private let wantsHeldBack: Bool
  private var firstRow = 0

  /// The rows of `base` that are held back, or the others.
  ///
  /// - Parameters:
  ///   - base: the whole data, as batches.
  ///   - every: one row of so many is held back.
  ///   - seed: what decides which ones are held back.
  ///   - isHeldBack: true for the rows that are held back, false for the others.
  public init(_ base: any BatchReader, every: Int = 5, seed: UInt64, isHeldBack: Bool) {
    precondition(every > 1, "one of \(every) rows cannot be held back")
    (self.base, self.every, self.seed, wantsHeldBack) = (base, every, seed, isHeldBack)
  }

  /// The next batch without the rows of the other part.
  public mutating func next() throws -> Batch? {
    guard let batch = try base.next() else { return nil }
    let rows = (0..<batch.rowCount).filter { isHeldBack(firstRow + $0) == wantsHeldBack }
    firstRow += batch.rowCount
    return batch.selecting(rows)
  }

  private func isHeldBack(_ row: Int) -> Bool {
    Self.heldBack(of: row / every, every, seed) == row % every
  }

  /// Which row of a group is held back.
  private static func heldBack(of group: Int, _ every: Int, _ seed: UInt64) -> Int {
    var generator = SplitMix64(seed: SplitMix64.mixed(seed, UInt64(group)))
    return generator.next(below: every)
  }

  /// The number, in the undivided data, of row `row` of one part, both from 0.
  package static func originalRow(of row: Int, every: Int = 5, seed: UInt64, isHeldBack: Bool) -> Int {
    guard !isHeldBack else { return row * every + heldBack(of: row, every, seed) }
    let (group, place) = row.quotientAndRemainder(dividingBy: every - 1)
    return group * every + place + (place < heldBack(of: group, every, seed) ? 0 : 1)
  }
}
