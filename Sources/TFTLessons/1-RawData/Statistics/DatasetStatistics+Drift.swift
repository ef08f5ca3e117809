extension DatasetStatistics {
  /// Where `other` is not distributed as this data. TFDV: the drift and skew comparators.
  ///
  /// - Strings with few distinct values: new ones, and the L-infinity distance (`Divergence.infinityNorm`).
  /// - Numbers: those outside this data's range, and the Jensen-Shannon divergence. TFDV takes it over bins
  /// of equal width, which one wild value stretches until all others share a bin; here the bins end at this
  /// data's deciles, or at each value when there are at most 20, with one bin more below, above, and for what
  ///   is not finite.
  ///
  /// A distance must exceed its threshold and also what chance explains for samples of these sizes.
  public func drift(to other: DatasetStatistics, thresholds: AnomalyThresholds = AnomalyThresholds())
    -> [Anomaly]
  {
    features.flatMap { feature -> [Anomaly] in
      guard let later = other[feature.name], feature.type == later.type,
        min(feature.valueCount, later.valueCount) >= thresholds.fewestValues
      else { return [] }
      switch (feature.values, later.values) {
      case (.string(let first), .string(let second)):
        return feature.drift(first.distribution, second.distribution, thresholds)
      case (.numeric(let first), .numeric(let second)):
        return [feature.range(first, second, thresholds), feature.drift(first, second, thresholds)].compactMap
        { $0 }
      default: return []
      }
    }
  }
}

extension FeatureStatistics {
  /// Numbers of the later data outside this feature's range.
  fileprivate func range(
    _ first: NumericStatistics,
    _ second: NumericStatistics,
    _ thresholds: AnomalyThresholds
  ) -> Anomaly? {
    guard first.finiteCount > 0, second.finiteCount > 0 else { return nil }
    let count = second.finiteCount - second.distribution.count(in: first.min...first.max)
    guard Double(count) > thresholds.outsideRange * Double(second.finiteCount) else { return nil }
    return Anomaly(
      name,
      .range,
      count: count,
      "\(count.share(of: second.finiteCount)) of the later values are outside the earlier range: earlier "
        + "\(text(of: first.min)) to \(text(of: first.max)), later \(text(of: second.min)) to \(text(of: second.max)).",
      advice:
        "A model has never seen such values: look where they come from, and clip or bucketise the feature."
    )
  }

  /// The Jensen-Shannon divergence of numbers.
  fileprivate func drift(
    _ first: NumericStatistics,
    _ second: NumericStatistics,
    _ thresholds: AnomalyThresholds
  ) -> Anomaly? {
    let boundaries = first.binBoundaries
    let (counts1, counts2) = (first.counts(upTo: boundaries), second.counts(upTo: boundaries))
    let divergence = Divergence.jensenShannon(counts1, counts2)
    let (n1, n2) = (counts1.reduce(0, +), counts2.reduce(0, +))
    let bins = zip(counts1, counts2).count { $0 + $1 > 0 }
    let chance = Divergence.chanceJensenShannon(n1, n2, bins: bins, deviations: thresholds.chance)
    guard divergence > max(thresholds.jensenShannonDivergence, chance) else { return nil }
    return Anomaly(
      name,
      .drift,
      "the Jensen-Shannon divergence is \(Int.decimal(divergence, places: 4)), above "
        + "\(Int.decimal(max(thresholds.jensenShannonDivergence, chance), places: 4)): earlier median "
        + "\(text(of: first.median)), later \(text(of: second.median)).",
      advice: "Find out what changed between the two; a model of the earlier data may not hold for the later."
    )
  }

  /// New values and the L-infinity distance of categories.
  fileprivate func drift(
    _ first: TokenDistribution,
    _ second: TokenDistribution,
    _ thresholds: AnomalyThresholds
  ) -> [Anomaly] {
    // Categories repeat: a feature with hardly more rows than values has none.
    guard first.isExact, second.isExact, first.counts.count <= thresholds.mostCategories,
      first.counts.count * 5 <= valueCount
    else { return [] }
    let (earlier, later) = (first.countsByToken, second.countsByToken)
    let new = second.counts.indices.filter { earlier[Array(second.tokens[$0])] == nil }
    var anomalies: [Anomaly] = []
    let total = second.counts.reduce(0, +)
    if let example = new.first {
      let count = new.reduce(0) { $0 + second.counts[$1] }
      anomalies.append(
        Anomaly(
          name,
          .newValues,
          count: count,
          "\(count.share(of: total)) of the later values are not among the earlier ones; \(new.count) different, for "
            + "example \"\(second.tokens.string(at: example))\".",
          advice: "They will be out of vocabulary: keep a bucket for them, or take newer data for training."
        )
      )
    }
    return anomalies + [infinityNorm(earlier, later, first, second, thresholds)].compactMap { $0 }
  }

  private func infinityNorm(
    _ earlier: [[UInt8]: Int],
    _ later: [[UInt8]: Int],
    _ first: TokenDistribution,
    _ second: TokenDistribution,
    _ thresholds: AnomalyThresholds
  ) -> Anomaly? {
    let tokens =
      (0..<first.counts.count).map { Array(first.tokens[$0]) }
      + (0..<second.counts.count).map { Array(second.tokens[$0]) }.filter { earlier[$0] == nil }
    let (counts1, counts2) = (tokens.map { earlier[$0] ?? 0 }, tokens.map { later[$0] ?? 0 })
    let (n1, n2) = (counts1.reduce(0, +), counts2.reduce(0, +))
    let distance = Divergence.infinityNorm(counts1, counts2)
    let widest = tokens.indices.first {
      (Double(counts1[$0]) / Double(n1) - Double(counts2[$0]) / Double(n2)).magnitude == distance
    }
    guard let widest else { return nil }
    let chance = Divergence.chanceDifference(
      counts1[widest],
      of: n1,
      counts2[widest],
      of: n2,
      deviations: thresholds.chance
    )
    let limit = max(thresholds.infinityNorm, chance)
    guard distance > limit else { return nil }
    return Anomaly(
      name,
      .drift,
      "the L-infinity distance is \(Int.decimal(distance, places: 4)), above \(Int.decimal(limit, places: 4)): "
        + "\"\(String(decoding: tokens[widest], as: UTF8.self))\" has \(counts1[widest].share(of: n1)) of the earlier "
        + "and \(counts2[widest].share(of: n2)) of the later values.",
      advice: "Find out what changed between the two; a model of the earlier data may not hold for the later."
    )
  }
}

extension NumericStatistics {
  /// Where the bins of a Jensen-Shannon divergence end, in ascending order.
  fileprivate var binBoundaries: [Double] {
    if distribution.values.count <= 20 { return distribution.values }
    return deciles.reduce(into: []) { boundaries, decile in
      if boundaries.last != decile { boundaries.append(decile) }
    }
  }

  /// How many numbers are below the first boundary, up to each of the others, above the last, and not finite.
  fileprivate func counts(upTo boundaries: [Double]) -> [Int] {
    guard let first = boundaries.first else { return [finiteCount, nanCount + infiniteCount] }
    let cumulative =
      [distribution.count(below: first)] + boundaries.map { distribution.count(upTo: $0) } + [finiteCount]
    let differences = zip(cumulative.dropFirst(), cumulative).map { $0 - $1 }
    return [cumulative[0]] + differences + [nanCount + infiniteCount]
  }
}
