import Preprocessing
import RawData

/// One-hot vectors, circles, hashes and crosses.
enum EncodingExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    switch call.name {
    case "one_hot": try graph.oneHot(call)
    case "cyclic_encoding": try graph.cyclicEncoding(call)
    case "hash_strings": try graph.hashStrings(call)
    case "hashed_cross": try graph.hashedCross(call)
    default: nil
    }
  }
}

extension TensorFlowGraph {
  fileprivate mutating func oneHot(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let ids = try call.column()
    guard case .fixed(let width) = ids.layout else {
      throw RowError("found rows of different lengths, expected the same in every row")
    }
    let depth = try call.parameters.int("depth")
    let hot = add(
      "OneHot",
      [ids.values, integer(Int64(depth), .int32), number(Float(1)), number(Float(0))],
      ["T": .type(.float), "TI": .type(.int64), "axis": .int(-1)],
      .float,
      [nil, depth]
    )
    return TensorFlowColumn(values: list(hot), layout: .fixed(width: width * depth))
  }

  fileprivate mutating func cyclicEncoding(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let turns = calculate(
      .divide,
      cast(x.values, .double),
      number(Double(try call.parameters.float("period")))
    )
    let angle = calculate(.multiply, number(2 * Double.pi), turns)
    let (sine, cosine) = (cast(apply(.sin, angle), .float), cast(apply(.cos, angle), .float))
    let pairs = pack([sine, cosine], axis: 1, shape: [nil, 2])
    return TensorFlowColumn(values: list(pairs), layout: multiplied(x.layout, by: 2))
  }

  fileprivate mutating func hashStrings(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let buckets = try call.parameters.int("hash_buckets")
    guard call.parameters.has("key") else {
      return TensorFlowColumn(values: hash(x.values, buckets: buckets), layout: x.layout)
    }
    let key = try call.parameters.int64s("key").map { Int($0) }
    let attributes: [String: TensorFlowAttribute] = ["num_buckets": .int(buckets), "key": .ints(key)]
    let ids = add("StringToHashBucketStrong", [x.values], attributes, .int64, x.values.shape)
    return TensorFlowColumn(values: ids, layout: x.layout)
  }

  fileprivate mutating func hashedCross(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let bins = try call.parameters.int("bins")
    let columns = call.inputs.map { column($0, call.rowCount) }
    let layout = columns[0].layout
    var values: [TensorReference] = []
    for column in columns { values.append(try matched(column, to: layout, call.rowCount)) }
    let cross = add(
      "SparseCross",
      values.map { matrix($0, width: 1) },
      [
        "N": .int(0), "hashed_output": .bool(true), "num_buckets": .int(bins),
        "hash_key": .int(0xDECAF_CAFFE),
        "sparse_types": .types([]), "dense_types": .types(values.map(\.type)), "out_type": .type(.int64),
        "internal_type": .type(.int64),
      ],
      results: [
        .init(name: "output_indices", type: .int64, shape: [nil, 2]),
        .init(name: "output_values", type: .int64, shape: .list),
        .init(name: "output_shape", type: .int64, shape: [2]),
      ]
    )
    return TensorFlowColumn(values: reshape(cross[1], [nil]), layout: layout)
  }
}
