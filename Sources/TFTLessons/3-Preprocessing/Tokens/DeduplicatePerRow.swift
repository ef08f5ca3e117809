import RawData

/// The different values of every row, each where it first comes.
///
/// `deduplicateTensorPerRow([3, 1, 3, 2, 1])` is `[3, 1, 2]`. The result is ragged. 0 and -0 are the same; NaN equals nothing, so
/// every NaN stays. TFT: `deduplicate_tensor_per_row`.
public func deduplicateTensorPerRow<Scalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  Column(DeduplicatePerRow(), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

struct DeduplicatePerRow: Mapper {
  let name = "deduplicate_tensor_per_row"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes.count == 1 }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .ragged }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = inputs[0].values
    switch values.storage {
    case .float32(let floats):
      // Adding 0 makes -0 and 0 the same.
      let kept = kept(of: values, { mixed(UInt64(($0 + 0).bitPattern)) }, floats)
      return FeatureValues(.float32(kept.indices.map { floats[$0] }), layout: kept.layout)
    case .int64(let integers):
      let kept = kept(of: values, { mixed(UInt64(bitPattern: $0)) }, integers)
      return FeatureValues(.int64(kept.indices.map { integers[$0] }), layout: kept.layout)
    case .string(let texts):
      let kept = kept(of: values) {
        Fingerprint.hash64(texts[$0])
      } isEqual: {
        texts[$0] == texts[$1]
      }
      var strings = StringsBuilder(like: texts)
      for index in kept.indices {
        strings.append(texts.bytes[texts.range(of: index)])
        strings.endString()
      }
      return FeatureValues(.string(strings.strings), layout: kept.layout)
    }
  }

  private func kept<Value: Equatable>(
    of values: FeatureValues,
    _ hash: (Value) -> UInt64,
    _ elements: [Value]
  ) -> (indices: [Int], layout: FeatureValues.Layout) {
    kept(of: values) {
      hash(elements[$0])
    } isEqual: {
      elements[$0] == elements[$1]
    }
  }

  /// The indices of the values that no earlier one of the row equals.
  private func kept(
    of values: FeatureValues,
    hash: (Int) -> UInt64,
    isEqual: (Int, Int) -> Bool
  ) -> (indices: [Int], layout: FeatureValues.Layout) {
    var indices: [Int] = []
    indices.reserveCapacity(values.valueCount)
    var rowOffsets = [0]
    rowOffsets.reserveCapacity(values.rowCount + 1)
    var members = RowMembers()
    for row in 0..<values.rowCount {
      members.removeAll()
      for index in values.range(ofRow: row) {
        let isNew = members.insert(index, hash: hash(index)) { isEqual($0, index) }
        if isNew { indices.append(index) }
      }
      rowOffsets.append(indices.count)
    }
    return (indices, .ragged(rowOffsets: rowOffsets))
  }

  /// The high bits of a product depend on all bits of the value.
  private func mixed(_ bits: UInt64) -> UInt64 { (bits &* 0x9E37_79B9_7F4A_7C15).byteSwapped }
}
