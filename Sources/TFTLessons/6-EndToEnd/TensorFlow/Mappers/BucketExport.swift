import Preprocessing
import RawData

/// Buckets between boundaries, places between them, and the way back.
enum BucketExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    switch call.name {
    case "apply_buckets": try graph.buckets(call)
    case "bucketize_per_key": try graph.bucketsPerKey(call)
    case "apply_buckets_with_interpolation": try graph.interpolation(call)
    case "inverse_apply_buckets_with_interpolation": try graph.inverseInterpolation(call)
    case "bucket_range", "bucket_center": try graph.bucketInverse(call)
    case "bucket_range_per_key", "bucket_center_per_key": try graph.bucketInversePerKey(call)
    default: nil
    }
  }
}

extension TensorFlowGraph {
  /// How many of the ascending boundaries are not above each value; NaN is above all of them. Each row of a matrix has its
  /// own values, and its own boundaries.
  mutating func upperBound(_ boundaries: TensorReference, _ values: TensorReference) -> TensorReference {
    bound("UpperBound", boundaries, values)
  }

  /// How many of the boundaries are below each value; NaN is above none of them.
  mutating func lowerBound(_ boundaries: TensorReference, _ values: TensorReference) -> TensorReference {
    bound("LowerBound", boundaries, values)
  }

  private mutating func bound(_ operation: String, _ boundaries: TensorReference, _ values: TensorReference)
    -> TensorReference
  {
    precondition(boundaries.type == values.type, "values and boundaries of different types")
    return add(
      operation,
      [boundaries, values],
      ["T": .type(values.type), "out_type": .type(.int64)],
      .int64,
      values.shape
    )
  }

  /// The number of boundaries for each value of a list, with the same boundaries for all.
  mutating func search(_ operation: String, _ boundaries: TensorFlowConstant, _ values: TensorReference)
    -> TensorReference
  {
    list(bound(operation, constant(boundaries), reshape(values, [1, nil])))
  }

  fileprivate mutating func buckets(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let isGiven = call.parameters.has("boundaries")
    let boundaries =
      isGiven ? try call.parameters.values("boundaries") as FeatureValues : try call.constant(1)
    let columns = call.parameters.has("columns") ? try call.parameters.int("columns") : 1
    let values = boundaries.type == .float32 ? cast(x.values, .float) : x.values
    let width = boundaries.valueCount / columns
    if columns == 1 {
      let result = search("UpperBound", TensorFlowConstant(boundaries, shape: [1, width]), values)
      return TensorFlowColumn(values: result, layout: x.layout)
    }
    guard x.layout == .fixed(width: columns) else {
      throw RowError("the rows do not have \(columns) values each")
    }
    let edges = constant(TensorFlowConstant(boundaries, shape: [columns, width]))
    let byColumn = transpose(matrix(values, width: columns), shape: [columns, nil])
    let result = transpose(upperBound(edges, byColumn), shape: [nil, columns])
    return TensorFlowColumn(values: list(result), layout: x.layout)
  }

  private mutating func transpose(_ matrix: TensorReference, shape: TensorFlowShape) -> TensorReference {
    let order = constant(.int32s([1, 0]))
    return add(
      "Transpose",
      [matrix, order],
      ["T": .type(matrix.type), "Tperm": .type(.int32)],
      matrix.type,
      shape,
      result: "y"
    )
  }

  fileprivate mutating func bucketsPerKey(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let keys = try call.constant(2)
    let width = keys.valueCount == 0 ? 0 : try call.floats(3).count / keys.valueCount
    let places = places(of: try self.keys(call), among: keys, "keys")
    // Behind the keys' boundaries some for an unknown key, whose bucket is not used.
    let edges = try call.floats(3) + [Float](repeating: 0, count: width)
    let own = gather(constant(.floats(edges, shape: [keys.valueCount + 1, width])), places)
    let values = reshape(cast(x.values, .float), [nil, 1])
    let buckets = list(upperBound(own, values))
    let isKnown = ask(.less, places, integer(Int64(keys.valueCount)))
    return TensorFlowColumn(values: select(isKnown, buckets, integer(-1)), layout: x.layout)
  }

  /// `InterpolatedBuckets.places`.
  fileprivate mutating func interpolation(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let edges = try call.floats(1).filter(\.isFinite)
    let values = cast(x.values, .float)
    let bucket = search("UpperBound", .floats(edges, shape: [1, edges.count]), values)
    if edges.count == 1 { return TensorFlowColumn(values: cast(bucket, .float), layout: x.layout) }
    // Before the first and behind the last edge the share is not used.
    let lows = [edges[0]] + edges
    let highs = edges + [edges[edges.count - 1]]
    let widths = zip(lows, highs).map { $1 - $0 }
    let (low, width) = (gather(constant(.floats(lows)), bucket), gather(constant(.floats(widths)), bucket))
    var share = calculate(.divide, calculate(.subtract, values, low), width)
    if widths.contains(where: { !$0.isFinite }) {
      let exactWidths = zip(lows, highs).map { Double($1) - Double($0) }
      let distance = calculate(.subtract, cast(values, .double), cast(low, .double))
      let exact = calculate(.divide, distance, gather(constant(.doubles(exactWidths)), bucket))
      let isWide = gather(constant(.bools(widths.map { !$0.isFinite })), bucket)
      share = select(isWide, cast(exact, .float), share)
    }
    let before = cast(calculate(.subtract, bucket, integer(1)), .float)
    let place = calculate(.divide, calculate(.add, before, share), number(Float(edges.count - 1)))
    let notBelow = select(ask(.equal, bucket, integer(0)), number(Float(0)), place)
    let inside = select(ask(.equal, bucket, integer(Int64(edges.count))), number(Float(1)), notBelow)
    return TensorFlowColumn(
      values: select(isNaN(values), number(Float(0.5)), inside),
      layout: x.layout
    )
  }

  /// `InterpolatedBuckets.value(at:)`.
  fileprivate mutating func inverseInterpolation(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let place = try call.column()
    let edges = try call.floats(1).filter(\.isFinite).map(Double.init)
    let isNumber = not(isNaN(place.values))
    let known = cast(select(isNumber, place.values, number(Float(0))), .double)
    let unit = calculate(.minimum, calculate(.maximum, known, number(0.0)), number(1.0))
    let position = calculate(.multiply, unit, number(Double(edges.count - 1)))
    let last = integer(Int64(max(0, edges.count - 2)))
    let bucket = calculate(.minimum, cast(position, .int64), last)
    let lows = edges.count == 1 ? edges : Array(edges.dropLast())
    let widths = zip(lows, edges.dropFirst() + [edges[edges.count - 1]]).map { $1 - $0 }
    let share = calculate(.subtract, position, cast(bucket, .double))
    let distance = calculate(.multiply, share, gather(constant(.doubles(widths)), bucket))
    let value = cast(calculate(.add, gather(constant(.doubles(lows)), bucket), distance), .float)
    return TensorFlowColumn(values: select(isNumber, value, number(Float.nan)), layout: place.layout)
  }

  fileprivate mutating func bucketInverse(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let columns = call.parameters.has("columns") ? try call.parameters.int("columns") : 1
    let count = try call.constant(1).valueCount / columns + 1
    let ids = (0..<count).flatMap { [Int64](repeating: Int64($0), count: columns) }
    let layout = FeatureValues.Layout.fixed(width: columns)
    let table = try call.results(for: [FeatureValues(.int64(ids), layout: layout)])
    guard case .float32(let values) = table.storage else {
      throw RowError("found no numbers for the buckets")
    }
    let width = values.count / ids.count
    let inside = and(ask(.lessEqual, integer(0), x.values), ask(.less, x.values, integer(Int64(count))))
    var places = checked(x.values, inside, "found a bucket that is none of 0 ... \(count - 1)")
    if columns > 1 {
      guard x.layout == .fixed(width: columns) else {
        throw RowError("the rows do not have \(columns) values each")
      }
      places = calculate(.multiply, places, Int64(columns))
      places = calculate(.add, places, positions(x, call.rowCount))
    }
    let numbers = gather(constant(.floats(values, shape: [ids.count, width])), places)
    return TensorFlowColumn(values: list(numbers), layout: multiplied(x.layout, by: width))
  }

  fileprivate mutating func bucketInversePerKey(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let keys = try call.constant(2)
    let count = keys.valueCount == 0 ? 1 : try call.floats(3).count / keys.valueCount + 1
    guard case .string(let names) = keys.storage else { throw RowError("found keys that are no texts") }
    let ids = (0..<names.count).flatMap { _ in (0..<count).map { Int64($0) } }
    let unknown = "\u{0}"
    let repeated = ByteStrings(names, at: (0..<names.count).flatMap { [Int](repeating: $0, count: count) })
    var allKeys = repeated
    // A key that nobody has stands for all unknown ones.
    allKeys.append((unknown + String(decoding: names.bytes, as: UTF8.self)).utf8)
    let table = try call.results(for: [FeatureValues(ids + [0]), FeatureValues(allKeys)])
    guard case .float32(let values) = table.storage else {
      throw RowError("found no numbers for the buckets")
    }
    let width = values.count / (ids.count + 1)
    let places = places(of: try self.keys(call), among: keys, "keys")
    let isKnown = ask(.less, places, integer(Int64(names.count)))
    let inside = and(ask(.lessEqual, integer(0), x.values), ask(.less, x.values, integer(Int64(count))))
    let problem = "found a bucket that is none of 0 ... \(count - 1)"
    let bucket = select(isKnown, checked(x.values, or(inside, not(isKnown)), problem), integer(0))
    let place = calculate(.add, calculate(.multiply, places, Int64(count)), bucket)
    let numbers = gather(constant(.floats(values, shape: [ids.count + 1, width])), place)
    return TensorFlowColumn(values: list(numbers), layout: multiplied(x.layout, by: width))
  }

  /// The layout of rows with `width` values for each one of these.
  mutating func multiplied(_ layout: TensorFlowColumn.Layout, by width: Int) -> TensorFlowColumn.Layout {
    if width == 1 { return layout }
    switch layout {
    case .fixed(let own): return .fixed(width: own * width)
    case .ragged(let rows, let rowCount):
      let repeated = calculate(
        .floorDivide,
        range(calculate(.multiply, size(rows), Int64(width))),
        Int64(width)
      )
      return .ragged(rows: gather(rows, repeated), rowCount: rowCount)
    }
  }
}
