import Preprocessing
import RawData

/// Texts: their parts, their letters, their numbers.
enum TextExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    switch call.name {
    case "reduce_join": return try graph.reduceJoin(call)
    case "string_join": return try graph.joinText(call)
    case "string_split": return try graph.splitText(call)
    case "matmul": return try graph.matrixProduct(call)
    default:
      guard let body = perValue(call) else { return nil }
      let x = try call.column()
      return TensorFlowColumn(values: try body(&graph, x.values), layout: x.layout)
    }
  }

  private typealias Body = (inout TensorFlowGraph, TensorReference) throws(RowError) -> TensorReference

  /// What is done with each text or number alone.
  private static func perValue(_ call: MapperCall) -> Body? {
    let parameters = call.parameters
    switch call.name {
    case "string_strip": return { (graph, x) throws(RowError) in graph.strip(x) }
    case "string_lower":
      return { (graph, x) throws(RowError) in
        graph.lowercase(x, encoding: try parameters.string("encoding"))
      }
    case "string_upper":
      return { (graph, x) throws(RowError) in
        graph.uppercase(x, encoding: try parameters.string("encoding"))
      }
    case "string_length":
      return { (graph, x) throws(RowError) in graph.length(x, unit: try unit(parameters)) }
    case "substr":
      return { (graph, x) throws(RowError) in
        let (position, length) = (try parameters.int("position"), try parameters.int("length"))
        return graph.substring(
          x,
          position: Int64(position),
          length: Int64(length),
          unit: try unit(parameters)
        )
      }
    case "regex_full_match":
      return { (graph, x) throws(RowError) in
        graph.cast(graph.matches(x, pattern: try parameters.string("pattern")), .int64)
      }
    case "regex_replace":
      return { (graph, x) throws(RowError) in
        let (pattern, rewrite) = (try parameters.string("pattern"), try parameters.string("rewrite"))
        return graph.replace(x, pattern: pattern, rewrite: rewrite, all: try parameters.bool("replaces_all"))
      }
    case "string_to_float32": return { (graph, x) throws(RowError) in graph.toNumber(x, .float) }
    case "string_to_int64": return { (graph, x) throws(RowError) in graph.toNumber(x, .int64) }
    case "int64_as_string", "float32_as_string":
      return { (graph, x) throws(RowError) in graph.toText(x, try format(parameters)) }
    default: return nil
    }
  }

  private static func unit(_ parameters: MapperParameters) throws(RowError) -> TensorFlowGraph.Unit {
    try parameters.string("unit") == TensorFlowGraph.Unit.byte.rawValue ? .byte : .character
  }

  /// The attributes of `AsString`.
  private static func format(_ parameters: MapperParameters) throws(RowError) -> [String: TensorFlowAttribute]
  {
    let width = try parameters.int("width")
    var attributes: [String: TensorFlowAttribute] = [
      "width": .int(width > 0 ? width : -1),
      "fill": .string(try parameters.string("fill") == "zeros" ? "0" : ""),
    ]
    if parameters.has("notation") {
      let notation = try parameters.string("notation")
      attributes["precision"] = .int(try parameters.int("precision"))
      attributes["scientific"] = .bool(notation == "scientific")
      attributes["shortest"] = .bool(notation == "shortest")
    }
    return attributes
  }
}

extension TensorFlowGraph {
  fileprivate mutating func reduceJoin(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    if x.layout == .fixed(width: 1) { return x }
    let separator = try call.parameters.string("separator")
    var values = x.values
    if !separator.isEmpty {
      // TensorFlow leaves out a separator that stands behind nothing but empty texts.
      let isFirst = ask(.equal, positions(x, call.rowCount), integer(0))
      values = join([select(isFirst, text(""), text(separator)), values])
    }
    let joined = add(
      "UnsortedSegmentJoin",
      [values, rows(x), call.rowCount],
      ["separator": .string(""), "Tindices": .type(.int64), "Tnumsegments": .type(.int64)],
      .string,
      .list
    )
    return TensorFlowColumn(values: joined, layout: .fixed(width: 1))
  }

  fileprivate mutating func joinText(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let separator = try call.parameters.string("separator")
    guard let first = call.inputs.first(where: { !$0.isSingle }) else {
      throw RowError("found constants alone, expected a column")
    }
    let layout = column(first, call.rowCount).layout
    var values: [TensorReference] = []
    for input in call.inputs {
      if case .constant(let single, _) = input, input.isSingle {
        values.append(constant(TensorFlowConstant(single, shape: [])))
      } else {
        values.append(try matched(column(input, call.rowCount), to: layout, call.rowCount))
      }
    }
    return TensorFlowColumn(values: join(values, separator: separator), layout: layout)
  }

  fileprivate mutating func splitText(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let separator = text(try call.parameters.string("separator"))
    let parts = add(
      "StringSplitV2",
      [x.values, separator],
      ["maxsplit": .int(-1)],
      results: [
        .init(name: "indices", type: .int64, shape: [nil, 2]),
        .init(name: "values", type: .string, shape: .list),
        .init(name: "shape", type: .int64, shape: [2]),
      ]
    )
    let texts = element(parts[0], column: 0)
    return TensorFlowColumn(
      values: parts[1],
      layout: .ragged(rows: gather(rows(x), texts), rowCount: call.rowCount)
    )
  }

  /// Column `column` of a matrix of `int64`.
  mutating func element(_ matrix: TensorReference, column: Int64) -> TensorReference {
    let transposed = add(
      "GatherV2",
      [matrix, integer(column), integer(1, .int32)],
      ["Tparams": .type(.int64), "Tindices": .type(.int64), "Taxis": .type(.int32)],
      .int64,
      .list
    )
    return transposed
  }

  /// The vector of each row times a constant matrix: sums of doubles, rounded once.
  fileprivate mutating func matrixProduct(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let factors = try call.floats(1)
    guard case .fixed(let rows) = x.layout, factors.count % rows == 0 else {
      throw RowError("found a matrix of \(factors.count) elements, expected a multiple of a row's")
    }
    let columns = factors.count / rows
    let product = add(
      "MatMul",
      [
        cast(matrix(x.values, width: rows), .double),
        constant(.doubles(factors.map(Double.init), shape: [rows, columns])),
      ],
      ["T": .type(.double), "transpose_a": .bool(false), "transpose_b": .bool(false)],
      .double,
      [nil, columns],
      result: "product"
    )
    return TensorFlowColumn(values: list(cast(product, .float)), layout: .fixed(width: columns))
  }
}
