import RawData

/// A 1 at the place of each id and 0 elsewhere: `oneHot([0, 2], depth: 3)` is `[[1, 0, 0], [0, 0, 1]]`.
///
/// An id outside `0 ..< depth` gives a row of zeros. A vector of ids gives its one-hot rows end to end. TensorFlow:
/// `tf.one_hot`.
///
/// - Throws: `OperationError` when `depth` is not positive or the ids are ragged.
public func oneHot(
  _ ids: Column<Int64>,
  depth: Int,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard depth > 0 else {
    throw OperationError(
      location: location,
      operation: "one_hot",
      problem: "found a depth of \(depth), expected 1 or more"
    )
  }
  guard ids.node.shape != .ragged else {
    throw OperationError(
      location: location,
      operation: "one_hot",
      problem: "found ids of which rows have different numbers, expected the same in every row"
    )
  }
  return Column(OneHot(depth: depth), [ids.node], location: location)
}

struct OneHot: Mapper {
  let depth: Int
  let name = "one_hot"

  var parameters: [(name: String, value: FeatureValues)] { [("depth", FeatureValues([Int64(depth)]))] }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape {
    guard case .fixed(let width)? = inputs.first else { return .ragged }
    return .fixed(width: width * depth)
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let ids = try inputs[0].int64s()
    guard case .fixed(let width) = inputs[0].values.layout else {
      throw RowError("found rows of different lengths, expected the same in every row")
    }
    var values = [Float](repeating: 0, count: ids.count * depth)
    for (index, id) in ids.enumerated() where id >= 0 && id < depth { values[index * depth + Int(id)] = 1 }
    return FeatureValues(.float32(values), layout: .fixed(width: width * depth))
  }
}
