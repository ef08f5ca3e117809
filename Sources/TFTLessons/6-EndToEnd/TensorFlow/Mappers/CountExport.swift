import Preprocessing
import RawData

/// Shares, densities, target encodings, and what is done about missing values.
enum CountExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    switch call.name {
    case "estimated_probability": try graph.probability(call)
    case "estimated_probability_density": try graph.density(call)
    case "target_encoding": try graph.targetEncoding(call)
    case "impute": try graph.imputed(call)
    case "is_missing": try graph.missing(call)
    default: nil
    }
  }
}

extension TensorFlowGraph {
  fileprivate mutating func probability(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let keys = try call.constant(1)
    var shares: [Float] = []
    if keys.valueCount > 0 {
      let rows = FeatureValues(keys.storage)
      shares = try Operand(call.results(for: [rows]), isConstant: true).floats()
    }
    let places = places(of: x.values, among: keys, "values")
    return TensorFlowColumn(values: gather(constant(.floats(shares + [0])), places), layout: x.layout)
  }

  /// `EstimatedDensity`: a value on a boundary is in the bin on its left, NaN in the first.
  fileprivate mutating func density(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let counts = try Operand(call.constant(1), isConstant: true).int64s()
    let boundaries = try call.floats(2)
    guard let first = boundaries.first, let last = boundaries.last else {
      throw RowError("found no boundaries")
    }
    let total = Float(counts.reduce(0, &+))
    let width = (last - first) / Float(counts.count)
    let densities = counts.map { Float($0) / total / width }
    let inner = Array(boundaries.dropFirst().dropLast())
    let edges = inner.contains(where: \.isNaN) ? [] : inner
    let bins = search("LowerBound", .floats(edges, shape: [1, edges.count]), cast(x.values, .float))
    return TensorFlowColumn(values: gather(constant(.floats(densities)), bins), layout: x.layout)
  }

  fileprivate mutating func targetEncoding(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let folds = try call.parameters.int("folds")
    let firstConstant = folds > 1 ? 2 : 1
    let categories = try call.constant(firstConstant)
    let encodings = try call.floats(firstConstant + 1) + call.floats(firstConstant + 2)
    var places = places(of: x.values, among: categories, "categories")
    if folds > 1 {
      let key = try call.column(1)
      let text = key.values.type == .string ? key.values : toText(key.values)
      let fold = gather(hash(text, buckets: folds), rows(x))
      places = calculate(.add, calculate(.multiply, places, Int64(folds)), fold)
    }
    return TensorFlowColumn(values: gather(constant(.floats(encodings)), places), layout: x.layout)
  }

  /// One value for each row of a ragged column, of which none has more: `other` where there is none.
  private mutating func single(
    _ x: TensorFlowColumn,
    _ values: TensorReference,
    else other: TensorReference,
    _ call: MapperCall
  ) -> TensorFlowColumn {
    let isSingle = ask(.lessEqual, counts(x, call.rowCount), integer(1))
    let rows = checked(rows(x), isSingle, "found rows of several values, expected at most one")
    let filled = scatter(values, at: rows, count: call.rowCount, else: other)
    return TensorFlowColumn(values: filled, layout: .fixed(width: 1))
  }

  fileprivate mutating func imputed(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    var x = try call.column()
    let fills = try call.constant(1)
    if case .ragged = x.layout {
      let fill = constant(TensorFlowConstant(fills, shape: []))
      x = single(x, x.values, else: fill, call)
    }
    guard x.values.type == .float else { return x }
    var fill = constant(TensorFlowConstant(fills, shape: fills.valueCount == 1 ? [] : nil))
    if fills.valueCount > 1 { fill = tile(fill, call.rowCount) }
    return TensorFlowColumn(values: select(isNaN(x.values), fill, x.values), layout: x.layout)
  }

  fileprivate mutating func missing(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let isNaN = x.values.type == .float ? cast(isNaN(x.values), .int64) : fill(size(x.values), integer(0))
    guard case .ragged = x.layout else { return TensorFlowColumn(values: isNaN, layout: x.layout) }
    return single(x, isNaN, else: integer(1), call)
  }
}
