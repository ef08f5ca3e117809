import RawData

/// The distinct values of a column seen so far and how often each came; with weights or labels, those too.
///
/// - Complexity: O(length) per value. Memory grows with the distinct values: 48 to 64 bytes for each besides its own
///   bytes, 48 more with weights, about 100 for each label that it came with.
struct VocabularyAccumulator: Accumulator {
  private let options: VocabularyOptions
  private let isText: Bool
  private let hasWeights: Bool
  private var table = TokenTable()
  /// By token, when the sum of its weights is what counts.
  private var weights: [WeightSum] = []
  /// When labels count.
  private var labels: LabelCounts?

  init(options: VocabularyOptions, isText: Bool, hasWeights: Bool) {
    self.options = options
    self.isText = isText
    self.hasWeights = hasWeights
    if options.ranking == .mutualInformation { labels = LabelCounts(isWeighted: hasWeights) }
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    for input in inputs { try input.checkVariesByRow() }
    guard table.count <= TokenTable.capacity - inputs[0].values.valueCount else {
      throw RowError("found more than \(TokenTable.capacity) distinct values")
    }
    if labels != nil { return try addLabelled(inputs) }
    if hasWeights { return try addWeighted(inputs[0].values, inputs[1]) }
    switch inputs[0].values.storage {
    case .string(let strings): table.count(strings)
    case .int64(let integers): table.count(integers)
    case .float32: throw RowError("found float32, expected string or int64")
    }
  }

  mutating func merge(_ other: VocabularyAccumulator) {
    if other.table.count > table.count {
      let smaller = self
      (table, weights, labels) = (other.table, other.weights, other.labels)
      return merge(smaller)
    }
    let numbers = table.merge(other.table)
    makeRoomForWeights()
    for (sum, number) in zip(other.weights, numbers) { weights[Int(number)].merge(sum) }
    if let others = other.labels { labels?.merge(others, tokens: numbers) }
  }
}

extension VocabularyAccumulator {
  private mutating func number(_ values: FeatureValues, _ index: Int) throws(RowError) -> Int {
    switch values.storage {
    case .string(let strings): table.add(strings[index])
    case .int64(let integers): table.add(integers[index])
    case .float32: throw RowError("found float32, expected string or int64")
    }
  }

  private mutating func addWeighted(_ values: FeatureValues, _ operand: Operand) throws(RowError) {
    let found = try operand.floats()
    for row in 0..<values.rowCount {
      let (range, weightRange) = (values.range(ofRow: row), operand.values.range(ofRow: row))
      guard range.count == weightRange.count else {
        throw RowError(row: row, "found \(weightRange.count) weights for \(range.count) values")
      }
      for (index, weightIndex) in zip(range, weightRange) {
        let number = try number(values, index)
        makeRoomForWeights()
        weights[number].add(try finite(found[weightIndex], row))
      }
    }
  }

  private mutating func addLabelled(_ inputs: [Operand]) throws(RowError) {
    let (values, labelValues) = (inputs[0].values, inputs[inputs.count - 1].values)
    let found = try inputs[inputs.count - 1].int64s()
    for row in 0..<values.rowCount {
      let weight = try hasWeights ? rowWeight(inputs[1], row) : 1
      // -1 is a missing label.
      let rowLabels = found[labelValues.range(ofRow: row)].filter { $0 != -1 }
      if let label = rowLabels.first(where: { $0 < 0 }) {
        throw RowError(row: row, "found the label \(label), expected 0 or more, or -1 for a missing one")
      }
      labels?.add(.rows, weight: weight)
      for label in rowLabels { labels?.add(.init(token: -1, label: label), weight: weight) }
      for index in values.range(ofRow: row) {
        let token = try number(values, index)
        labels?.add(.init(token: token, label: -1), weight: weight)
        for label in rowLabels { labels?.add(.init(token: token, label: label), weight: weight) }
      }
    }
  }

  /// A sum for each token that has none yet, where sums are what counts.
  private mutating func makeRoomForWeights() {
    guard hasWeights, labels == nil else { return }
    while weights.count < table.count { weights.append(WeightSum()) }
  }

  private func rowWeight(_ operand: Operand, _ row: Int) throws(RowError) -> Float {
    let range = operand.values.range(ofRow: row)
    guard range.count == 1 else {
      throw RowError(row: row, "found \(range.count) weights, expected one for the row's label")
    }
    return try finite(try operand.floats()[range.lowerBound], row)
  }

  private func finite(_ weight: Float, _ row: Int) throws(RowError) -> Float {
    guard weight.isFinite else {
      throw RowError(row: row, "found the weight \(weight), expected a finite number")
    }
    return weight
  }
}

extension VocabularyAccumulator {
  func finish() throws(RowError) -> [FeatureValues] {
    let texts = texts
    let ranked = VocabularyRanking(options: options, tokens: texts, scores: try scores(texts), isText: isText)
    return ranked.results
  }

  var notices: [String] {
    let texts = texts
    let dropped = unwritable(texts)
    let values = dropped.reduce(0) { $0 + table.occurrences($1) }
    let left =
      values == 0
      ? [] : ["\(values) empty values or values with line ends left out: a text file cannot hold them"]
    guard dropped.count == texts.count, options.reservedTokens.isEmpty else { return left }
    return left + ["no values, so the vocabulary has a single token that stands for none"]
  }

  /// The tokens in the order of their numbers, integers as decimals.
  private var texts: ByteStrings {
    isText ? table.tokens : ByteStrings((0..<table.count).lazy.map { "\(table.integer($0))" })
  }

  /// The numbers of the tokens that the file cannot hold, ascending. Mostly there is none, which is soon seen.
  private func unwritable(_ texts: ByteStrings) -> [Int] {
    guard isText, options.asset.format == .text else { return [] }
    let hasLineEnd = texts.bytes.withUnsafeBytes { bytes in
      lineEnds.contains { Platform.firstIndex(of: $0, in: bytes) != nil }
    }
    guard hasLineEnd else { return (0..<texts.count).filter { texts.size(of: $0) == 0 } }
    return (0..<texts.count).filter {
      texts.size(of: $0) == 0 || texts[$0].contains(where: lineEnds.contains)
    }
  }

  /// What ranks each token that the file can hold.
  private func scores(_ texts: ByteStrings) throws(RowError) -> [VocabularyRanking.Score] {
    let dropped = unwritable(texts)
    let isDropped = Set(dropped)
    let numbers =
      dropped.isEmpty ? Array(0..<texts.count) : (0..<texts.count).filter { !isDropped.contains($0) }
    guard let labels else {
      return numbers.map { number in
        let rank = hasWeights ? weights[number].value : Double(table.occurrences(number))
        return .init(token: number, rank: rank, isNumber: options.ranking != .count)
      }
    }
    let all = labels.labels
    let rows = labels.total(.rows)
    let information = MutualInformation(
      rows: rows,
      labels: all.map { labels.total(.init(token: -1, label: $0)) },
      minDiffFromAvg: options.minDiffFromAvg ?? MutualInformation.recommendedMinDiffFromAvg(rows: rows),
      isAdjusted: options.isAdjusted
    )
    var scores: [VocabularyRanking.Score] = []
    for number in numbers {
      let token = labels.total(.init(token: number, label: -1))
      guard token.rounded() <= rows.rounded() else {
        throw RowError(
          "found \(quoted(texts[number])) \(token) times in \(rows) rows: with labels, a row must not repeat a value"
        )
      }
      let pairs = all.map { labels.total(.init(token: number, label: $0)) }
      let value = information.value(token: token, pairs: pairs)
      scores.append(.init(token: number, rank: value ?? 0, isNumber: value != nil))
    }
    return scores
  }
}

extension VocabularyAccumulator {
  func encode(to encoder: inout StateEncoder) {
    let tokens = table.tokens
    let order = (0..<tokens.count).sorted { tokens[$0].lexicographicallyPrecedes(tokens[$1]) }
    encoder.write(order) { encoder, number in
      encoder.write(bytes: tokens[number])
      encoder.write(table.occurrences(number))
      if hasWeights, labels == nil { weights[number].encode(to: &encoder) }
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    labels?.encode(to: &encoder, ranks: ranks)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    self = VocabularyAccumulator(options: options, isText: isText, hasWeights: hasWeights)
    var last: ArraySlice<UInt8>?
    for _ in 0..<(try decoder.readCount(ofSize: 16)) {
      let token = try decoder.readBytes()
      guard last.map({ $0.lexicographicallyPrecedes(token) }) ?? true else {
        throw StateError("found the tokens out of order")
      }
      guard isText || token.count == 8 else { throw StateError("found an integer of \(token.count) bytes") }
      _ = table.add(token, try decoder.readOccurrences())
      if hasWeights, labels == nil { weights.append(try WeightSum(from: &decoder)) }
      last = token
    }
    try labels?.restore(from: &decoder, tokenCount: table.count)
  }
}
