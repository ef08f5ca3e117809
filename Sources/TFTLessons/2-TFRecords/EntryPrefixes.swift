import RawData

/// What comes before the values of each feature, as it last was in a message of the usual form: tags, lengths and name.
///
/// When the same bytes come again, all parts of the entry are as large as they were, and nothing else is to be found out.
/// Kept for features whose values are then as many as before: floats, and a single string.
struct EntryPrefixes {
  private struct Entry {
    /// The size of the prefix, 0 when none is known.
    var prefixSize = 0
    /// How far behind its start the values are.
    var valuesOffset = 0
    var size = 0
  }

  private var entries: [Entry]
  /// The prefix of feature `i` starts at `i * capacity`.
  private var bytes: [UInt8]

  /// Longer prefixes are not kept.
  private static let capacity = 64

  init(count: Int) {
    entries = Array(repeating: Entry(), count: count)
    bytes = Array(repeating: 0, count: count * Self.capacity)
  }

  /// The values of `feature`, if the entry that starts at `start` is one of it with the known prefix; where the entry ends
  /// is where the values end.
  @inline(__always)
  func values(of feature: Int, _ message: UnsafeRawBufferPointer, at start: Int, until end: Int)
    -> ValuePlace?
  {
    let entry = entries[feature]
    guard entry.prefixSize > 0, entry.size <= end - start else { return nil }
    let isSame = bytes.withUnsafeBytes { bytes in
      let (known, last) = (feature * Self.capacity, entry.prefixSize - 8)
      var difference = Self.difference(bytes, known + last, message, start + last)
      for word in 0..<entry.prefixSize / 8 {
        difference |= Self.difference(bytes, known + word * 8, message, start + word * 8)
      }
      return difference == 0
    }
    return isSame ? ValuePlace(start: start + entry.valuesOffset, end: start + entry.size) : nil
  }

  /// Remembers the entry of `feature` that starts at `start`.
  @inline(__always)
  mutating func remember(
    _ feature: Int,
    _ type: FeatureType,
    _ message: UnsafeRawBufferPointer,
    at start: Int,
    _ values: ValuePlace
  ) {
    var end = values.start
    switch type {
    case .int64: return
    case .float32: break
    case .string:
      var cursor = QuickCursor(message, values.start..<values.end)
      guard cursor.enter(1, until: values.end) == values.end else { return }
      end = cursor.index
    }
    guard values.start < values.end, 8...Self.capacity ~= end - start else { return }
    entries[feature] = Entry(
      prefixSize: end - start,
      valuesOffset: values.start - start,
      size: values.end - start
    )
    bytes.withUnsafeMutableBytes { bytes in
      let target = UnsafeMutableRawBufferPointer(rebasing: bytes[(feature * Self.capacity)...])
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: message[start..<end]))
    }
  }

  @inline(__always)
  private static func difference(
    _ left: UnsafeRawBufferPointer,
    _ leftIndex: Int,
    _ right: UnsafeRawBufferPointer,
    _ rightIndex: Int
  ) -> UInt64 {
    left.integer(at: leftIndex, as: UInt64.self) ^ right.integer(at: rightIndex, as: UInt64.self)
  }
}
