/// The loop that writes a block's tokens, on memory that `BlockEncoder` owns and has made large enough.
struct TokenEmitter {
  let bytes: UnsafeMutableRawBufferPointer
  /// Where the next byte goes; the seven behind it may be overwritten.
  var end: Int
  /// The last bits, fewer than 8 after each token.
  var bits: UInt64
  /// How many bits `bits` holds.
  var bitCount: Int

  /// Writes `tokens` and the end of the block.
  mutating func emit(
    _ tokens: [DeflateToken],
    literals: [BitString],
    lengths: [BitString],
    distances: [BitString]
  ) {
    literals.withUnsafeBufferPointer { literals in
      lengths.withUnsafeBufferPointer { lengths in
        distances.withUnsafeBufferPointer { distances in
          DeflateSymbols.distanceExtraBits.withUnsafeBufferPointer { extraBits in
            DeflateSymbols.distanceBases.withUnsafeBufferPointer { bases in
              for token in tokens {
                guard token.isMatch else {
                  add(literals[token.value])
                  flush()
                  continue
                }
                add(lengths[token.value])
                let index = DeflateSymbols.distanceIndex(token.distance)
                add(distances[index])
                add(UInt64(token.distance &- Int(bases[index])), count: Int(extraBits[index]))
                flush()
              }
            }
          }
        }
      }
    }
    add(literals[DeflateSymbols.endOfBlock])
    flush()
  }

  @inline(__always)
  private mutating func add(_ string: BitString) {
    add(string.bits, count: string.count)
  }

  @inline(__always)
  private mutating func add(_ more: UInt64, count: Int) {
    bits |= more &<< UInt64(bitCount)
    bitCount &+= count
  }

  @inline(__always)
  private mutating func flush() {
    bytes.storeBytes(of: bits.littleEndian, toByteOffset: end, as: UInt64.self)
    let whole = bitCount & ~7
    bits &>>= UInt64(whole)
    end &+= whole &>> 3
    bitCount &-= whole
  }
}
