import Preprocessing
import RawData

/// The distinct combinations of values that a hashed operation was given, up to a limit.
struct HashedCombinations: Sendable {
  /// The types of the values in a combination.
  private let types: [FeatureType]
  private let limit: Int
  private var index = KeyIndex()
  /// Whether there were more than the limit.
  private(set) var isCutOff = false

  init(types: [FeatureType], limit: Int) {
    self.types = types
    self.limit = limit
  }

  var count: Int { index.count }

  /// Takes in the values of `inputs` at `positions`.
  mutating func add(_ inputs: [FeatureValues], at positions: some Sequence<Int>) {
    let keys = Self.keys(inputs, positions)
    for (position, known) in index.find(keys).enumerated() where known < 0 {
      let key = keys.slice(position..<position + 1)
      if count < limit {
        _ = index.insert(key)
      } else if index.find(key)[0] < 0 {
        isCutOff = true
      }
    }
  }

  /// The combinations as columns of values, in the order in which they first came.
  var columns: [FeatureValues] {
    types.indices.map { column in
      switch types[column] {
      case .string:
        var strings = ByteStrings()
        for key in 0..<count { strings.append(bytes(of: column, key)) }
        return FeatureValues(strings)
      case .int64, .float32:
        return FeatureValues(
          (0..<count).map { key in
            Int64(bitPattern: bytes(of: column, key).reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
          }
        )
      }
    }
  }

  /// Each value's length in eight bytes, then its bytes; an integer's, eight of them, highest first.
  private static func keys(_ inputs: [FeatureValues], _ positions: some Sequence<Int>) -> ByteStrings {
    var bytes: [UInt8] = []
    var offsets = [0]
    for position in positions {
      for input in inputs {
        switch input.storage {
        case .string(let strings):
          bytes.append(bigEndian: UInt64(strings.size(of: position)))
          bytes += strings[position]
        case .int64(let values):
          bytes.append(bigEndian: 8)
          bytes.append(bigEndian: UInt64(bitPattern: values[position]))
        case .float32: preconditionFailure("a number with a fraction is not hashed")
        }
      }
      offsets.append(bytes.count)
    }
    return ByteStrings(bytes: bytes, offsets: offsets)
  }

  /// The bytes of value `column` of combination `key`.
  private func bytes(of column: Int, _ key: Int) -> ArraySlice<UInt8> {
    var rest = index.keys[key]
    for _ in 0..<column { _ = Self.takeValue(&rest) }
    return Self.takeValue(&rest)
  }

  private static func takeValue(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let size = Int(bytes.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    let value = bytes.dropFirst(8).prefix(size)
    bytes = bytes.dropFirst(8 + size)
    return value
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}
