/// Finds repetitions in bytes that come in pieces of a fixed size, and keeps the 32 KiB before each.
///
/// Matches are found as zlib's level 6 does: a chain of the earlier places that begin alike, the nearest first, is followed
/// for a while, and a match gives way to a longer one that starts a byte later.
struct MatchFinder: Sendable {
  private static let historySize = DeflateSymbols.windowSize
  /// A multiple of `historySize`, so that a place keeps its entry in `previous` when the bytes move.
  private static let pieceSize = 8 * historySize
  /// Room for words that are read over the end.
  private static let margin = 8

  /// The history, the piece, and the margin.
  private(set) var bytes = [UInt8](repeating: 0, count: historySize + pieceSize + margin)
  /// Where the bytes end.
  private(set) var end = 0
  /// Where the bytes start that have no token yet.
  private(set) var position = 0
  /// The last place of each hash of three and of four bytes.
  private var heads3 = [Int32](repeating: -1, count: 1 << MatchSearch.hashBits3)
  private var heads4 = [Int32](repeating: -1, count: 1 << MatchSearch.hashBits4)
  /// For each place of the last 32 KiB the one before it with the same hash of four bytes.
  private var previous = [Int32](repeating: -1, count: historySize)

  /// Whether there is no room for more bytes.
  var isFull: Bool { end == Self.historySize + Self.pieceSize }

  /// Adds bytes from the front of `more`, and takes them off there, until full.
  mutating func take(from more: inout ArraySlice<UInt8>) {
    let count = min(more.count, Self.historySize + Self.pieceSize - end)
    bytes.replaceSubrange(end..<end + count, with: more.prefix(count))
    end += count
    more.removeFirst(count)
  }

  /// Fills `tokens` with those of the next bytes, about `limit` of them unless the bytes end; which bytes they stand for.
  mutating func nextTokens(limit: Int, into tokens: inout [DeflateToken]) -> Range<Int> {
    tokens.removeAll(keepingCapacity: true)
    let start = position
    bytes.withUnsafeBytes { bytes in
      heads3.withUnsafeMutableBufferPointer { heads3 in
        heads4.withUnsafeMutableBufferPointer { heads4 in
          previous.withUnsafeMutableBufferPointer { previous in
            let search = MatchSearch(
              bytes: bytes,
              end: end,
              heads3: heads3,
              heads4: heads4,
              previous: previous
            )
            search.tokenize(from: &position, limit: limit, into: &tokens)
          }
        }
      }
    }
    return start..<position
  }

  /// Makes room for the next piece: the last 32 KiB become the history.
  mutating func dropPiece() {
    let shift = end - Self.historySize
    bytes.withUnsafeMutableBytes { buffer in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[shift..<end]))
    }
    end -= shift
    position -= shift
    Self.move(&heads3, by: Int32(shift))
    Self.move(&heads4, by: Int32(shift))
    Self.move(&previous, by: Int32(shift))
  }

  private static func move(_ places: inout [Int32], by shift: Int32) {
    for index in places.indices { places[index] = max(-1, places[index] &- shift) }
  }
}
