/// What the fuzzer made up: its first bytes choose what is done with the rest.
struct Input {
  /// The bytes that no choice has used.
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  /// One of `0 ..< count`; 0 when there are no bytes left.
  mutating func choice(of count: Int) -> Int {
    Int(rest.popFirst() ?? 0) % count
  }

  /// One of `0 ... 65535`; 0 when there are no bytes left.
  mutating func number() -> Int {
    choice(of: 256) << 8 | choice(of: 256)
  }

  /// The rest in pieces of 1 to `longest` bytes, as the bytes themselves say.
  func pieces(longest: Int) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var left = rest
    while let first = left.first {
      let piece = left.prefix(1 + Int(first) % longest)
      pieces.append(piece)
      left = left.dropFirst(piece.count)
    }
    return pieces
  }
}
