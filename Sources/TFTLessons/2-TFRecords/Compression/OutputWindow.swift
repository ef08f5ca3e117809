/// Decompressed bytes: those not yet handed on, and before them the 32 KiB that a match may copy from.
struct OutputWindow: Sendable {
  /// How many bytes are decoded before they must be handed on.
  private static let chunkSize = 96 << 10
  /// Room behind the chunk for what the last symbols may write over its end.
  private static let margin = 2 * DeflateSymbols.longestMatch

  /// The bytes, of a fixed size.
  var bytes = [UInt8](repeating: 0, count: DeflateSymbols.windowSize + chunkSize + margin)
  /// Where the decoded bytes end.
  var end = 0
  /// Where the bytes start that a match may copy.
  private(set) var start = 0
  /// Where the bytes start that are not handed on.
  private var handedOn = 0

  /// Where decoding must stop.
  static let limit = DeflateSymbols.windowSize + chunkSize

  /// How many bytes may still be decoded; the last match may end behind them.
  var room: Int { Self.limit - end }

  /// How far back a match may start.
  var history: Int { min(end - start, DeflateSymbols.windowSize) }

  /// Adds a stored block's bytes, at most as many as there is room.
  mutating func append(_ more: ArraySlice<UInt8>) {
    bytes.replaceSubrange(end..<end + more.count, with: more)
    end += more.count
  }

  /// Adds one byte.
  mutating func append(_ byte: UInt8) {
    bytes[end] = byte
    end += 1
  }

  /// Adds `length` bytes, each the one `distance` before it.
  mutating func appendMatch(length: Int, distance: Int) {
    for index in end..<end + length { bytes[index] = bytes[index - distance] }
    end += length
  }

  /// Makes all matches start at the current end or behind it: the next stream knows nothing of this one.
  mutating func forgetHistory() {
    start = end
  }

  /// Moves up to `count` bytes to the end of `output`; how many there were.
  mutating func handOn(upTo count: Int, appendingTo output: inout [UInt8]) -> Int {
    let next = min(handedOn + count, end)
    output.append(contentsOf: bytes[handedOn..<next])
    defer { handedOn = next }
    return next - handedOn
  }

  /// Makes room, once all bytes are handed on, by dropping those that no match can reach.
  mutating func makeRoom() {
    let excess = end - DeflateSymbols.windowSize
    guard room <= 0, handedOn == end, excess > 0 else { return }
    bytes.withUnsafeMutableBytes { buffer in
      let kept = UnsafeRawBufferPointer(rebasing: buffer[excess..<excess + DeflateSymbols.windowSize])
      buffer.copyMemory(from: kept)
    }
    start = max(0, start - excess)
    end -= excess
    handedOn -= excess
  }
}
