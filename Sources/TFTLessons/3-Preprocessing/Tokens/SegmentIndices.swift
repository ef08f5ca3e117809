import RawData

/// Within every row, the place of each value in its segment: how many equal ones stand before it.
///
/// `segmentIndices([0, 0, 1, 2, 2, 2])` is `[0, 1, 0, 0, 1, 2]`. A row is a sequence of segments' ids, which never fall and are
/// not negative; TFT's takes one such sequence. TFT: `segment_indices`.
///
/// Running it throws `OperationError` for a row with other ids.
public func segmentIndices(
  _ segmentIDs: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(SegmentIndices(), [segmentIDs.node], location: SourceLocation(fileID: fileID, line: line))
}

struct SegmentIndices: Mapper {
  let name = "segment_indices"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let segments = try inputs[0].int64s()
    let values = inputs[0].values
    var indices = [Int64](repeating: 0, count: segments.count)
    for row in 0..<values.rowCount {
      var last: Int64 = 0
      let range = values.range(ofRow: row)
      for index in range {
        guard segments[index] >= last else {
          let expected = last > 0 ? "\(last) or more, as before it" : "0 or more"
          throw RowError(row: row, "found segment id \(segments[index]), expected \(expected)")
        }
        if index > range.lowerBound, segments[index] == last { indices[index] = indices[index - 1] + 1 }
        last = segments[index]
      }
    }
    return FeatureValues(.int64(indices), layout: values.layout)
  }
}
