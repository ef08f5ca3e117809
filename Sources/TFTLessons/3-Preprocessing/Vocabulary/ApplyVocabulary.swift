import RawData

/// The id of each value in a vocabulary.
///
/// With the tokens `["b", "a"]`, `applyVocabulary(["a", "b", "c"], vocabulary)` is `[1, 0, -1]`, and with
/// `numOOVBuckets: 2` the `"c"` gets 2 or 3: the number of tokens, and Fingerprint64 of the value (of an integer's
/// decimals) modulo the number of buckets. A missing value stays a missing one. Once the data was analyzed, the result's
/// domain is known: from 0, or from `defaultValue` if that is lower, to the last id, the default value or the last bucket.
/// TFT: `apply_vocabulary`.
///
/// - Parameters:
///   - x: the values; of any shape.
///   - vocabulary: of the same column, of another one, or read from a file.
///   - defaultValue: the id of a value that is no token, when there are no buckets for those.
///   - numOOVBuckets: how many ids are shared by all values that are no tokens.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when `numOOVBuckets` is negative or above 2^31 - 1. The transform throws one when a token of an `int64`
///   column's vocabulary is no integer.
public func applyVocabulary<Scalar: CategoricalScalar>(
  _ x: Column<Scalar>,
  _ vocabulary: Vocabulary,
  defaultValue: Int64 = -1,
  numOOVBuckets: Int = 0,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  let allowed = 0...ApplyVocabulary.largestBucketCount
  guard allowed.contains(numOOVBuckets) else {
    throw OperationError(
      location: location,
      operation: "apply_vocabulary",
      problem: "found \(numOOVBuckets) buckets, expected \(allowed)"
    )
  }
  let isText = Scalar.featureType == .string
  return Column(
    ApplyVocabulary(isText: isText, defaultValue: defaultValue, buckets: numOOVBuckets),
    [x.node, vocabulary.node],
    location: location
  )
}

/// Ids in the vocabulary whose tokens are the second, constant input.
struct ApplyVocabulary: Mapper {
  /// Whether it looks up strings, not integers.
  let isText: Bool
  let defaultValue: Int64
  let buckets: Int
  let name = "apply_vocabulary"
  /// Made from the tokens once, by `bound(to:)`.
  private var table: VocabularyTable?

  init(isText: Bool, defaultValue: Int64, buckets: Int) {
    self.isText = isText
    self.defaultValue = defaultValue
    self.buckets = buckets
  }

  init(_ parameters: MapperParameters) throws(RowError) {
    let type = try parameters.string("key_type")
    guard type == FeatureType.string.rawValue || type == FeatureType.int64.rawValue else {
      throw RowError("parameter \"key_type\" is \"\(type)\", expected string or int64")
    }
    self.init(
      isText: type == FeatureType.string.rawValue,
      defaultValue: Int64(try parameters.int("default_value")),
      buckets: try parameters.int("num_oov_buckets", in: 0...Self.largestBucketCount)
    )
  }

  /// Far more than anybody needs, and few enough that ids do not overflow.
  static let largestBucketCount = Int(Int32.max)

  private var keyType: FeatureType { isText ? .string : .int64 }

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("key_type", FeatureValues(ByteStrings([keyType.rawValue]))),
      ("default_value", FeatureValues([defaultValue])),
      ("num_oov_buckets", FeatureValues([Int64(buckets)])),
    ]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [keyType, .string] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard let tokens = constants[1] else {
      throw RowError("found a vocabulary that differs from row to row, expected a constant one")
    }
    var bound = self
    bound.table = try VocabularyTable(try Operand(tokens, isConstant: true).strings(), isText: isText)
    return bound
  }

  func domain(_ constants: [FeatureValues?]) -> FeatureSpec.IntDomain? {
    guard constants.count > 1, let tokens = constants[1] else { return nil }
    let last = Int64(tokens.valueCount + buckets) - 1
    if buckets > 0 { return .init(min: 0, max: last) }
    return .init(min: min(0, defaultValue), max: max(last, defaultValue))
  }

  private func boundTable(_ tokens: Operand) throws(RowError) -> VocabularyTable {
    if let table { return table }
    return try VocabularyTable(try tokens.strings(), isText: isText)
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let table = try boundTable(inputs[1])
    let (size, buckets, defaultValue) = (Int64(table.count), UInt64(buckets), defaultValue)
    func unknown(_ value: ArraySlice<UInt8>) -> Int64 {
      buckets == 0 ? defaultValue : size + Int64(Fingerprint.hash64(value) % buckets)
    }
    let ids =
      if isText {
        table.ids(of: try inputs[0].strings(), unknown: unknown)
      } else {
        table.ids(of: try inputs[0].int64s()) { unknown(Array("\($0)".utf8)[...]) }
      }
    return FeatureValues(.int64(ids), layout: inputs[0].values.layout)
  }
}
