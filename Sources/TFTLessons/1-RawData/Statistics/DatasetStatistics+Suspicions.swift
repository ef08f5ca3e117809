extension DatasetStatistics {
  /// What looks wrong without knowing what the data is about: dirt that has a shape of its own.
  ///
  /// Spikes and outliers (see `Fence`), values that belong to another feature or are copied from it, zeros and
  /// negative numbers among positive ones, identifiers, constants.
  public func suspicions(_ thresholds: AnomalyThresholds = AnomalyThresholds()) -> [Anomaly] {
    let fences = features.map { feature in feature.numeric.flatMap { Fence($0, thresholds: thresholds) } }
    return features.indices.flatMap { index -> [Anomaly] in
      let feature = features[index]
      guard feature.valueCount >= thresholds.fewestValues else { return [] }
      var anomalies = [feature.constant, feature.allDistinct].compactMap { $0 }
      guard let numeric = feature.numeric else { return anomalies }
      if let fence = fences[index] {
        let far = FarValues(numeric, fence, thresholds)
        let others = features.indices.compactMap { other in
          other == index ? nil : fences[other].map { (features[other].name, $0) }
        }
        anomalies += feature.spikes(far) + feature.strays(far, others)
      }
      anomalies += [feature.zeros(fences[index], thresholds), feature.negatives(fences[index], thresholds)]
        .compactMap { $0 }
      return anomalies + sameValues(feature, thresholds)
    }
  }
}

extension FeatureStatistics {
  fileprivate func spikes(_ far: FarValues) -> [Anomaly] {
    far.spikes.map { value, count in
      Anomaly(
        name,
        .spike,
        count: count,
        "\(count.share(of: valueCount)) of the values are exactly \(text(of: value)), far from all others (the median "
          + "is \(text(of: far.fence.median))).",
        advice: "Such a value often stands for an unknown one: treat it as missing, or leave these rows out."
      )
    }
  }

  /// The far values that do not repeat: those that are ordinary in a feature with no range in common, and the
  /// others.
  fileprivate func strays(_ far: FarValues, _ features: [(name: String, fence: Fence)]) -> [Anomaly] {
    // A wide range catches a stray by chance; a column that was swapped catches many.
    let enough = max(3, far.outliers.reduce(0) { $0 + $1.count } / 10)
    let homes = features.filter { feature in
      !feature.fence.overlaps(far.fence)
        && far.outliers.reduce(0) { $0 + (feature.fence.contains($1.value) ? $1.count : 0) } >= enough
    }
    let strayed = far.outliers.filter { outlier in homes.contains { $0.fence.contains(outlier.value) } }
    guard let example = strayed.first else { return outliers(far.outliers, far) }
    let count = strayed.reduce(0) { $0 + $1.count }
    let names = homes.map(\.name)
    let swapped = Anomaly(
      name,
      .swapped,
      count: count,
      "\(count.share(of: valueCount)) of the values, such as \(text(of: example.value)), are far from the median "
        + "\(text(of: far.fence.median)) but ordinary for \(names.joined(separator: " and ")).",
      advice: "The columns may be swapped in these rows: swap them back, or leave the rows out."
    )
    return [swapped]
      + outliers(far.outliers.filter { outlier in !strayed.contains { $0.value == outlier.value } }, far)
  }

  private func outliers(_ outliers: [(value: Double, count: Int)], _ far: FarValues) -> [Anomaly] {
    guard let first = outliers.first, let last = outliers.last else { return [] }
    let count = outliers.reduce(0) { $0 + $1.count }
    let span =
      first.value == last.value
      ? text(of: first.value)
      : "from \(text(of: first.value)) to \(text(of: last.value))"
    return [
      Anomaly(
        name,
        .outliers,
        count: count,
        "\(count.share(of: valueCount)) of the values are more than \(Int.decimal(far.distance, places: 1)) "
          + "\(far.fence.unit) from the median \(text(of: far.fence.median)): \(span).",
        advice: "Leave these rows out or clip the values: means, scales and models follow the few extremes."
      )
    ]
  }

  /// Zeros well apart from the positive values: nothing lies below half of the lowest hundredth of them, and either that
  /// hundredth is ten times as frequent as zero, or far from it.
  fileprivate func zeros(_ fence: Fence?, _ thresholds: AnomalyThresholds) -> Anomaly? {
    guard let numeric, numeric.zeroCount > 0, fence?.contains(0) ?? true,
      hasOddSigns(numeric.zeroCount, numeric, thresholds),
      let lowest = numeric.distribution.lowPositive
    else { return nil }
    let (distribution, zeros) = (numeric.distribution, numeric.zeroCount)
    let upToZero = distribution.count(upTo: 0)
    let isRare = distribution.count(upTo: lowest) - upToZero >= 10 * zeros
    let isFar = fence.map { lowest > 3 * $0.spread } ?? true
    guard distribution.count(below: lowest / 2) == upToZero, isRare || isFar else { return nil }
    let count = numeric.zeroCount
    return Anomaly(
      name,
      .zeros,
      count: count,
      "\(count.share(of: valueCount)) of the values are 0, and nearly all others at least \(text(of: lowest)).",
      advice: "Zero may stand for an unknown value here: treat it as missing, or leave these rows out."
    )
  }

  /// Negative values that are no outliers; those are found as such.
  fileprivate func negatives(_ fence: Fence?, _ thresholds: AnomalyThresholds) -> Anomaly? {
    guard let numeric, hasOddSigns(numeric.negativeCount, numeric, thresholds) else { return nil }
    let distribution = numeric.distribution
    let lowest = fence.map(\.low) ?? numeric.min
    let count = distribution.count(below: 0) - distribution.count(below: lowest)
    guard count > 0, let example = distribution.values.first(where: { $0 >= lowest }) else { return nil }
    return Anomaly(
      name,
      .negative,
      count: count,
      "\(count.share(of: valueCount)) of the values are negative, down to \(text(of: example)), in a feature that is "
        + "mostly positive.",
      advice: "If it cannot be negative, leave these rows out or correct the sign at the source."
    )
  }

  private func hasOddSigns(_ odd: Int, _ numeric: NumericStatistics, _ thresholds: AnomalyThresholds) -> Bool
  {
    let positive = numeric.finiteCount - numeric.zeroCount - numeric.negativeCount
    let limit = thresholds.oddSigns * Double(numeric.finiteCount)
    return odd > 0 && Double(odd) < limit && Double(numeric.finiteCount - positive) < 2 * limit
  }

  fileprivate var constant: Anomaly? {
    guard unique.isExact, unique.estimate == 1, let value = topValues(1).first else { return nil }
    return Anomaly(
      name,
      .constant,
      count: value.count,
      "all \(value.count) values are \"\(value.text)\".",
      advice: "A feature that never changes tells a model nothing: leave it out."
    )
  }

  /// Integers and strings only: measured numbers may well be all different.
  fileprivate var allDistinct: Anomaly? {
    guard type != .float32, valueCount > 1, let top = topValues(1).first, top.count == 1 else { return nil }
    let isExact = unique.isExact
    return Anomaly(
      name,
      .allDistinct,
      count: valueCount,
      isExact
        ? "all \(valueCount) values are different."
        : "all \(valueCount) values seem to be different, as all of a "
          + "sample of \(string?.distribution.counts.count ?? 0) are.",
      advice:
        "It is an identifier: leave it out of the model's features, since no later row has the same value."
    )
  }
}

extension ValueDistribution {
  /// The number that a hundredth of the positive ones is below; nil without positive ones.
  fileprivate var lowPositive: Double? {
    let below = count(upTo: 0)
    return count > below ? value(atRank: below + (count - below) / 100) : nil
  }
}
