import RawData

/// By id, what the documents that have it come to.
///
/// Made from the results of `DocumentFrequencyAnalyzer`; an id beyond the list occurs in no document.
struct FrequencyTable<Value: Sendable>: Sendable {
  private let values: [Value]
  private let unseen: Value

  /// - Parameter constants: the frequencies and the number of documents; nil before they are known.
  init(_ constants: [FeatureValues?], _ value: (_ frequency: Int64, _ documentCount: Int64) -> Value)
    throws(RowError)
  {
    guard constants.count == 2, case .int64(let frequencies)? = constants[0]?.storage,
      case .int64(let count)? = constants[1]?.storage, count.count == 1
    else { throw RowError("found no document frequencies and number of documents") }
    values = frequencies.map { value($0, count[0]) }
    unseen = value(0, count[0])
  }

  /// The value of `id`, which is not negative.
  subscript(id: Int64) -> Value { id < values.count ? values[Int(id)] : unseen }
}
