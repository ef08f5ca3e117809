import RawData

/// What stands before the content of a feature's list in an `Example`: the entry's key, and a tag and a length for each
/// message around the content. It depends on the size of the content alone.
///
/// `Features { map<string, Feature> feature = 1 }`, `Feature { oneof { BytesList = 1, FloatList = 2, Int64List = 3 } }`;
/// each list has one field, `repeated value = 1`, whose numbers are packed.
struct EntryHeads {
  /// A head whose bytes are known, and what they do to a checksum.
  struct Known {
    /// Where in `bytes` it is.
    var start = 0
    /// Its size; 0 where none is known.
    var count = 0
    /// Where the `CRCShifts` are for the whole entry.
    var shift = 0
    /// What the entry, with zeros for the value, leaves of an empty register.
    var change: UInt32 = 0
  }

  /// The type of the values.
  let type: FeatureType
  /// The key as an entry of the map begins with it: tag, length, name.
  private let key: [UInt8]
  /// The heads that are known, by the size of the content; that of strings is of a single one, whose tag and length belong
  /// to the head.
  private(set) var known = [Known](repeating: Known(), count: Self.knownCount)
  /// The bytes of the known heads; behind each are as many more as `copy` may take.
  private(set) var bytes: [UInt8] = []
  /// The size of the whole entry, by the size of the content.
  private let sizes: [Int]

  /// Only of smaller content the head may be known.
  static let knownCount = 128
  /// Heads are copied so many bytes at once.
  static let step = 16

  init(key: [UInt8], type: FeatureType) {
    self.key = key
    self.type = type
    sizes = (0..<Self.knownCount).map { EntrySizes(key: key, type: type, content: $0).whole }
  }

  /// The size of the whole entry, its head and `content` bytes of values.
  @inline(__always)
  func size(_ content: Int) -> Int {
    content < sizes.count ? sizes[content] : EntrySizes(key: key, type: type, content: content).whole
  }

  /// Writes the bytes before `content` bytes of values.
  func write(_ content: Int, to writer: inout ByteWriter) {
    let sizes = EntrySizes(key: key, type: type, content: content)
    writer.writeHeader(1, size: sizes.entry)
    writer.write(key)
    writer.writeHeader(2, size: sizes.feature)
    writer.writeHeader(type.listField, size: sizes.list)
    if sizes.isPacked { writer.writeHeader(1, size: content) }
  }

  /// Whether there is nothing to learn of the head before `content` bytes of values.
  @inline(__always)
  func knows(_ content: Int) -> Bool { content >= known.count || known[content].count > 0 }

  /// Makes the head before `content` bytes of values known, if it may be.
  mutating func learn(_ content: Int, _ shifts: inout CRCShifts) {
    guard !knows(content) else { return }
    let size = size(content)
    var entry = [UInt8](repeating: 0, count: size)
    let count = entry.withUnsafeMutableBytes { bytes in
      var writer = ByteWriter(bytes)
      write(content, to: &writer)
      // The tag of the string, and its length, which is less than 128.
      if type == .string, content > 1 { writer.writeHeader(1, size: content - 2) }
      return writer.position
    }
    known[content] = Known(
      start: bytes.count,
      count: count,
      shift: shifts.start(entry.count),
      change: CRC32C.table.register(entry, after: 0)
    )
    bytes += entry.prefix(count)
    bytes += repeatElement(0, count: Self.step)
  }

  /// Copies a known head of `heads`, all of them, to `place`, in whole steps: up to fifteen bytes behind it change too.
  @inline(__always)
  static func copy(_ heads: RawSpan, _ head: Known, to bytes: UnsafeMutableRawBufferPointer, at place: Int) {
    precondition(head.count > 0 && place &+ head.count &+ step <= bytes.count, "the plan was too small")
    var offset = 0
    repeat {
      // In bounds: as many bytes as a step has follow every head.
      let part = heads.unsafeLoadUnaligned(
        fromUncheckedByteOffset: head.start &+ offset,
        as: SIMD16<UInt8>.self
      )
      bytes.storeBytes(of: part, toByteOffset: place &+ offset, as: SIMD16<UInt8>.self)
      offset &+= step
    } while offset < head.count
  }
}

/// The sizes of the messages in an entry with so many bytes of values.
private struct EntrySizes {
  let isPacked: Bool
  let list: Int
  let feature: Int
  let entry: Int

  init(key: [UInt8], type: FeatureType, content: Int) {
    // A list of packed numbers is a single field; without numbers it has none.
    isPacked = type != .string && content > 0
    list = isPacked ? lengthDelimitedSize(content) : content
    feature = lengthDelimitedSize(list)
    entry = key.count + lengthDelimitedSize(feature)
  }

  var whole: Int { lengthDelimitedSize(entry) }
}

/// The size of a field with `size` bytes of content: tag, length, content.
func lengthDelimitedSize(_ size: Int) -> Int { 1 + varintSize(UInt64(size)) + size }
