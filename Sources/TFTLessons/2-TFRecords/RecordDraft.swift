/// A record whose entries are being written.
struct RecordDraft {
  /// The size of its `Features` message.
  var size = 0
  /// Where its next byte goes.
  var place = 0
  /// The register of the payload's checksum after all bytes before `place`.
  var register: UInt32 = 0
  /// The checksum of the record's length, as it is stored.
  var lengthChecksum: UInt32 = 0

  /// What comes before the entries: the frame's length with its checksum, and `Example { Features features = 1 }`.
  var headSize: Int { RecordFrame.headerSize + lengthDelimitedSize(size) - size }

  /// A record with a `Features` message of `size` bytes, after all that comes before the entries.
  init(size: Int) {
    self.size = size
    lengthChecksum = CRC32C.masked(littleEndian(UInt64(lengthDelimitedSize(size))))
    register = CRC32C.table.register([lengthDelimitedTag(1)] + varint(size), after: ~0)
  }

  /// A record of which nothing is known.
  init() {}

  /// Goes over what `writer`, which started at `place`, has written.
  mutating func advance(to writer: ByteWriter) {
    register = CRC32C.table.register(writer.written(last: writer.position - place), after: register)
    place = writer.position
  }
}
