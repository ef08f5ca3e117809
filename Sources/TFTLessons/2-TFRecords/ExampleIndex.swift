import RawData

/// Where the values of one feature are in some bytes; from 0 to 0 where the message has none.
struct ValuePlace: Equatable {
  var start = 0
  var end = 0
}

/// Finds where the values of each feature are in messages of the usual form, without reading them.
///
/// The usual form: every length is right, every feature comes once, numbers are packed, there are no unknown fields, and
/// there are as many values as the schema wants. `ExampleRowDecoder` does the rest, and knows what is wrong with it; so
/// a message is either found to be usual in all its parts, or nothing is said about it.
struct ExampleIndex {
  private let features: [WantedFeature]
  private let names: ExampleNames
  /// Which feature came at each place of the last messages, -1 for one that is not wanted: where to look first.
  private var order: [Int]
  private var prefixes: EntryPrefixes
  /// The values of features that are not wanted in the last message.
  private(set) var ignored: [Range<Int>] = []

  init(_ features: [FeatureSpec], _ names: ExampleNames) {
    self.features = features.map(WantedFeature.init)
    self.names = names
    order = Array(features.indices)
    prefixes = EntryPrefixes(count: features.count)
  }

  /// Finds the values of each feature of the message in `range` of `bytes`: a list's strings with tags and lengths, or
  /// its numbers, packed.
  ///
  /// - Returns: false when the message is not of the usual form.
  mutating func find(
    _ bytes: UnsafeRawBufferPointer,
    _ range: Range<Int>,
    _ places: UnsafeMutableBufferPointer<ValuePlace>
  ) -> Bool {
    places.update(repeating: ValuePlace())
    ignored.removeAll(keepingCapacity: true)
    var cursor = QuickCursor(bytes, range)
    if !range.isEmpty {
      guard cursor.enter(1, until: range.upperBound) == range.upperBound else { return false }
      var place = 0
      while cursor.index < range.upperBound {
        let isFound =
          findKnownEntry(&cursor, range.upperBound, place, places)
          || findEntry(&cursor, range.upperBound, place, places)
        guard isFound else { return false }
        place += 1
      }
    }
    return features.indices.allSatisfy { places[$0].start > 0 || features[$0].isOptional }
  }

  /// Finds the values of the next feature when it is the one that came here before, as large as it was.
  @inline(__always)
  private func findKnownEntry(
    _ cursor: inout QuickCursor,
    _ end: Int,
    _ place: Int,
    _ places: UnsafeMutableBufferPointer<ValuePlace>
  ) -> Bool {
    guard place < order.count, order[place] >= 0, places[order[place]].start == 0,
      let values = prefixes.values(of: order[place], cursor.bytes, at: cursor.index, until: end)
    else { return false }
    places[order[place]] = values
    cursor.index = values.end
    return true
  }

  /// Finds the values of the next feature.
  private mutating func findEntry(
    _ cursor: inout QuickCursor,
    _ end: Int,
    _ place: Int,
    _ places: UnsafeMutableBufferPointer<ValuePlace>
  ) -> Bool {
    let start = cursor.index
    guard let entryEnd = cursor.enter(1, until: end), let nameEnd = cursor.enter(1, until: entryEnd) else {
      return false
    }
    let index = index(ofName: cursor.index..<nameEnd, in: cursor.bytes, place)
    cursor.index = nameEnd
    guard cursor.enter(2, until: entryEnd) == entryEnd else { return false }
    guard index >= 0 else {
      ignored.append(cursor.index..<entryEnd)
      cursor.index = entryEnd
      return true
    }
    guard places[index].start == 0, let values = Self.values(&cursor, entryEnd, features[index]) else {
      return false
    }
    places[index] = values
    prefixes.remember(index, features[index].type, cursor.bytes, at: start, values)
    return true
  }

  @inline(__always)
  private mutating func index(ofName range: Range<Int>, in bytes: UnsafeRawBufferPointer, _ place: Int) -> Int
  {
    if place < order.count, order[place] >= 0, names.isName(order[place], bytes, range) {
      return order[place]
    }
    let index = names.index(of: bytes, range) ?? -1
    if place < order.count {
      order[place] = index
    } else if place == order.count {
      order.append(index)
    }
    return index
  }

  /// The values of the `Feature` that takes up all up to `end`; nil when it is not of the usual form.
  @inline(__always)
  private static func values(
    _ cursor: inout QuickCursor,
    _ end: Int,
    _ feature: WantedFeature
  ) -> ValuePlace? {
    let start = cursor.index
    if start == end { return feature.isOptional ? ValuePlace(start: start, end: end) : nil }
    guard cursor.enter(feature.type.listField, until: end) == end else { return nil }
    if cursor.index < end, feature.type != .string {
      guard cursor.enter(1, until: end) == end else { return nil }
    }
    let place = ValuePlace(start: cursor.index, end: end)
    let count = count(&cursor, end, feature.type)
    return count == feature.width || (feature.isOptional && count >= 0) ? place : nil
  }

  /// How many values there are up to `end`; -1 when they are damaged or more than values.
  @inline(__always)
  private static func count(_ cursor: inout QuickCursor, _ end: Int, _ type: FeatureType) -> Int {
    var count = 0
    switch type {
    case .float32: count = (end - cursor.index) & 3 == 0 ? (end - cursor.index) >> 2 : -1
    case .int64:
      while cursor.index < end {
        guard cursor.skipVarint(until: end) else { return -1 }
        count += 1
      }
    case .string:
      while cursor.index < end {
        guard let valueEnd = cursor.enter(1, until: end) else { return -1 }
        cursor.index = valueEnd
        count += 1
      }
    }
    cursor.index = end
    return count
  }
}

/// What a message must have of a feature: the part of its specification that is needed for each message.
private struct WantedFeature {
  let type: FeatureType
  let width: Int
  let isOptional: Bool

  init(_ spec: FeatureSpec) {
    type = spec.type
    width = spec.width
    isOptional = spec.presence == .optional
  }
}

extension FeatureType {
  /// The field of `Feature` that has a list of this type.
  var listField: UInt8 {
    switch self {
    case .string: 1
    case .float32: 2
    case .int64: 3
    }
  }
}
