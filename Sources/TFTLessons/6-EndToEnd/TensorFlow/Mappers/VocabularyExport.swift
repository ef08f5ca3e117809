import Preprocessing
import RawData
import TransformedData

/// Ids in a vocabulary, and the tokens of ids.
enum VocabularyExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    switch call.name {
    case "apply_vocabulary": return try graph.vocabularyIDs(call)
    case "vocabulary_token": return try graph.vocabularyTokens(call)
    case "mark_spaces":
      let x = try call.column()
      let marked = graph.replace(x.values, pattern: " ", rewrite: "__SPACE__")
      return TensorFlowColumn(values: marked, layout: x.layout)
    default: return nil
    }
  }
}

extension TensorFlowGraph {
  fileprivate mutating func vocabularyIDs(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let x = try call.column()
    let buckets = try call.parameters.int("num_oov_buckets")
    let other = try call.parameters.int64s("default_value")[0]
    let tokens = try Operand(call.constant(1), isConstant: true).strings()
    guard tokens.count > 0 else {
      let ids = buckets > 0 ? bucket(x.values, buckets) : fill(size(x.values), integer(other))
      return TensorFlowColumn(values: ids, layout: x.layout)
    }
    let table = try vocabularyTable(call, tokens, x.values.type)
    guard buckets > 0 else {
      return TensorFlowColumn(values: find(x.values, in: table, unknown: integer(other)), layout: x.layout)
    }
    let ids = find(x.values, in: table, unknown: integer(-1))
    let unknown = calculate(.add, bucket(x.values, buckets), integer(Int64(tokens.count)))
    return TensorFlowColumn(
      values: select(ask(.equal, ids, integer(-1)), unknown, ids),
      layout: x.layout
    )
  }

  /// Fingerprint64 of a value, or of an integer's decimals, modulo `buckets`.
  private mutating func bucket(_ x: TensorReference, _ buckets: Int) -> TensorReference {
    hash(x.type == .string ? x : toText(x), buckets: buckets)
  }

  /// A table of the file of tokens, where every line is a token; otherwise with the tokens in the graph.
  private mutating func vocabularyTable(_ call: MapperCall, _ tokens: ByteStrings, _ type: TensorFlowType)
    throws(RowError) -> TensorFlowTable
  {
    if type == .string, case .constant(_, let asset?) = call.inputs[1], asset.hasOneTokenPerLine {
      let name = Self.nodeName(asset.fileName)
      return TensorFlowTable(name: name, keys: FeatureValues(tokens), asset: asset.fileName)
    }
    var keys = FeatureValues(tokens)
    if type == .int64 {
      var integers: [Int64] = []
      for index in 0..<tokens.count {
        guard let integer = Int64(tokens.string(at: index)) else {
          throw RowError("found a token that is no integer")
        }
        integers.append(integer)
      }
      keys = FeatureValues(integers)
    }
    return TensorFlowTable(name: Self.nodeName("\(scope)_tokens"), keys: keys)
  }

  fileprivate mutating func vocabularyTokens(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let ids = try call.column()
    let tokens = try call.constant(1)
    let count = Int64(tokens.valueCount)
    let all = try tokens.appending(FeatureValues(call.parameters.strings("default_value")))
    let isToken = and(ask(.lessEqual, integer(0), ids.values), ask(.less, ids.values, integer(count)))
    let places = select(isToken, ids.values, integer(count))
    return TensorFlowColumn(values: gather(constant(TensorFlowConstant(all)), places), layout: ids.layout)
  }
}

extension AssetFile {
  /// Whether TensorFlow can read the file as a table: text, a token in every line, without frequencies.
  fileprivate var hasOneTokenPerLine: Bool {
    guard asset.format == .text, results.count == 1, case .string(let tokens) = results[0].storage else {
      return false
    }
    let newlines = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    return !tokens.bytes.contains(where: newlines.contains)
      && (0..<tokens.count).allSatisfy { tokens.size(of: $0) > 0 }
  }
}
