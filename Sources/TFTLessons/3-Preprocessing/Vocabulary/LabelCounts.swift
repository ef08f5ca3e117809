import RawData

/// How often each token meets each label, how often each label comes at all, and in how many rows: what mutual
/// information is made of. With weights, their sums instead of counts.
struct LabelCounts: Sendable {
  /// A token's number, or -1 for all rows, and a label, or -1 for all labels.
  struct Pair: Hashable, Sendable {
    var token: Int
    var label: Int64

    static let rows = Pair(token: -1, label: -1)
  }

  private var numbers: [Pair: Int] = [:]
  private var counts: [Int] = []
  private var weights: [WeightSum]?

  init(isWeighted: Bool) {
    weights = isWeighted ? [] : nil
  }

  /// All labels that came, ascending.
  var labels: [Int64] { numbers.keys.filter { $0.token < 0 && $0.label >= 0 }.map(\.label).sorted() }

  /// The total of a pair: its count, or the sum of its weights; 0 for one that never came.
  func total(_ pair: Pair) -> Double {
    guard let number = numbers[pair] else { return 0 }
    return weights?[number].value ?? Double(counts[number])
  }

  mutating func add(_ pair: Pair, weight: Float) {
    let number = number(of: pair)
    counts[number] += 1
    weights?[number].add(weight)
  }

  /// Adds all that `other` has seen; `tokens` has the numbers here of its tokens.
  mutating func merge(_ other: LabelCounts, tokens: [UInt32]) {
    for (pair, source) in other.numbers {
      let token = pair.token < 0 ? -1 : Int(tokens[pair.token])
      let number = number(of: Pair(token: token, label: pair.label))
      counts[number] += other.counts[source]
      if let sums = other.weights { weights?[number].merge(sums[source]) }
    }
  }

  private mutating func number(of pair: Pair) -> Int {
    if let number = numbers[pair] { return number }
    numbers[pair] = counts.count
    counts.append(0)
    weights?.append(WeightSum())
    return counts.count - 1
  }

  /// Writes all pairs; `ranks` has each token's place among those that were written.
  func encode(to encoder: inout StateEncoder, ranks: [Int]) {
    let pairs = numbers.map { pair, number in
      (token: pair.token < 0 ? -1 : ranks[pair.token], label: pair.label, number: number)
    }
    .sorted { ($0.token, $0.label) < ($1.token, $1.label) }
    encoder.write(pairs) { encoder, pair in
      encoder.write(pair.token)
      encoder.write(pair.label)
      encoder.write(counts[pair.number])
      weights?[pair.number].encode(to: &encoder)
    }
  }

  /// Becomes what `encode` has written of `tokenCount` tokens.
  mutating func restore(from decoder: inout StateDecoder, tokenCount: Int) throws(StateError) {
    self = LabelCounts(isWeighted: weights != nil)
    var last: Pair?
    for _ in 0..<(try decoder.readCount(ofSize: 24)) {
      let pair = Pair(token: try decoder.readInt(), label: try decoder.readInteger())
      let isAscending = last.map { ($0.token, $0.label) < (pair.token, pair.label) } ?? true
      guard isAscending, -1..<tokenCount ~= pair.token, pair.label >= -1 else {
        throw StateError("found token \(pair.token) with label \(pair.label) out of order or range")
      }
      numbers[pair] = counts.count
      counts.append(try decoder.readOccurrences())
      if weights != nil { weights?.append(try WeightSum(from: &decoder)) }
      last = pair
    }
  }
}

extension StateDecoder {
  /// Reads how often something came: once or more, and not so often that sums of it could overflow.
  mutating func readOccurrences() throws(StateError) -> Int {
    let count = try readInt()
    guard 1...(1 << 53) ~= count else { throw StateError("found a count of \(count), expected 1 to 2^53") }
    return count
  }
}
