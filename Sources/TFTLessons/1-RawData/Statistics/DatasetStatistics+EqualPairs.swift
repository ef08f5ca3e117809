extension DatasetStatistics {
  /// Two features with the same value in more rows than chance explains.
  ///
  /// Judged are features with many distinct values (more than `mostCategories`): of others it says little.
  func sameValues(_ feature: FeatureStatistics, _ thresholds: AnomalyThresholds) -> [Anomaly] {
    equalPairs.filter { $0.second == feature.name }.compactMap { pair in
      guard let first = self[pair.first]?.numeric, let second = feature.numeric,
        min(first.distribution.values.count, second.distribution.values.count) > thresholds.mostCategories
      else { return nil }
      let chance = Self.chanceAgreements(first.distribution, second.distribution, rows: rowCount)
      let enough = max(
        5,
        thresholds.spike * Double(rowCount),
        chance + thresholds.chance * chance.squareRoot()
      )
      guard Double(pair.count) >= enough else { return nil }
      return Anomaly(
        feature.name,
        .sameValue,
        count: pair.count,
        "\(pair.count.share(of: rowCount)) of the rows have exactly the value of \(pair.first).",
        advice:
          "One may have been filled in from the other: treat it as missing in these rows, or leave them out."
      )
    }
  }

  /// In how many rows two independent features would have the same value other than 0.
  private static func chanceAgreements(
    _ first: ValueDistribution,
    _ second: ValueDistribution,
    rows: Int
  ) -> Double {
    var (left, right) = (0, 0)
    var sum = 0.0
    while left < first.values.count, right < second.values.count {
      let (value, other) = (first.values[left], second.values[right])
      if value == other, value != 0 { sum += Double(first.count(at: left)) * Double(second.count(at: right)) }
      left += value <= other ? 1 : 0
      right += other <= value ? 1 : 0
    }
    return sum / Double(max(1, rows))
  }
}
