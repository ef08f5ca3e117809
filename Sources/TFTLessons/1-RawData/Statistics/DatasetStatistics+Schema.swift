extension DatasetStatistics {
  /// Where the data is not as `schema` says. TFDV: `validate_statistics`.
  ///
  /// Finds values outside their domain, rows without a value of a required feature, NaN and infinities. When
  /// the statistics are not exact (see `FeatureStatistics.unique`), so are the numbers of values outside.
  public func anomalies(against schema: Schema) -> [Anomaly] {
    schema.features.flatMap { spec -> [Anomaly] in
      guard let feature = self[spec.name] else { return [] }
      return [
        feature.missing(spec), feature.notFinite, feature.outOfIntDomain(spec),
        feature.outOfFloatDomain(spec),
        feature.outOfStringDomain(spec),
      ].compactMap { $0 }
    }
  }
}

extension FeatureStatistics {
  fileprivate func missing(_ spec: FeatureSpec) -> Anomaly? {
    guard spec.presence == .required, missingCount > 0 else { return nil }
    return Anomaly(
      name,
      .missing,
      count: missingCount,
      "\(missingCount.share(of: rowCount)) of the rows have no value, and the schema requires one.",
      advice: "Fill the cells, leave the rows out, or make the feature optional or give it a default value."
    )
  }

  fileprivate var notFinite: Anomaly? {
    guard let numeric, numeric.nanCount + numeric.infiniteCount > 0 else { return nil }
    let count = numeric.nanCount + numeric.infiniteCount
    return Anomaly(
      name,
      .notFinite,
      count: count,
      "\(count.share(of: valueCount)) of the values are no finite numbers: \(numeric.nanCount) NaN and "
        + "\(numeric.infiniteCount) infinite.",
      advice:
        "Leave these rows out or treat the values as missing: one of them makes every mean and model NaN."
    )
  }

  fileprivate func outOfIntDomain(_ spec: FeatureSpec) -> Anomaly? {
    guard type == .int64, let domain = spec.domain else { return nil }
    return outside(Double(domain.min)...Double(max(domain.min, domain.max)))
  }

  fileprivate func outOfFloatDomain(_ spec: FeatureSpec) -> Anomaly? {
    guard type == .float32, let domain = spec.floatDomain else { return nil }
    return outside(Double(domain.lowerBound)...Double(domain.upperBound))
  }

  private func outside(_ domain: ClosedRange<Double>) -> Anomaly? {
    guard let distribution = numeric?.distribution else { return nil }
    let count = distribution.count - distribution.count(in: domain)
    let outside = distribution.values.indices.filter { !domain.contains(distribution.values[$0]) }
    let mostFrequent = outside.max { distribution.count(at: $0) < distribution.count(at: $1) }
    guard let example = mostFrequent.map({ distribution.values[$0] }) else { return nil }
    let bounds = "\(text(of: domain.lowerBound)) to \(text(of: domain.upperBound))"
    return Anomaly(
      name,
      .outOfDomain,
      count: count,
      "\(count.share(of: valueCount)) of the values are outside the schema's domain, \(bounds); for example "
        + "\(text(of: example)).",
      advice: "Leave these rows out or clip the values; if they are right, widen the domain."
    )
  }

  fileprivate func outOfStringDomain(_ spec: FeatureSpec) -> Anomaly? {
    guard let string, let domain = spec.stringDomain else { return nil }
    let known = Set(domain.map { Array($0.utf8) })
    let distribution = string.distribution
    let new = distribution.counts.indices.filter { !known.contains(Array(distribution.tokens[$0])) }
    guard let first = new.first else { return nil }
    // Of a sample of the strings, each stands for 2^level.
    let scale = Double(sign: .plus, exponent: distribution.level, significand: 1)
    let found = Double(new.reduce(0) { $0 + distribution.counts[$1] })
    let count = Int(min(found * scale, Double(valueCount)))
    let about = distribution.isExact ? "" : "about "
    let values = "\(about)\(Int(Double(new.count) * scale))"
    return Anomaly(
      name,
      .outOfDomain,
      count: count,
      "\(about)\(count.share(of: valueCount)) of the values are not in the schema's domain of \(domain.count); "
        + "\(values) different ones, for example \"\(distribution.tokens.string(at: first))\".",
      advice: "Correct the spelling or leave these rows out; if the values are right, add them to the domain."
    )
  }
}
