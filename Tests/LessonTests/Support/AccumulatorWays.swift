import RawData

@testable import Preprocessing

/// What an accumulator has found, and the bytes in which it keeps it.
struct Accumulated: Equatable {
  var results: [[String]]
  var notices: [String]
  var bytes: [UInt8]

  init(_ accumulator: some Accumulator) throws {
    results = try accumulator.finish().map(\.bits)
    notices = accumulator.notices
    var encoder = StateEncoder()
    accumulator.encode(to: &encoder)
    bytes = encoder.bytes
  }
}

/// What `analyzer` finds in the rows of `inputs`.
func accumulated(_ analyzer: some Analyzer, _ inputs: [FeatureValues]) throws -> Accumulated {
  var accumulator = analyzer.makeAccumulator()
  try accumulator.add(inputs.map { Operand($0, isConstant: false) })
  return try Accumulated(accumulator)
}

/// What `analyzer` finds in the rows of `inputs`, by the way in which they come to it; the law is that all are the same.
///
/// - Parameter constants: further inputs, the same for every row.
func accumulatedWays(
  _ analyzer: some Analyzer,
  _ inputs: [FeatureValues],
  constants: [FeatureValues] = [],
  seed: UInt64 = 1
) throws -> [(way: String, found: Accumulated)] {
  try ways(analyzer.makeAccumulator(), inputs, constants.map { Operand($0, isConstant: true) }, seed)
}

private func ways<Kind: Accumulator>(
  _ empty: Kind,
  _ inputs: [FeatureValues],
  _ constants: [Operand],
  _ seed: UInt64
) throws -> [(way: String, found: Accumulated)] {
  let count = inputs[0].rowCount
  func accumulate(_ rows: some Sequence<Range<Int>>) throws -> Kind {
    var accumulator = empty
    for range in rows {
      try accumulator.add(inputs.map { Operand($0.slice(range), isConstant: false) } + constants)
    }
    return accumulator
  }
  func shards(_ size: Int) throws -> [Kind] {
    try stride(from: 0, to: count, by: size).map { try accumulate([$0..<min($0 + size, count)]) }
  }
  func merged(_ shards: [Kind]) -> Kind {
    shards.reduce(into: empty) { $0.merge($1) }
  }
  var random = SplitMix64(seed: seed)
  let shuffled = random.permutation(of: count).map { $0..<$0 + 1 }
  let thirds = try shards(max(1, count / 3))
  let small = try shards(max(1, count / 10))
  let pairs = stride(from: 0, to: small.count, by: 2).map {
    merged(Array(small[$0..<min($0 + 2, small.count)]))
  }
  return [
    ("all at once", try Accumulated(try accumulate([0..<count]))),
    ("row by row", try Accumulated(try accumulate((0..<count).map { $0..<$0 + 1 }))),
    ("shuffled", try Accumulated(try accumulate(shuffled))),
    ("shards", try Accumulated(merged(thirds))),
    ("shards, the last first", try Accumulated(merged(thirds.reversed()))),
    ("a tree of shards", try Accumulated(merged(pairs.reversed()))),
    ("shards through bytes", try Accumulated(merged(try small.map(throughBytes)))),
  ]
}

/// The accumulator that another process would read.
private func throughBytes<Kind: Accumulator>(_ accumulator: Kind) throws -> Kind {
  var encoder = StateEncoder()
  accumulator.encode(to: &encoder)
  var decoder = StateDecoder(encoder.bytes)
  var copy = accumulator
  try copy.restore(from: &decoder)
  guard decoder.isAtEnd else { throw StateError("bytes were left") }
  return copy
}

/// How an accumulator of `analyzer` takes bytes that are not its own: by an error, or as a state that it can work with.
func restored(_ analyzer: some Analyzer, from bytes: [UInt8]) throws -> Accumulated {
  func restore<Kind: Accumulator>(_ empty: Kind) throws -> Accumulated {
    var decoder = StateDecoder(bytes)
    var accumulator = empty
    try accumulator.restore(from: &decoder)
    return try Accumulated(accumulator)
  }
  return try restore(analyzer.makeAccumulator())
}
