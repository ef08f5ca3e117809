import RawData

/// Where in an `ElementMemory` the elements of an operand are.
package struct ElementSlot: Sendable {
  /// Its first column.
  let column: Int
  /// The type of its elements.
  let type: FeatureType
  /// Whether its one element stands for all.
  let isSingle: Bool

  /// How many columns of eight bytes an element of its type needs.
  var columnCount: Int { type == .string ? 2 : 1 }
}

/// Gives out the columns of an `ElementMemory`.
struct ElementSlots {
  private(set) var columnCount = 0

  mutating func next(_ type: FeatureType, isSingle: Bool = false) -> ElementSlot {
    let slot = ElementSlot(column: columnCount, type: type, isSingle: isSingle)
    columnCount += slot.columnCount
    return slot
  }
}
