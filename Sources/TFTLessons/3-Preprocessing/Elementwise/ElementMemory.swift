import RawData

/// Columns of elements end to end in one piece of memory, for kernels to read and write.
///
/// It is filled and read a block of rows at a time: so many that looking for the next kernel costs next to nothing, and so
/// few that all columns stay near the processor.
struct ElementMemory {
  /// How many rows are worked on at once, at most.
  static let blockSize = 256

  private let start: UnsafeMutableRawPointer
  /// How many elements a column has room for.
  private let capacity: Int

  /// Calls `body` with memory of so many columns; a small one is on the stack.
  static func withColumns(
    _ count: Int,
    capacity: Int,
    _ body: (ElementMemory) throws(RowError) -> Void
  ) throws(RowError) {
    try withUnsafeTemporaryAllocation(byteCount: count * capacity * 8, alignment: 16) {
      bytes throws(RowError) in
      guard let start = bytes.baseAddress else { return }
      try body(ElementMemory(start: start, capacity: capacity))
    }
  }

  /// The elements in `slot`.
  @inline(__always)
  func elements<Element: BitwiseCopyable>(
    _ slot: ElementSlot,
    as type: Element.Type = Element.self
  ) -> UnsafeMutablePointer<Element> {
    (start + slot.column &* capacity &* 8).bindMemory(to: Element.self, capacity: capacity)
  }

  /// Copies the numbers `range` of `values` to `slot`.
  func load(_ values: FeatureValues.Storage, _ range: Range<Int>, into slot: ElementSlot) {
    switch values {
    case .float32(let numbers): load(numbers, range, into: slot)
    case .int64(let numbers): load(numbers, range, into: slot)
    case .string: break
    }
  }

  @inline(__always)
  private func load<Number: BitwiseCopyable>(_ numbers: [Number], _ range: Range<Int>, into slot: ElementSlot)
  {
    let elements = elements(slot, as: Number.self)
    for index in range { elements[index &- range.lowerBound] = numbers[index] }
  }

  /// Calls `body` while the elements `range` of `values` are in `slot`, strings as places in their bytes.
  func loading(
    _ values: FeatureValues.Storage,
    _ range: Range<Int>,
    into slot: ElementSlot,
    _ body: () throws(RowError) -> Void
  ) throws(RowError) {
    guard case .string(let strings) = values else {
      load(values, range, into: slot)
      return try body()
    }
    let elements = elements(slot, as: UnsafeRawBufferPointer.self)
    try strings.bytes.withUnsafeBufferPointer { buffer throws(RowError) in
      let bytes = UnsafeRawBufferPointer(buffer)
      for index in range {
        let string = bytes[strings.offsets[index]..<strings.offsets[index + 1]]
        elements[index - range.lowerBound] = UnsafeRawBufferPointer(rebasing: string)
      }
      try body()
    }
  }

  /// The first number of `slot`.
  @inline(__always)
  func number(_ slot: ElementSlot) -> RowNumber {
    slot.type == .float32
      ? .float32(elements(slot, as: Float.self).pointee) : .int64(elements(slot, as: Int64.self).pointee)
  }

  /// Writes the first `count` numbers of `slot` to `column`, from row `start` of `rowCount` on.
  func store(_ slot: ElementSlot, count: Int, to column: inout FeatureValues, at start: Int, rowCount: Int) {
    if slot.type == .float32 {
      let numbers = UnsafeBufferPointer(start: elements(slot, as: Float.self), count: count)
      column.write(numbers, at: start, rowCount: rowCount)
    } else {
      let numbers = UnsafeBufferPointer(start: elements(slot, as: Int64.self), count: count)
      column.write(numbers, at: start, rowCount: rowCount)
    }
  }
}
