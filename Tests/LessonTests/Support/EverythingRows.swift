import Preprocessing
import RawData

/// Made rows with all that columns can have: NaN, infinities, missing values, ties, skewed keys, unicode.
enum EverythingRows {
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("n", .int64), FeatureSpec("s", .string),
    FeatureSpec("label", .int64),
    FeatureSpec("v", .float32, width: 3), FeatureSpec("r", .float32, presence: .optional),
    FeatureSpec("tokens", .string, presence: .optional), FeatureSpec("weight", .float32),
    FeatureSpec("words", .string, width: 2),
  ])

  static func rows(count: Int, seed: UInt64 = 7) -> (schema: Schema, batch: Batch) {
    var random = SplitMix64(seed: seed)
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    let words = ["taxi", "ride", "fare", "\u{00FC}ber", "\u{6F22}\u{5B57}", "a", "b", "c"]
    // Small words are likelier, as in a text.
    func word() -> String { words[below(below(words.count) + 1)] }
    let special: [Int: Float] = [13: .nan, 20: .infinity, 27: -.infinity, 34: -0.0]
    let x = (0..<count).map { row in special[row % 40] ?? Float(below(2000) - 1000) / 7 }
    var ragged: (values: [Float], offsets: [Int]) = ([], [0])
    var tokens: (values: [String], offsets: [Int]) = ([], [0])
    for _ in 0..<count {
      if below(4) > 0 { ragged.values.append(Float(below(50)) * 1.1) }
      ragged.offsets.append(ragged.values.count)
      for _ in 0..<below(5) { tokens.values.append(word()) }
      tokens.offsets.append(tokens.values.count)
    }
    let columns: [FeatureValues] = [
      FeatureValues(x), FeatureValues((0..<count).map { _ in Int64(below(9)) - 2 }),
      strings((0..<count).map { _ in word() }), FeatureValues((0..<count).map { _ in Int64(below(2)) }),
      FeatureValues(
        .float32((0..<3 * count).map { _ in Float(below(1 << 20)) * 1e-3 }),
        layout: .fixed(width: 3)
      ),
      FeatureValues(.float32(ragged.values), layout: .ragged(rowOffsets: ragged.offsets)),
      FeatureValues(.string(ByteStrings(tokens.values)), layout: .ragged(rowOffsets: tokens.offsets)),
      FeatureValues((0..<count).map { _ in Float(below(40)) / 16 }),
      FeatureValues(.string(ByteStrings((0..<2 * count).map { _ in word() })), layout: .fixed(width: 2)),
    ]
    return (schema, Batch(rowCount: count, names: schema.features.map(\.name), columns: columns))
  }
}
