import RawData

/// Collects one feature's values from places that `ExampleIndex` has found: nothing is left to check.
struct ValueColumn {
  private let isRagged: Bool
  private let spec: FeatureSpec
  private let expectedRows: Int
  private var rowCount = 0
  private var floats: [Float] = []
  private var integers: [Int64] = []
  private var bytes: [UInt8] = []
  /// Where each string starts.
  private var offsets = [0]
  /// Where each row starts; kept only where rows differ in length.
  private var rowOffsets = [0]

  init(_ spec: FeatureSpec, expectedRows: Int) {
    self.spec = spec
    self.expectedRows = expectedRows
    isRagged = spec.presence == .optional
    // A schema may claim any width: memory for more is taken when the values come.
    let expectedValues = expectedRows * min(spec.width, 1024)
    switch spec.type {
    case .float32: floats.reserveCapacity(expectedValues)
    case .int64: integers.reserveCapacity(expectedValues)
    case .string: offsets.reserveCapacity(expectedValues + 1)
    }
    if isRagged { rowOffsets.reserveCapacity(expectedRows + 1) }
  }

  /// Adds the values at `places`, one place a row.
  mutating func append(
    _ message: UnsafeRawBufferPointer,
    _ places: some RandomAccessCollection<ValuePlace>
  ) {
    switch spec.type {
    case .float32: appendFloats(message, places)
    case .int64: appendIntegers(message, places)
    case .string: appendStrings(message, places)
    }
    rowCount += places.count
  }

  /// Adds other rows.
  mutating func append(_ values: FeatureValues) {
    switch values.storage {
    case .float32(let values): floats += values
    case .int64(let values): integers += values
    case .string(let values):
      let start = bytes.count
      bytes += values.bytes
      offsets += values.offsets.dropFirst().lazy.map { start + $0 }
    }
    if isRagged {
      for row in 0..<values.rowCount {
        rowOffsets.append(rowOffsets[rowCount + row] + values.range(ofRow: row).count)
      }
    }
    rowCount += values.rowCount
  }

  func finish() -> FeatureValues {
    let layout: FeatureValues.Layout = isRagged ? .ragged(rowOffsets: rowOffsets) : .fixed(width: spec.width)
    switch spec.type {
    case .float32: return FeatureValues(.float32(floats), layout: layout)
    case .int64: return FeatureValues(.int64(integers), layout: layout)
    case .string: return FeatureValues(.string(ByteStrings(bytes: bytes, offsets: offsets)), layout: layout)
    }
  }

  private mutating func appendFloats(
    _ message: UnsafeRawBufferPointer,
    _ places: some RandomAccessCollection<ValuePlace>
  ) {
    if spec.width == 1 && !isRagged {
      floats += places.lazy.map { Float(bitPattern: message.integer(at: $0.start, as: UInt32.self)) }
      return
    }
    for place in places {
      for index in stride(from: place.start, to: place.end, by: 4) {
        floats.append(Float(bitPattern: message.integer(at: index, as: UInt32.self)))
      }
      if isRagged { rowOffsets.append(floats.count) }
    }
  }

  private mutating func appendIntegers(
    _ message: UnsafeRawBufferPointer,
    _ places: some RandomAccessCollection<ValuePlace>
  ) {
    for place in places {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      for index in place.start..<place.end {
        value |= UInt64(message[index] & 0x7F) << shift
        shift += 7
        guard message[index] < 0x80 else { continue }
        integers.append(Int64(bitPattern: value))
        (value, shift) = (0, 0)
      }
      if isRagged { rowOffsets.append(integers.count) }
    }
  }

  private mutating func appendStrings(
    _ message: UnsafeRawBufferPointer,
    _ places: some RandomAccessCollection<ValuePlace>
  ) {
    for place in places {
      var cursor = QuickCursor(message, place.start..<place.end)
      while cursor.index < place.end, let end = cursor.enter(1, until: place.end) {
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: message[cursor.index..<end]))
        offsets.append(bytes.count)
        cursor.index = end
      }
      if isRagged { rowOffsets.append(offsets.count - 1) }
    }
    let perRow = bytes.count / (rowCount + places.count)
    bytes.reserveCapacity(min(expectedRows * (perRow + 1), 4 * bytes.count))
  }
}
