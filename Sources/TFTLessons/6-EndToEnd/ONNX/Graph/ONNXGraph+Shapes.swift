import RawData

extension ONNXGraph {
  /// The same values in another shape.
  ///
  /// - Parameter dimensions: nil for the first one as it is.
  func reshape(_ x: ONNXValue, _ dimensions: [Int?]) -> ONNXValue {
    precondition(dimensions.dropFirst().allSatisfy { $0 != nil })
    let shape = dimensions.enumerated().map { index, size in size.map { .fixed($0) } ?? x.shape[index] }
    if shape == x.shape { return x }
    let sizes = constant(.int64(dimensions.map { Int64($0 ?? 0) }), [dimensions.count])
    let result = node("Reshape", [x, sizes], type: x.type, shape: shape)
    precondition(result.size == x.size, "\(x.name) \(x.shape) cannot be \(shape)")
    return result
  }

  /// Each value of a row in a vector of its own: `[batch, width]` as `[batch, width, 1]`.
  func apart(_ x: ONNXValue) -> ONNXValue { reshape(x, (x.isByRow ? [nil] : []) + [x.width, 1]) }

  /// The rows of `table` that `indices` name.
  func gather(_ table: ONNXValue, _ indices: ONNXValue) -> ONNXValue {
    precondition(indices.type == .int64 && !table.isByRow)
    return node(
      "Gather",
      [table, indices],
      [ONNXAttribute("axis", .int(0))],
      type: table.type,
      shape: indices.shape + table.shape.dropFirst()
    )
  }

  /// Value `index` of each row, alone.
  func column(_ x: ONNXValue, _ index: Int) -> ONNXValue {
    precondition(x.shape.count == 2 && x.isByRow && index < x.width)
    if x.width == 1 { return x }
    return node(
      "Gather",
      [x, number(Int64(index))],
      [ONNXAttribute("axis", .int(1))],
      type: x.type,
      shape: [x.shape[0], .fixed(1)]
    )
  }

  /// Rows side by side.
  func concatenate(_ columns: [ONNXValue]) -> ONNXValue {
    if columns.count == 1 { return columns[0] }
    precondition(columns.allSatisfy { $0.type == columns[0].type && $0.shape.count == 2 && $0.isByRow })
    let width = columns.reduce(0) { $0 + $1.width }
    return node(
      "Concat",
      columns,
      [ONNXAttribute("axis", .int(1))],
      type: columns[0].type,
      shape: [columns[0].shape[0], .fixed(width)]
    )
  }

  /// Two vectors of the same width as pairs, end to end.
  func interleave(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue {
    let pairs = node(
      "Concat",
      [apart(a), apart(b)],
      [ONNXAttribute("axis", .int(2))],
      type: a.type,
      shape: [a.shape[0], .fixed(a.width), .fixed(2)]
    )
    return reshape(pairs, [nil, 2 * a.width])
  }

  /// The same values for every row of the batch that `like` has.
  func repeated(_ x: ONNXValue, like column: ONNXValue) -> ONNXValue {
    if x.isByRow { return x }
    let count = node(
      "Shape",
      [column],
      [ONNXAttribute("start", .int(0)), ONNXAttribute("end", .int(1))],
      type: .int64,
      shape: [.fixed(1)]
    )
    let sizes = node(
      "Concat",
      [count, number(Int64(x.width))],
      [ONNXAttribute("axis", .int(0))],
      type: .int64,
      shape: [.fixed(2)]
    )
    return node("Expand", [x, sizes], type: x.type, shape: [column.shape[0], .fixed(x.width)])
  }

  /// The sum of integers along the last dimension, which is gone then.
  func sum(_ x: ONNXValue) -> ONNXValue {
    let axes = constant(.int64([Int64(x.shape.count - 1)]), [1])
    return node(
      "ReduceSum",
      [x, axes],
      [ONNXAttribute("keepdims", .int(0))],
      type: x.type,
      shape: Array(x.shape.dropLast())
    )
  }

  /// Whether a condition holds for any value of a row.
  func any(_ condition: ONNXValue) -> ONNXValue {
    let count = sum(cast(condition, to: .int64))
    return less(number(Int64(0)), reshape(count, [nil, 1]))
  }

  /// For each id a vector of `depth` zeros with a one at the id; zeros alone for an id that is none.
  func oneHot(_ ids: ONNXValue, depth: Int, as type: ONNXType) -> ONNXValue {
    // A negative id would count from the end.
    let places = select(less(ids, number(Int64(0))), number(Int64(depth)), else: ids)
    let values = constant(type == .float ? .float([0, 1]) : .int64([0, 1]), [2])
    return node(
      "OneHot",
      [places, number(Int64(depth)), values],
      [ONNXAttribute("axis", .int(-1))],
      type: type,
      shape: ids.shape + [.fixed(depth)]
    )
  }
}
