/// Decodes symbols fast while neither the input nor the room can run out within one, and everything is right.
///
/// It stops in front of any symbol that is not a literal or a good match; `BlockDecoder` looks at that one with every check.
enum SymbolLoop {
  /// The most bits of a length and a distance with their extra bits.
  private static let longestSymbol = 15 + 5 + 15 + 13
  /// How many bytes of input one step may look at.
  private static let inputMargin = 16

  private struct State {
    var bits: UInt64
    var bitCount: Int
    var next: Int
    var end: Int
    /// Where the bytes start that a match may copy.
    let start: Int
  }

  /// Decodes from `reader` into `window`.
  static func run(_ codes: BlockCodes, _ reader: inout BitReader, _ window: inout OutputWindow) {
    guard reader.input.count - reader.next > inputMargin else { return }
    var state = State(
      bits: reader.bits,
      bitCount: reader.bitCount,
      next: reader.next,
      end: window.end,
      start: window.start
    )
    reader.input.withUnsafeBytes { input in
      window.bytes.withUnsafeMutableBytes { output in
        codes.literals.entries.withUnsafeBufferPointer { literals in
          codes.distances.entries.withUnsafeBufferPointer { distances in
            decode(
              &state,
              input,
              output,
              literals,
              distances,
              literalBits: UInt64(codes.literals.mainBits),
              distanceBits: UInt64(codes.distances.mainBits)
            )
          }
        }
      }
    }
    // Above `bitCount` the loop leaves bits of the bytes that come next.
    reader.bits = state.bits & (1 << UInt64(state.bitCount) &- 1)
    reader.bitCount = state.bitCount
    reader.next = state.next
    window.end = state.end
  }

  private static func decode(
    _ final: inout State,
    _ input: UnsafeRawBufferPointer,
    _ output: UnsafeMutableRawBufferPointer,
    _ literals: UnsafeBufferPointer<UInt32>,
    _ distances: UnsafeBufferPointer<UInt32>,
    literalBits: UInt64,
    distanceBits: UInt64
  ) {
    var state = final
    let lastNext = input.count - inputMargin
    while state.next <= lastNext && state.end < OutputWindow.limit {
      refill(&state, input)
      var entry = look(literals, state.bits, literalBits)
      // Codes in the main table are short: three literals and the start of a fourth symbol fit in 56 bits.
      if entry & HuffmanTable.isLiteral != 0 {
        append(entry, output, &state)
        entry = look(literals, state.bits, literalBits)
        if entry & HuffmanTable.isLiteral != 0 {
          append(entry, output, &state)
          entry = look(literals, state.bits, literalBits)
          if entry & HuffmanTable.isLiteral != 0 {
            append(entry, output, &state)
            continue
          }
        }
      }
      if state.bitCount < longestSymbol { refill(&state, input) }
      if entry & HuffmanTable.isExceptional != 0 {
        guard entry & HuffmanTable.isPointer != 0 else { break }
        entry = follow(entry, literals, state.bits, literalBits)
        if entry & HuffmanTable.isLiteral != 0 {
          append(entry, output, &state)
          continue
        }
        if entry & HuffmanTable.isExceptional != 0 { break }
      }
      let length = value(entry, state.bits)
      let rest = state.bits &>> UInt64(entry & 63)
      var far = look(distances, rest, distanceBits)
      if far & HuffmanTable.isPointer != 0 { far = follow(far, distances, rest, distanceBits) }
      let distance = value(far, rest)
      guard far & HuffmanTable.isExceptional == 0, distance <= state.end &- state.start else { break }
      drop(entry, &state)
      drop(far, &state)
      copy(output, from: state.end &- distance, to: state.end, length: length)
      state.end &+= length
    }
    final = state
  }

  /// Fills up to 56 bits or more. The bits above `bitCount` are those of the byte at `next`, so adding them again is safe.
  @inline(__always)
  private static func refill(_ state: inout State, _ input: UnsafeRawBufferPointer) {
    let word = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: state.next, as: UInt64.self))
    state.bits |= word &<< UInt64(truncatingIfNeeded: state.bitCount)
    state.next &+= (63 &- state.bitCount) &>> 3
    state.bitCount |= 56
  }

  @inline(__always)
  private static func look(_ table: UnsafeBufferPointer<UInt32>, _ bits: UInt64, _ count: UInt64) -> UInt32 {
    table[Int(truncatingIfNeeded: bits & ((1 &<< count) &- 1))]
  }

  @inline(__always)
  private static func follow(
    _ pointer: UInt32,
    _ table: UnsafeBufferPointer<UInt32>,
    _ bits: UInt64,
    _ mainBits: UInt64
  ) -> UInt32 {
    let index = (bits &>> mainBits) & ((1 &<< UInt64(pointer & 63)) &- 1)
    return table[Int(pointer >> 16) &+ Int(truncatingIfNeeded: index)]
  }

  /// A length or distance: the entry's base and the extra bits behind the code.
  @inline(__always)
  private static func value(_ entry: UInt32, _ bits: UInt64) -> Int {
    let extra = (bits & ((1 &<< UInt64(entry & 63)) &- 1)) &>> UInt64((entry >> 8) & 15)
    return Int(entry >> 16) &+ Int(truncatingIfNeeded: extra)
  }

  @inline(__always)
  private static func drop(_ entry: UInt32, _ state: inout State) {
    state.bits &>>= UInt64(entry & 63)
    state.bitCount &-= Int(entry & 63)
  }

  @inline(__always)
  private static func append(_ entry: UInt32, _ output: UnsafeMutableRawBufferPointer, _ state: inout State) {
    output[state.end] = UInt8(truncatingIfNeeded: entry >> 16)
    state.end &+= 1
    drop(entry, &state)
  }

  /// Copies a match; up to 7 bytes behind its end are overwritten.
  @inline(__always)
  private static func copy(
    _ bytes: UnsafeMutableRawBufferPointer,
    from source: Int,
    to destination: Int,
    length: Int
  ) {
    let end = destination &+ length
    var (source, destination) = (source, destination)
    if destination &- source >= 8 {
      while destination < end {
        let word = bytes.loadUnaligned(fromByteOffset: source, as: UInt64.self)
        bytes.storeBytes(of: word, toByteOffset: destination, as: UInt64.self)
        source &+= 8
        destination &+= 8
      }
    } else {
      while destination < end {
        bytes[destination] = bytes[source]
        source &+= 1
        destination &+= 1
      }
    }
  }
}
