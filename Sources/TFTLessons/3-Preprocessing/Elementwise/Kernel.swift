import RawData

/// A kernel, and the type of its results.
package struct Kernel: Sendable {
  package let resultType: FeatureType
  let body: any ElementKernel

  init(_ resultType: FeatureType, _ body: some ElementKernel) {
    self.resultType = resultType
    self.body = body
  }
}

extension Kernel {
  /// The results for all elements of `operands`, which have `layout` or are a single constant.
  ///
  /// - Throws: `RowError` for the first row that has no result.
  func results(for operands: [Operand], layout: FeatureValues.Layout) throws(RowError) -> FeatureValues {
    var slots = ElementSlots()
    var inputs: [ElementSlot] = []
    inputs.reserveCapacity(operands.count)
    var count: Int?
    for operand in operands {
      let isSingle = operand.isSingle
      inputs.append(slots.next(operand.values.type, isSingle: isSingle))
      if !isSingle { count = min(count ?? .max, operand.values.valueCount) }
    }
    let rows = 0..<(count ?? 1)
    let result = slots.next(resultType)
    let capacity = max(1, min(rows.count, ElementMemory.blockSize))
    var results = FeatureValues([Float]())
    try ElementMemory.withColumns(slots.columnCount, capacity: capacity) { memory throws(RowError) in
      var start = 0
      repeat {
        let block = start..<min(start + capacity, rows.count)
        let elements = Elements(memory: memory, inputs: inputs, result: result, count: block.count)
        do throws(RowError) {
          try evaluate(elements, operands, block, from: 0)
        } catch {
          throw RowError(row: error.row.map { layout.row(ofValue: start + $0) }, error.problem)
        }
        memory.store(result, count: block.count, to: &results, at: start, rowCount: rows.count)
        start = block.upperBound
      } while start < rows.count
    }
    results.layout = layout
    return results
  }

  /// Evaluates a block once the operands from `index` on are in memory, too.
  private func evaluate(
    _ elements: Elements,
    _ operands: [Operand],
    _ block: Range<Int>,
    from index: Int
  ) throws(RowError) {
    for index in index..<operands.count {
      let slot = elements.inputs[index]
      let range = slot.isSingle ? 0..<1 : block
      guard slot.type == .string else {
        elements.memory.load(operands[index].values.storage, range, into: slot)
        continue
      }
      return try elements.memory.loading(operands[index].values.storage, range, into: slot) {
        () throws(RowError) in
        try evaluate(elements, operands, block, from: index + 1)
      }
    }
    try body.evaluate(elements)
  }
}
