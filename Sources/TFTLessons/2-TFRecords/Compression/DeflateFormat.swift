/// What stands around DEFLATE's blocks in a stream.
public enum DeflateFormat: String, CaseIterable, Sendable {
  /// Nothing: the blocks alone (RFC 1951).
  case raw
  /// Two bytes before, an Adler-32 behind (RFC 1950).
  case zlib
  /// A header before, a CRC-32 and the length behind, and any number of such members end to end (RFC 1952).
  case gzip
}
