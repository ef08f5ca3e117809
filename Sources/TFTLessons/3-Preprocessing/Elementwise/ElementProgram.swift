import RawData

/// Kernels that run one after the other on a block of rows, in one piece of memory, then on the next block: no array is made
/// between them.
///
/// It works on columns with one value per row, which it finds in a list of columns and writes to others of them.
package final class ElementProgram: Sendable {
  /// A kernel, and where the column of its results is wanted; nil when only other kernels want them.
  package struct Member: Sendable {
    let kernel: Kernel
    let inputs: [Source]
    let place: Int?

    package init(_ kernel: Kernel, inputs: [Source], place: Int?) {
      (self.kernel, self.inputs, self.place) = (kernel, inputs, place)
    }
  }

  /// What a kernel works on.
  package enum Source: Sendable {
    /// A value that stands for all rows. One of several values is there because the kernel was bound to it.
    case constant(FeatureValues)
    /// A column in the list.
    case column(place: Int, FeatureType)
    /// The results of a member before.
    case member(Int)
  }

  /// A column in the list, and where its elements are in memory.
  private struct Transfer: Sendable {
    let place: Int
    let slot: ElementSlot
  }

  /// A string that stands for all rows.
  private struct Text: Sendable {
    let values: FeatureValues.Storage
    let slot: ElementSlot
  }

  private let constants: [(number: RowNumber, slot: ElementSlot)]
  private let constantTexts: [Text]
  private let numbers: [Transfer]
  private let texts: [Transfer]
  private let results: [Transfer]
  private let chains: [ElementCall]
  private let memoryColumns: Int

  /// A program of `members`, in an order in which each comes after its sources.
  package init(_ members: [Member]) {
    var slots = ElementSlots()
    var loaded: [Int: ElementSlot] = [:]
    var constants: [(number: RowNumber, slot: ElementSlot)] = []
    var constantTexts: [Text] = []
    var results: [ElementSlot] = []
    func slot(_ source: Source) -> ElementSlot {
      switch source {
      case .member(let index): return results[index]
      case .column(let place, let type):
        let slot = loaded[place] ?? slots.next(type)
        loaded[place] = slot
        return slot
      case .constant(let values):
        let slot = slots.next(values.type, isSingle: true)
        guard values.valueCount == 1 else { return slot }
        switch values.storage {
        case .float32(let numbers): constants.append((.float32(numbers[0]), slot))
        case .int64(let numbers): constants.append((.int64(numbers[0]), slot))
        case .string: constantTexts.append(Text(values: values.storage, slot: slot))
        }
        return slot
      }
    }
    var inputs: [[ElementSlot]] = []
    for member in members {
      inputs.append(member.inputs.map(slot))
      results.append(slots.next(member.kernel.resultType))
    }
    chains = stride(from: 0, to: members.count, by: ElementCall.chainLength).compactMap { start in
      let end = min(start + ElementCall.chainLength, members.count)
      return (start..<end).reversed().reduce(nil) { next, index in
        ElementCall(members[index].kernel.body, inputs: inputs[index], result: results[index], next: next)
      }
    }
    let loads = loaded.sorted { $0.key < $1.key }.map { Transfer(place: $0.key, slot: $0.value) }
    numbers = loads.filter { $0.slot.type != .string }
    texts = loads.filter { $0.slot.type == .string }
    self.results = zip(members, results).compactMap { member, slot in
      member.place.map { Transfer(place: $0, slot: slot) }
    }
    (self.constants, self.constantTexts, memoryColumns) = (constants, constantTexts, slots.columnCount)
  }

  /// Runs all kernels on `rowCount` rows of `columns`, and writes the results there.
  ///
  /// - Returns: false, and nothing is done, when a column that it works on is not of its type with one value per row.
  /// - Throws: `RowError` without the row in the batch when a row has no result.
  package func run(_ columns: inout [FeatureValues], rowCount: Int) throws(RowError) -> Bool {
    guard fits(columns, nil, rowCount) else { return false }
    let capacity = max(1, min(rowCount, ElementMemory.blockSize))
    try ElementMemory.withColumns(memoryColumns, capacity: capacity) { memory throws(RowError) in
      loadConstants(memory)
      var start = 0
      repeat {
        let rows = start..<min(start + capacity, rowCount)
        try evaluate(columns, nil, rows, memory)
        for transfer in results {
          let column = transfer.place
          memory.store(transfer.slot, count: rows.count, to: &columns[column], at: start, rowCount: rowCount)
        }
        start = rows.upperBound
      } while start < rowCount
    }
    return true
  }

  /// Runs all kernels on the only row of `columns`, and writes its results to `numbers`, where there is room for them.
  ///
  /// - Parameter columnPlaces: where in `columns` each column is that the program knows by another place.
  /// - Returns: as `run`.
  /// - Throws: as `run`.
  package func runRow(
    of columns: [FeatureValues],
    at columnPlaces: [Int],
    into numbers: inout [RowNumber]
  ) throws(RowError) -> Bool {
    guard fits(columns, columnPlaces, 1) else { return false }
    try ElementMemory.withColumns(memoryColumns, capacity: 1) { memory throws(RowError) in
      loadConstants(memory)
      try evaluate(columns, columnPlaces, 0..<1, memory)
      for transfer in results where transfer.place < numbers.count {
        numbers[transfer.place] = memory.number(transfer.slot)
      }
    }
    return true
  }

  private func loadConstants(_ memory: ElementMemory) {
    for constant in constants {
      switch constant.number {
      case .float32(let number): memory.elements(constant.slot, as: Float.self).pointee = number
      case .int64(let number): memory.elements(constant.slot, as: Int64.self).pointee = number
      }
    }
  }

  /// Runs all kernels on the rows `rows` once they are in memory.
  @inline(__always)
  private func evaluate(
    _ columns: [FeatureValues],
    _ columnPlaces: [Int]?,
    _ rows: Range<Int>,
    _ memory: ElementMemory
  ) throws(RowError) {
    for transfer in numbers {
      memory.load(columns[columnPlaces?[transfer.place] ?? transfer.place].storage, rows, into: transfer.slot)
    }
    try loadTexts(constantTexts.count + texts.count, rows, memory, columns, columnPlaces) {
      () throws(RowError) in
      for first in chains { try first.run(memory, count: rows.count) }
    }
  }

  private func fits(_ columns: [FeatureValues], _ columnPlaces: [Int]?, _ rowCount: Int) -> Bool {
    fits(numbers, columns, columnPlaces, rowCount) && fits(texts, columns, columnPlaces, rowCount)
  }

  private func fits(
    _ transfers: [Transfer],
    _ columns: [FeatureValues],
    _ columnPlaces: [Int]?,
    _ rowCount: Int
  ) -> Bool {
    for transfer in transfers {
      let column = columnPlaces?[transfer.place] ?? transfer.place
      guard columns[column].isScalar(transfer.slot.type, rowCount: rowCount) else { return false }
    }
    return true
  }

  /// Calls `body` while the first `count` texts are in memory: those that stand for all rows, then columns.
  private func loadTexts(
    _ count: Int,
    _ rows: Range<Int>,
    _ memory: ElementMemory,
    _ columns: [FeatureValues],
    _ columnPlaces: [Int]?,
    _ body: () throws(RowError) -> Void
  ) throws(RowError) {
    guard count > 0 else { return try body() }
    let (values, slot, elements): (FeatureValues.Storage, ElementSlot, Range<Int>)
    if count <= constantTexts.count {
      (values, slot, elements) = (constantTexts[count - 1].values, constantTexts[count - 1].slot, 0..<1)
    } else {
      let transfer = texts[count - 1 - constantTexts.count]
      let column = columnPlaces?[transfer.place] ?? transfer.place
      (values, slot, elements) = (columns[column].storage, transfer.slot, rows)
    }
    try memory.loading(values, elements, into: slot) { () throws(RowError) in
      try loadTexts(count - 1, rows, memory, columns, columnPlaces, body)
    }
  }
}
