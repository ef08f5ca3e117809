import RawData

/// The share of all values that each value has. Inputs: the values, the distinct ones, and these ones' counts.
struct EstimatedProbability: Mapper {
  static let name = "estimated_probability"
  var name: String { Self.name }
  private let texts: KeyIndex
  private let integers: [Int64: Int]
  /// By the number of the text or the integer.
  private let shares: [Float]

  init() {
    self.init(texts: KeyIndex(), integers: [:], shares: [])
  }

  private init(texts: KeyIndex, integers: [Int64: Int], shares: [Float]) {
    self.texts = texts
    self.integers = integers
    self.shares = shares
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [.string, .string, .int64] || inputTypes == [.int64, .int64, .int64]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard let keys = constants[1], case .int64(let counts)? = constants[2]?.storage else {
      throw RowError("the keys and counts are not the same for every row")
    }
    var texts = KeyIndex()
    var integers: [Int64: Int] = [:]
    switch keys.storage {
    case .string(let names): _ = texts.insert(names)
    case .int64(let values): for (number, value) in values.enumerated() { integers[value] = number }
    case .float32: throw RowError("found keys of type float32, expected string or int64")
    }
    guard max(texts.count, integers.count) == counts.count else {
      throw RowError("found \(counts.count) counts for \(max(texts.count, integers.count)) different keys")
    }
    return EstimatedProbability(texts: texts, integers: integers, shares: Self.shares(counts))
  }

  /// Each count's share of all: NaN for all when there are none.
  static func shares(_ counts: [Int64]) -> [Float] {
    let total = Float(counts.reduce(0, &+))
    return counts.map { Float($0) / total }
  }

  func notices(_ constants: [FeatureValues?]) -> [String] {
    constants[1]?.valueCount == 0 ? ["no values, every probability is 0"] : []
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let result: [Float]
    switch inputs[0].values.storage {
    case .string(let values): result = texts.find(values).map { $0 < 0 ? 0 : shares[$0] }
    case .int64(let values): result = values.map { value in integers[value].map { shares[$0] } ?? 0 }
    case .float32: throw RowError("found float32, expected string or int64")
    }
    return FeatureValues(.float32(result), layout: inputs[0].values.layout)
  }
}
