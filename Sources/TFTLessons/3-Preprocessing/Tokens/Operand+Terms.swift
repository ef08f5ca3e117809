import RawData

extension Operand {
  /// Calls `body` with every different id of every row, ascending, with how often the row has it and how many ids the row has.
  ///
  /// - Returns: how the calls divide into rows.
  func forEachTerm(
    _ body: (_ id: Int64, _ count: Int, _ size: Int) -> Void
  ) throws(RowError) -> FeatureValues.Layout {
    var ids = try int64s()
    var termCount = 0
    var rowOffsets = [0]
    rowOffsets.reserveCapacity(values.rowCount + 1)
    for row in 0..<values.rowCount {
      let range = values.range(ofRow: row)
      ids[range].sort()
      var start = range.lowerBound
      while start < range.upperBound {
        var end = start + 1
        while end < range.upperBound, ids[end] == ids[start] { end += 1 }
        body(ids[start], end - start, range.count)
        termCount += 1
        start = end
      }
      rowOffsets.append(termCount)
    }
    return .ragged(rowOffsets: rowOffsets)
  }
}
