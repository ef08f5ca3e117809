import RawData

/// Which tokens a vocabulary keeps, in which order: TFT's thresholds, top k, coverage, reserved tokens and ties.
struct VocabularyRanking {
  /// What ranks a token.
  struct Score {
    /// Its number among the tokens.
    var token: Int
    var rank: Double
    /// Whether the rank is written as a number that may have a fraction, not as a count.
    var isNumber: Bool

    var text: String { isNumber ? "\(rank)" : "\(Int(rank))" }
  }

  let options: VocabularyOptions
  let tokens: ByteStrings
  let scores: [Score]
  let isText: Bool

  /// The tokens and, if wanted, their frequencies.
  var results: [FeatureValues] {
    var kept = kept()
    // With a top k TFT sees that there is no token before it looks at the reserved ones, without one only after that.
    let needsStandIn = kept.isEmpty && (options.topK != nil || options.reservedTokens.isEmpty)
    let reserved = options.reservedTokens.map { Array($0.utf8)[...] }
    if !reserved.isEmpty {
      let isReserved = Set(reserved)
      kept.removeAll { isReserved.contains(tokens[$0.token]) }
    }
    var names = ByteStrings(options.reservedTokens)
    names.append(contentsOf: ByteStrings(tokens, at: kept.map(\.token)))
    if needsStandIn { names.append(standIn.utf8) }
    let layout = FeatureValues.Layout.fixed(width: names.count)
    let result = [FeatureValues(.string(names), layout: layout)]
    guard options.storeFrequency else { return result }
    let texts = reserved.map { _ in "-1" } + kept.map(\.text) + (needsStandIn ? ["1"] : [])
    return result + [FeatureValues(frequencies(texts), layout: layout)]
  }

  /// Counts as integers; where one has a fraction, all as texts, so that no digit is lost.
  private func frequencies(_ texts: [String]) -> FeatureValues.Storage {
    let counts = texts.compactMap { Int64($0) }
    return counts.count == texts.count ? .int64(counts) : .string(ByteStrings(texts))
  }

  /// The only token of an empty vocabulary: TensorFlow cannot look anything up in none.
  private var standIn: String { isText ? "49d0cd50-04bb-48c0-bc6f-5b575dce351a" : "-1" }

  /// What is kept, in order.
  private func kept() -> [Score] {
    var result = top(scores, options.topK, options.frequencyThreshold)
    if let coverage = options.coverage {
      let groups = Dictionary(grouping: scores) { coverage.key(tokens.string(at: $0.token)) }
      let standard = Set(result.map(\.token))
      let covering = groups.values.flatMap { top($0, coverage.topK, coverage.frequencyThreshold) }
      result = sorted(result + covering.filter { !standard.contains($0.token) })
    }
    guard options.fingerprintShuffle else { return result }
    return result.map { (score: $0, digest: SHA1.digest(tokens[$0.token])) }
      .sorted { $0.digest.lexicographicallyPrecedes($1.digest) }
      .map(\.score)
  }

  /// The first `count` of those whose rank is not below `threshold`, in order. Only those are sorted that can be among
  /// them.
  private func top(_ scores: [Score], _ count: Int?, _ threshold: Double?) -> [Score] {
    var scores = scores
    // A threshold of 0 on frequencies is none, not even for weights below 0.
    if let threshold, threshold > 0 || options.ranking == .mutualInformation {
      scores.removeAll { $0.rank < threshold }
    }
    guard let count, count < scores.count else { return sorted(scores) }
    let last = scores.map(\.rank).sorted(by: >)[count - 1]
    return Array(sorted(scores.filter { $0.rank >= last }).prefix(count))
  }

  /// The largest rank first, ties broken by the larger bytes.
  private func sorted(_ scores: [Score]) -> [Score] {
    /// What orders most scores, without a look at their tokens.
    struct Key {
      var rank: Double
      var prefix: UInt64
      var index: Int
    }
    let keys = scores.indices.map { index in
      Key(rank: scores[index].rank, prefix: TokenTable.prefix(of: tokens, scores[index].token), index: index)
    }
    return keys.sorted { left, right in
      if left.rank != right.rank { return left.rank > right.rank }
      if left.prefix != right.prefix { return left.prefix > right.prefix }
      return tokens[scores[right.index].token].lexicographicallyPrecedes(tokens[scores[left.index].token])
    }
    .map { scores[$0.index] }
  }
}
