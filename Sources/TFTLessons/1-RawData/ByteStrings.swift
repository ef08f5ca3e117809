/// Many byte strings in two arrays: all bytes end to end, and where each string starts.
///
/// Strings are bytes, as in TensorFlow: they are kept as they came, valid UTF-8 or not.
public struct ByteStrings: Equatable, Sendable {
  /// The bytes of all strings, end to end.
  public private(set) var bytes: [UInt8]
  /// String `i` is `bytes[offsets[i] ..< offsets[i + 1]]`; one more entry than there are strings.
  public private(set) var offsets: [Int]

  /// No strings.
  public init() {
    bytes = []
    offsets = [0]
  }

  /// The strings' UTF-8 bytes.
  public init(_ strings: some Sequence<String>) {
    self.init()
    for string in strings { append(string.utf8) }
  }

  /// Strings that are already end to end; `offsets` starts with 0, never falls, and ends with `bytes.count`.
  package init(bytes: [UInt8], offsets: [Int]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count, "offsets do not cover the bytes")
    self.bytes = bytes
    self.offsets = offsets
  }

  /// Those of `strings` at `indices`, in that order.
  package init(_ strings: ByteStrings, at indices: [Int]) {
    offsets = [0]
    offsets.reserveCapacity(indices.count + 1)
    var size = 0
    for index in indices {
      size += strings.size(of: index)
      offsets.append(size)
    }
    let ends = offsets
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      strings.bytes.withUnsafeBytes { source in
        for (place, index) in indices.enumerated() {
          let string = UnsafeRawBufferPointer(
            rebasing: source[strings.offsets[index]..<strings.offsets[index + 1]]
          )
          let target = UnsafeMutableRawBufferPointer(buffer)[ends[place]..<ends[place + 1]]
          UnsafeMutableRawBufferPointer(rebasing: target).copyMemory(from: string)
        }
      }
      count = size
    }
  }

  /// How many strings there are.
  public var count: Int { offsets.count - 1 }

  /// The bytes of string `index`.
  public subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[offsets[index]..<offsets[index + 1]]
  }

  /// How many bytes string `index` has.
  public func size(of index: Int) -> Int { offsets[index + 1] - offsets[index] }

  /// String `index` as text; invalid UTF-8 is shown as U+FFFD.
  public func string(at index: Int) -> String {
    String(decoding: self[index], as: UTF8.self)
  }

  /// Adds one string at the end.
  public mutating func append(_ string: some Sequence<UInt8>) {
    bytes.append(contentsOf: string)
    offsets.append(bytes.count)
  }

  package mutating func append(_ string: Span<UInt8>) {
    string.withUnsafeBufferPointer { append($0) }
  }

  /// Adds all of `other`'s strings at the end.
  public mutating func append(contentsOf other: ByteStrings) {
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    offsets.append(contentsOf: other.offsets.dropFirst().lazy.map { $0 + start })
  }

  /// The strings `range`.
  public func slice(_ range: Range<Int>) -> ByteStrings {
    let start = offsets[range.lowerBound]
    return ByteStrings(
      bytes: Array(bytes[start..<offsets[range.upperBound]]),
      offsets: offsets[range.lowerBound...range.upperBound].map { $0 - start }
    )
  }
}
