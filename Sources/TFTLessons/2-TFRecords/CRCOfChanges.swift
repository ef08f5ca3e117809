/// The checksums of messages that differ from each other in some bytes only.
///
/// A CRC is linear: the checksum of two messages xor each other is the xor of their checksums, but for the constant that
/// comes from inverting. So a checksum is that of the message with zeros in the places that change, xor what the byte in
/// each of these places adds; and that depends on its value and its distance to the end alone. A table for each place
/// gives the checksum of a message in as many steps as bytes change, and no step waits for another.
struct CRCOfChanges: Sendable {
  /// Where the bytes are that change.
  private let places: [Int]
  /// What byte `b` at `places[i]` adds to the checksum is `additions[i * 256 + b]`.
  private let additions: [UInt32]
  /// The checksum of the message with zeros there.
  private let constant: UInt32

  /// More places than these are not worth their tables, which must stay near the processor.
  static let largestCount = 256

  /// The checksums of messages like `message`, whose bytes at `places`, which rise, may be any.
  init(_ table: CRCTable, _ message: [UInt8], places: [Int]) {
    var blank = message
    for place in places { blank[place] = 0 }
    constant = table.checksum(blank)
    var additions = [UInt32](repeating: 0, count: places.count * 256)
    // What each bit of a byte adds, from the last byte of the message on.
    var bits = (0..<8).map(table.change(ofBit:))
    var end = message.count - 1
    for (index, place) in places.enumerated().reversed() {
      while end > place {
        for bit in 0..<8 { bits[bit] = table.followedByZero(bits[bit]) }
        end -= 1
      }
      for byte in 1..<256 {
        let lowest = byte.trailingZeroBitCount
        additions[index * 256 + byte] = additions[index * 256 + byte & (byte - 1)] ^ bits[lowest]
      }
    }
    self.places = places
    self.additions = additions
  }

  /// The checksum of the message that starts at `message`.
  ///
  /// - Precondition: it is as long as the one given before, and equal to it in all bytes but those that may change.
  @inline(__always)
  func checksum(_ message: UnsafeRawPointer) -> UInt32 {
    places.withUnsafeBufferPointer { places in
      additions.withUnsafeBufferPointer { additions in
        var sum = constant
        for index in places.indices {
          let byte = message.load(fromByteOffset: places[index], as: UInt8.self)
          sum ^= additions[index << 8 | Int(byte)]
        }
        return sum
      }
    }
  }
}
