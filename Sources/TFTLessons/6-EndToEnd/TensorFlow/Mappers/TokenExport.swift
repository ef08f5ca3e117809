import Preprocessing
import RawData

/// Rows of tokens: runs, bags, counts and weights.
enum TokenExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    switch call.name {
    case "ngrams": return try graph.ngrams(call)
    case "bag_of_words": return graph.deduplicated(try graph.ngrams(call), call.rowCount)
    case "deduplicate_tensor_per_row": return graph.deduplicated(try call.column(), call.rowCount)
    case "sparse_tensor_left_align": return graph.ragged(try call.column(), call.rowCount)
    case "sparse_tensor_to_dense_with_shape": return try graph.dense(call)
    case "word_count":
      return TensorFlowColumn(
        values: graph.counts(try call.column(), call.rowCount),
        layout: .fixed(width: 1)
      )
    case "segment_indices": return try graph.segmentIndices(call)
    case "to_vocab_range":
      let ids = try call.column()
      let size = try Operand(call.constant(1), isConstant: true).int64()
      return TensorFlowColumn(values: graph.calculate(.floorModulo, ids.values, size), layout: ids.layout)
    case "document_frequency", "idf": return try graph.termWeights(call)
    case "distinct_terms":
      let terms = graph.terms(try call.column(), call.rowCount)
      return TensorFlowColumn(values: terms.ids, layout: terms.layout)
    case "tfidf_weights": return try graph.termFrequencyWeights(call)
    default: return nil
    }
  }
}

extension TensorFlowGraph {
  fileprivate mutating func ngrams(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let tokens = try call.column()
    let range = try call.parameters.int64s("ngram_range")
    guard range.count == 2, range[1] - range[0] < 32, range[1] <= 64 else {
      throw RowError(
        "found runs of up to \(range.last ?? 0) tokens, which would be too many operations; expected 64 at most"
      )
    }
    let separator = try call.parameters.string("separator")
    let rows = rows(tokens)
    let rest = calculate(
      .subtract,
      gather(counts(tokens, call.rowCount), rows),
      positions(tokens, call.rowCount)
    )
    // How many runs begin at each token, and where the first of them goes.
    let possible = calculate(.subtract, calculate(.minimum, rest, integer(range[1])), integer(range[0] - 1))
    let starts = sumBefore(calculate(.maximum, possible, integer(0)))
    let last = calculate(.subtract, size(tokens.values), integer(1))
    var (runs, runRows, places): ([TensorReference], [TensorReference], [TensorReference]) = ([], [], [])
    var text = tokens.values
    for size in 1...range[1] {
      if size > 1 {
        let next = calculate(.minimum, calculate(.add, self.range(self.size(rows)), size - 1), last)
        text = join([text, gather(tokens.values, next)], separator: separator)
      }
      guard size >= range[0] else { continue }
      let begins = self.places(ask(.lessEqual, integer(size), rest))
      runs.append(gather(text, begins))
      runRows.append(gather(rows, begins))
      places.append(calculate(.add, gather(starts, begins), integer(size - range[0])))
    }
    return TensorFlowColumn(
      values: stitch(runs, at: places),
      layout: .ragged(rows: stitch(runRows, at: places), rowCount: call.rowCount)
    )
  }

  /// Which values of a list are the same: the different ones in the order in which they come first, and for each value
  /// which of these it is.
  mutating func unique(_ x: TensorReference) -> (values: TensorReference, numbers: TensorReference) {
    let results = add(
      "Unique",
      [x],
      ["T": .type(x.type), "out_idx": .type(.int64)],
      results: [.init(name: "y", type: x.type, shape: .list), .init(name: "idx", type: .int64, shape: .list)]
    )
    return (results[0], results[1])
  }

  /// A number for each value that equal ones of the same row share, and no others.
  private mutating func identities(_ column: TensorFlowColumn) -> TensorReference {
    let unique = unique(column.values)
    let row = calculate(.multiply, rows(column), size(unique.values))
    return calculate(.add, row, unique.numbers)
  }

  /// The place of the first value with each identity, and how many identities there are.
  private mutating func firstPlaces(_ identities: TensorReference) -> (
    places: TensorReference, numbers: TensorReference, count: TensorReference
  ) {
    let unique = unique(identities)
    let count = size(unique.values)
    let places = add(
      "UnsortedSegmentMin",
      [range(size(identities)), unique.numbers, count],
      ["T": .type(.int64), "Tindices": .type(.int64), "Tnumsegments": .type(.int64)],
      .int64,
      .list
    )
    return (places, unique.numbers, count)
  }

  fileprivate mutating func deduplicated(_ column: TensorFlowColumn, _ rowCount: TensorReference)
    -> TensorFlowColumn
  {
    let first = firstPlaces(identities(column)).places
    return TensorFlowColumn(
      values: gather(column.values, first),
      layout: .ragged(rows: gather(rows(column), first), rowCount: rowCount)
    )
  }

  fileprivate mutating func dense(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let width = try call.parameters.int("width")
    let other: FeatureValues = try call.parameters.values("default_value")
    let filler = constant(TensorFlowConstant(other, shape: []))
    let problem = "found rows of more values, expected at most \(width)"
    return TensorFlowColumn(
      values: padded(x, width: width, with: filler, problem, call.rowCount),
      layout: .fixed(width: width)
    )
  }

  /// A list with `width` values for every row: `other` where the row has fewer.
  mutating func padded(
    _ x: TensorFlowColumn,
    width: Int,
    with other: TensorReference,
    _ problem: String,
    _ rowCount: TensorReference
  ) -> TensorReference {
    let fits = ask(.lessEqual, counts(x, rowCount), integer(Int64(width)))
    let starts = calculate(.multiply, rows(x), Int64(width))
    let places = calculate(.add, starts, positions(x, rowCount))
    return scatter(
      x.values,
      at: checked(places, fits, problem),
      count: calculate(.multiply, rowCount, Int64(width)),
      else: other
    )
  }

  fileprivate mutating func segmentIndices(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let positions = positions(x, call.rowCount)
    let places = range(size(x.values))
    let before = gather(x.values, calculate(.maximum, calculate(.subtract, places, integer(1)), integer(0)))
    let least = select(ask(.equal, positions, integer(0)), integer(0), before)
    let ascends = ask(.lessEqual, least, x.values)
    let values = checked(x.values, ascends, "found a segment id below 0 or below the one before it")
    let column = TensorFlowColumn(values: values, layout: x.layout)
    let first = firstPlaces(identities(column))
    let start = gather(first.places, first.numbers)
    return TensorFlowColumn(values: calculate(.subtract, places, start), layout: x.layout)
  }

  fileprivate mutating func termWeights(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let ids = try call.column()
    let count = Int64(try call.constant(1).valueCount)
    let table = try call.results(for: [FeatureValues(Array(0...count))])
    let places = calculate(.minimum, ids.values, integer(count))
    return TensorFlowColumn(values: gather(constant(TensorFlowConstant(table)), places), layout: ids.layout)
  }

  /// The different ids of every row, ascending, with how often the row has each.
  fileprivate mutating func terms(_ column: TensorFlowColumn, _ rowCount: TensorReference) -> (
    ids: TensorReference, counts: TensorReference, layout: TensorFlowColumn.Layout
  ) {
    let first = firstPlaces(identities(column))
    let counts = sums(fill(size(column.values), integer(1)), segments: first.numbers, count: first.count)
    let (ids, rows) = (gather(column.values, first.places), gather(rows(column), first.places))
    let byID = order(ids)
    let order = gather(byID, order(gather(rows, byID)))
    return (gather(ids, order), gather(counts, order), .ragged(rows: gather(rows, order), rowCount: rowCount))
  }

  /// The places of a list's elements from the smallest to the largest; equal ones stay in their order.
  private mutating func order(_ x: TensorReference) -> TensorReference {
    // Only the largest can be asked for: all bits turned round, the smallest is the largest.
    let inverted = add("Invert", [x], ["T": .type(.int64)], .int64, .list, result: "y")
    let results = add(
      "TopKV2",
      [inverted, cast(size(x), .int32)],
      ["T": .type(.int64), "Tk": .type(.int32), "index_type": .type(.int32), "sorted": .bool(true)],
      results: [
        .init(name: "values", type: .int64, shape: .list), .init(name: "indices", type: .int32, shape: .list),
      ]
    )
    return results[1]
  }

  /// TFT's roundings: the quotient as a double, then as a float, then the product.
  fileprivate mutating func termFrequencyWeights(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let column = try call.column()
    let terms = terms(column, call.rowCount)
    let count = Int64(try call.constant(1).valueCount)
    // A row of a single id is all of that id: its weight is what the id tells.
    let inverses = try call.results(for: [FeatureValues(Array(0...count))])
    let inverse = gather(
      constant(TensorFlowConstant(inverses)),
      calculate(.minimum, terms.ids, integer(count))
    )
    let result = TensorFlowColumn(values: terms.ids, layout: terms.layout)
    let rowSize = gather(counts(column, call.rowCount), rows(result))
    let share = calculate(.divide, cast(terms.counts, .double), cast(rowSize, .double))
    return TensorFlowColumn(values: calculate(.multiply, cast(share, .float), inverse), layout: terms.layout)
  }
}
