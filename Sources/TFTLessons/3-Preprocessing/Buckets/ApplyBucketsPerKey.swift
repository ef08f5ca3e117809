import RawData

/// The bucket of each value among its key's. Inputs: the values, their keys, the keys that have boundaries, and these
/// keys' boundaries, one key's after the other's.
struct ApplyBucketsPerKey: Mapper {
  static let name = "bucketize_per_key"
  var name: String { Self.name }
  /// The keys that have boundaries, and each one's.
  private let keys: KeyIndex
  private let boundaries: [BoundarySearch]

  init() {
    keys = KeyIndex()
    boundaries = []
  }

  private init(keys: KeyIndex, boundaries: [BoundarySearch]) {
    self.keys = keys
    self.boundaries = boundaries
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes.count == 4 && (inputTypes[0] == .float32 || inputTypes[0] == .int64)
      && Array(inputTypes[1...]) == [.string, .string, .float32]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    let table = try BoundariesPerKey(keys: constants[2], boundaries: constants[3])
    var boundaries: [BoundarySearch] = []
    for own in table.boundaries { boundaries.append(BoundarySearch(try BucketBoundaries.check(own))) }
    return ApplyBucketsPerKey(keys: table.keys, boundaries: boundaries)
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let (values, layout) = (inputs[0].values.storage, inputs[0].values.layout)
    let numbers = keys.find(try inputs[1].keys(for: inputs[0].values))
    func buckets<Value>(_ values: [Value], _ convert: (Value) -> Float) -> [Int64] {
      numbers.indices.map { index in
        numbers[index] < 0 ? -1 : Int64(boundaries[numbers[index]].bucket(of: convert(values[index])))
      }
    }
    switch values {
    case .float32(let values): return FeatureValues(.int64(buckets(values) { $0 }), layout: layout)
    case .int64(let values): return FeatureValues(.int64(buckets(values) { Float($0) }), layout: layout)
    case .string: throw RowError("found string, expected float32 or int64")
    }
  }
}

extension Operand {
  /// This operand as a key for every one of `values`.
  ///
  /// - Throws: `RowError` when a row has more or fewer keys than values.
  func keys(for values: FeatureValues) throws(RowError) -> ByteStrings {
    let keys = try strings()
    guard self.values.hasRows(like: values) else {
      throw RowError("the values and the keys are not as many in every row")
    }
    return keys
  }
}
