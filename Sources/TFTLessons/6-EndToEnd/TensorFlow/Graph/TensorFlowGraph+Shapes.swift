/// Lists: how long they are, and how their elements come together.
extension TensorFlowGraph {
  /// The same elements in another shape; one dimension may be nil, and is as long as it takes.
  mutating func reshape(_ x: TensorReference, _ shape: TensorFlowShape) -> TensorReference {
    if x.shape == shape { return x }
    let lengths = constant(.int32s(shape.dimensions.map { $0 ?? -1 }))
    return reshape(x, lengths, shape)
  }

  /// The same elements in a shape that the tensor `lengths` gives.
  mutating func reshape(_ x: TensorReference, _ lengths: TensorReference, _ shape: TensorFlowShape)
    -> TensorReference
  {
    add("Reshape", [x, lengths], ["T": .type(x.type), "Tshape": .type(lengths.type)], x.type, shape)
  }

  /// How many elements there are, as `int64`.
  mutating func size(_ x: TensorReference) -> TensorReference {
    add("Size", [x], ["T": .type(x.type), "out_type": .type(.int64)], .int64, .scalar)
  }

  /// The elements at the places `indices`, in their order. A place that there is not is an error when it runs.
  mutating func gather(_ x: TensorReference, _ indices: TensorReference) -> TensorReference {
    add(
      "GatherV2",
      [x, indices, integer(0, .int32)],
      ["Tparams": .type(x.type), "Tindices": .type(indices.type), "Taxis": .type(.int32)],
      x.type,
      TensorFlowShape(indices.shape.dimensions + x.shape.dimensions.dropFirst())
    )
  }

  /// The element at one place of a list that is always as long.
  mutating func element(_ x: TensorReference, _ index: Int64) -> TensorReference {
    gather(x, integer(index))
  }

  /// 0, 1, ... before `limit`, a single `int64`.
  mutating func range(_ limit: TensorReference) -> TensorReference {
    add("Range", [integer(0), limit, integer(1)], ["Tidx": .type(.int64)], .int64, .list)
  }

  /// `count` copies of a list, one after the other.
  mutating func tile(_ x: TensorReference, _ count: TensorReference) -> TensorReference {
    let counts = reshape(count, [1])
    return add("Tile", [x, counts], ["T": .type(x.type), "Tmultiples": .type(counts.type)], x.type, .list)
  }

  /// Lists end to end, or matrices side by side with `axis` 1.
  mutating func concatenate(_ x: [TensorReference], axis: Int64 = 0, shape: TensorFlowShape = .list)
    -> TensorReference
  {
    if x.count == 1 { return x[0] }
    return add(
      "ConcatV2",
      x + [integer(axis, .int32)],
      ["N": .int(x.count), "T": .type(x[0].type), "Tidx": .type(.int32)],
      x[0].type,
      shape
    )
  }

  /// Tensors of one shape as the elements of a new dimension.
  mutating func pack(_ x: [TensorReference], axis: Int, shape: TensorFlowShape) -> TensorReference {
    add("Pack", x, ["N": .int(x.count), "T": .type(x[0].type), "axis": .int(axis)], x[0].type, shape)
  }

  /// Whether all elements of a list hold.
  mutating func all(_ x: TensorReference) -> TensorReference {
    add("All", [x, integer(0, .int32)], ["Tidx": .type(.int32), "keep_dims": .bool(false)], .bool, .scalar)
  }

  /// Whether any element of each row of a matrix holds: a list.
  mutating func anyInRow(_ x: TensorReference) -> TensorReference {
    add("Any", [x, integer(1, .int32)], ["Tidx": .type(.int32), "keep_dims": .bool(false)], .bool, .list)
  }

  /// The largest element of a list, and of none the smallest number there is.
  mutating func largest(_ x: TensorReference) -> TensorReference {
    let attributes: [String: TensorFlowAttribute] = [
      "T": .type(x.type), "Tidx": .type(.int32), "keep_dims": .bool(false),
    ]
    return add("Max", [x, integer(0, .int32)], attributes, x.type, .scalar)
  }

  /// The sum of all elements before each.
  mutating func sumBefore(_ x: TensorReference) -> TensorReference {
    add(
      "Cumsum",
      [x, integer(0, .int32)],
      ["T": .type(x.type), "Tidx": .type(.int32), "exclusive": .bool(true), "reverse": .bool(false)],
      x.type,
      x.shape,
      result: "out"
    )
  }

  /// The sum of the elements of each segment.
  mutating func sums(_ x: TensorReference, segments: TensorReference, count: TensorReference)
    -> TensorReference
  {
    add(
      "UnsortedSegmentSum",
      [x, segments, count],
      ["T": .type(x.type), "Tindices": .type(.int64), "Tnumsegments": .type(count.type)],
      x.type,
      .list
    )
  }

  /// The places, as `int64`, at which a list of conditions holds.
  mutating func places(_ condition: TensorReference) -> TensorReference {
    let places = add("Where", [condition], ["T": .type(.bool)], .int64, [nil, 1], result: "index")
    return reshape(places, .list)
  }

  /// A list of `count` equal elements.
  mutating func fill(_ count: TensorReference, _ value: TensorReference) -> TensorReference {
    let lengths = reshape(count, [1])
    return add(
      "Fill",
      [lengths, value],
      ["T": .type(value.type), "index_type": .type(lengths.type)],
      value.type,
      .list
    )
  }

  /// A list of `count` elements with `values` at the places `indices`, and `other` at all other places.
  mutating func scatter(
    _ values: TensorReference,
    at indices: TensorReference,
    count: TensorReference,
    else other: TensorReference
  ) -> TensorReference {
    let lengths = reshape(count, [1])
    return add(
      "SparseToDense",
      [indices, lengths, values, other],
      ["T": .type(values.type), "Tindices": .type(.int64), "validate_indices": .bool(false)],
      values.type,
      .list,
      result: "dense"
    )
  }

  /// The same tensor, when all of `condition` holds; an error with the text `problem` when not.
  ///
  /// An assertion of TensorFlow's is an effect, and runs also when nobody wants the result. This is a part of the
  /// calculation: the place from which the list is taken, which is its start, is read from a text, which is no number when the
  /// condition does not hold.
  mutating func checked(_ x: TensorReference, _ condition: TensorReference, _ problem: String)
    -> TensorReference
  {
    let holds = condition.shape == .scalar ? condition : all(condition)
    let start = reshape(toNumber(select(holds, text("0"), text(problem)), .int64), [1])
    return add(
      "Slice",
      [x, start, constant(.int64s([-1]))],
      ["T": .type(x.type), "Index": .type(.int64)],
      x.type,
      .list
    )
  }
}
