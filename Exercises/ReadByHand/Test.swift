import TFTLessons
import Testing

@Suite struct ReadByHand {
  /// By protobuf's documentation, and by hand.
  @Test(
    arguments: [
      ([0x0A, 0x02, 0x05, 0x07], [5, 7], "two small values"),
      ([0x0A, 0x03, 0x05, 0xAC, 0x02], [5, 300], "300 has two bytes"),
      ([0x08, 0x05, 0x08, 0xAC, 0x02], [5, 300], "each value is a field of its own, of kind 0"),
      ([0x08, 0x01, 0x0A, 0x01, 0x02, 0x08, 0x03], [1, 2, 3], "both forms in one list, in their order"),
      (
        [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [-1],
        "-1 is all 64 bits, in ten bytes"
      ),
      ([], [], "an empty list"),
    ] as [([UInt8], [Int64], String)]
  )
  func `an Int64List is read`(bytes: [UInt8], values: [Int64], meaning: String) {
    #expect(integers(of: bytes) == values, "\(meaning)")
  }
}
