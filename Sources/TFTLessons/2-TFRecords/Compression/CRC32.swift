/// The checksum of gzip files: CRC-32 with the polynomial of Ethernet and ZIP.
///
/// Source: RFC 1952, section 8.
public struct CRC32: Equatable, Sendable {
  private static let table = CRCTable(polynomial: 0xEDB8_8320)

  /// The checksum of the bytes so far; 0 for none.
  public private(set) var value: UInt32 = 0

  /// The checksum of no bytes.
  public init() {}

  /// Adds `bytes` at the end.
  ///
  /// - Complexity: O(n).
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    value = Self.table.checksum(bytes, after: value)
  }

  /// The checksum of `bytes`: 0xCBF43926 for the digits "123456789".
  public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    table.checksum(bytes)
  }
}
