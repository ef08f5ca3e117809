import RawData

/// What stands before the content of a feature's list in an `Example`: the entry's key, and a tag and a length for each
/// message around the content. It depends on the size of the content alone.
///
/// `Features { map<string, Feature> feature = 1 }`, `Feature { oneof { BytesList = 1, FloatList = 2, Int64List = 3 } }`;
/// each list has one field, `repeated value = 1`, whose numbers are packed.
struct EntryHeads {
  /// The key as an entry of the map begins with it: tag, length, name.
  private let key: [UInt8]
  private let type: FeatureType
  /// The heads made so far, by the size of the content.
  private var known: [[UInt8]?] = Array(repeating: nil, count: 128)

  init(key: [UInt8], type: FeatureType) {
    self.key = key
    self.type = type
  }

  /// The bytes before `content` bytes of values.
  mutating func head(_ content: Int) -> [UInt8] {
    guard content < known.count else { return make(content) }
    if let head = known[content] { return head }
    let head = make(content)
    known[content] = head
    return head
  }

  /// The size of the whole entry, its head and `content` bytes of values.
  func size(_ content: Int) -> Int { lengthDelimitedSize(entrySize(content)) }

  private func make(_ content: Int) -> [UInt8] {
    var head = [lengthDelimitedTag(1)] + varint(entrySize(content)) + key
    head += [lengthDelimitedTag(2)] + varint(featureSize(content))
    head += [lengthDelimitedTag(type.listField)] + varint(listSize(content))
    if isPacked(content) { head += [lengthDelimitedTag(1)] + varint(content) }
    return head
  }

  private func entrySize(_ content: Int) -> Int { key.count + lengthDelimitedSize(featureSize(content)) }

  private func featureSize(_ content: Int) -> Int { lengthDelimitedSize(listSize(content)) }

  /// A list of packed numbers is a single field; without numbers it has none.
  private func listSize(_ content: Int) -> Int { isPacked(content) ? lengthDelimitedSize(content) : content }

  private func isPacked(_ content: Int) -> Bool { type != .string && content > 0 }
}

/// The size of a field with `size` bytes of content: tag, length, content.
func lengthDelimitedSize(_ size: Int) -> Int { 1 + varintSize(UInt64(size)) + size }
