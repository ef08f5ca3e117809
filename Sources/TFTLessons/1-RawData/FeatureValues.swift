/// One feature's values for all rows of a batch: one contiguous array, and how it divides into rows.
public struct FeatureValues: Equatable, Sendable {
  /// The values of all rows, end to end.
  public enum Storage: Equatable, Sendable {
    /// `float32` values.
    case float32([Float])
    /// `int64` values.
    case int64([Int64])
    /// Byte strings.
    case string(ByteStrings)
  }

  /// How the values divide into rows.
  public enum Layout: Equatable, Sendable {
    /// Every row has `width` values; shape `[rows, width]`.
    case fixed(width: Int)
    /// Row `i` has the values `rowOffsets[i] ..< rowOffsets[i + 1]`; a row without values is a missing one.
    case ragged(rowOffsets: [Int])
  }

  /// The values of all rows, end to end.
  public var storage: Storage
  /// How they divide into rows.
  public var layout: Layout

  /// Values with their division into rows.
  public init(_ storage: Storage, layout: Layout = .fixed(width: 1)) {
    self.storage = storage
    self.layout = layout
  }

  /// One `float32` value per row.
  public init(_ values: [Float]) { self.init(.float32(values)) }

  /// One `int64` value per row.
  public init(_ values: [Int64]) { self.init(.int64(values)) }

  /// One string per row.
  public init(_ values: ByteStrings) { self.init(.string(values)) }

  /// The type of the values.
  public var type: FeatureType { storage.type }

  /// How many values all rows have together.
  public var valueCount: Int { storage.count }

  /// How many rows there are.
  public var rowCount: Int {
    switch layout {
    // Without a division for the usual column.
    case .fixed(width: 1): valueCount
    case .fixed(let width): width == 0 ? 0 : valueCount / width
    case .ragged(let rowOffsets): rowOffsets.count - 1
    }
  }

  /// Where the values of `row` are in the storage.
  public func range(ofRow row: Int) -> Range<Int> { layout.range(ofRow: row) }

  /// Whether every row has as many values as the same row of `other`, whatever the layouts are called.
  package func hasRows(like other: FeatureValues) -> Bool {
    if layout == other.layout { return valueCount == other.valueCount }
    return rowCount == other.rowCount
      && (0..<rowCount).allSatisfy { range(ofRow: $0).count == other.range(ofRow: $0).count }
  }

  /// The rows `rows` alone.
  public func slice(_ rows: Range<Int>) -> FeatureValues {
    guard !rows.isEmpty else { return FeatureValues(storage.slice(0..<0), layout: layout.slice(0..<0)) }
    let values = range(ofRow: rows.lowerBound).lowerBound..<range(ofRow: rows.upperBound - 1).upperBound
    return FeatureValues(storage.slice(values), layout: layout.slice(rows))
  }

  /// The rows `rows`, in their order.
  package func selecting(rows: [Int]) -> FeatureValues {
    switch layout {
    case .fixed(width: 1): return FeatureValues(storage.selecting(rows))
    case .fixed: return FeatureValues(storage.selecting(rows.flatMap(range(ofRow:))), layout: layout)
    case .ragged:
      var offsets = [0]
      for row in rows { offsets.append(offsets[offsets.count - 1] + range(ofRow: row).count) }
      let values = storage.selecting(rows.flatMap(range(ofRow:)))
      return FeatureValues(values, layout: .ragged(rowOffsets: offsets))
    }
  }

  /// Value `index` of the storage as text: the shortest decimal that reads back as the same number.
  public func text(at index: Int) -> String {
    switch storage {
    case .float32(let values): values[index].description
    case .int64(let values): String(values[index])
    case .string(let values): values.string(at: index)
    }
  }
}

extension FeatureValues.Layout {
  /// Where the values of `row` are in the storage.
  public func range(ofRow row: Int) -> Range<Int> {
    switch self {
    case .fixed(let width): row * width..<(row + 1) * width
    case .ragged(let rowOffsets): rowOffsets[row]..<rowOffsets[row + 1]
    }
  }
}

extension FeatureValues.Storage {
  /// The type of the values.
  public var type: FeatureType {
    switch self {
    case .float32: .float32
    case .int64: .int64
    case .string: .string
    }
  }

  /// How many values there are.
  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .int64(let values): values.count
    case .string(let values): values.count
    }
  }

  /// The values at `indices`, in their order; an index may come more than once.
  package func selecting(_ indices: [Int]) -> Self {
    switch self {
    case .float32(let values): return .float32(indices.map { values[$0] })
    case .int64(let values): return .int64(indices.map { values[$0] })
    case .string(let values):
      var selected = ByteStrings()
      for index in indices { selected.append(values[index]) }
      return .string(selected)
    }
  }

  fileprivate func slice(_ range: Range<Int>) -> Self {
    switch self {
    case .float32(let values): .float32(Array(values[range]))
    case .int64(let values): .int64(Array(values[range]))
    case .string(let values): .string(values.slice(range))
    }
  }
}

extension FeatureValues.Layout {
  fileprivate func slice(_ rows: Range<Int>) -> Self {
    guard case .ragged(let rowOffsets) = self else { return self }
    let start = rowOffsets[rows.lowerBound]
    return .ragged(rowOffsets: rowOffsets[rows.lowerBound...rows.upperBound].map { $0 - start })
  }
}
