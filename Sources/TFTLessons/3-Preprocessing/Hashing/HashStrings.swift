import RawData

/// The bucket of each string: its hash modulo `hashBuckets`. No vocabulary is needed, but different strings may share a
/// bucket.
///
/// `hashStrings(["a", "b", "c"], hashBuckets: 10)` is `[9, 2, 2]`. Without a key the hash is FarmHash's Fingerprint64; with
/// one it is SipHash-2-4, slower, and nobody who does not know the key can choose strings that collide. A missing value
/// stays a missing one. TFT: `hash_strings`, which does not tell the domain; here it is known.
///
/// - Parameters:
///   - strings: the texts; of any shape.
///   - hashBuckets: how many buckets there are.
///   - key: the 128 bits of SipHash's key.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when `hashBuckets` is not positive.
public func hashStrings(
  _ strings: Column<String>,
  hashBuckets: Int,
  key: (UInt64, UInt64)? = nil,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard hashBuckets > 0 else {
    throw OperationError(
      location: location,
      operation: "hash_strings",
      problem: "found \(hashBuckets) buckets, expected 1 or more"
    )
  }
  return Column(
    HashStrings(buckets: hashBuckets, key: key.map(SipHash.init)),
    [strings.node],
    domain: .init(min: 0, max: Int64(hashBuckets) - 1),
    location: location
  )
}

struct HashStrings: Mapper {
  let buckets: Int
  /// Nil for Fingerprint64.
  let key: SipHash?
  let name = "hash_strings"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  var parameters: [(name: String, value: FeatureValues)] {
    let bits = key.map { [Int64(bitPattern: $0.key.0), Int64(bitPattern: $0.key.1)] }
    let bitsParameter = bits.map { [(name: "key", value: FeatureValues($0))] } ?? []
    return [("hash_buckets", FeatureValues([Int64(buckets)]))] + bitsParameter
  }

  init(buckets: Int, key: SipHash?) {
    self.buckets = buckets
    self.key = key
  }

  init(_ parameters: MapperParameters) throws(RowError) {
    buckets = try parameters.int("hash_buckets", in: 1 ... .max)
    guard parameters.has("key") else {
      key = nil
      return
    }
    let bits = try parameters.int64s("key").map(UInt64.init(bitPattern:))
    guard bits.count == 2 else { throw RowError("parameter \"key\" has \(bits.count) values, expected 2") }
    key = SipHash(key: (bits[0], bits[1]))
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let strings = try inputs[0].strings()
    let modulus = UInt64(buckets)
    let ids = (0..<strings.count).map { index in
      Int64((key?.hash(strings[index]) ?? Fingerprint.hash64(strings[index])) % modulus)
    }
    return FeatureValues(.int64(ids), layout: inputs[0].values.layout)
  }
}
