extension DatasetStatistics {
  /// Data sets as the JSON form of `tensorflow.metadata.v0.DatasetFeatureStatisticsList`.
  ///
  /// `google.protobuf.json_format.Parse` reads it, and TFDV shows what comes out. What TFDV has no field for
  /// (the number of distinct numbers, lengths, errors) is in `custom_stats`.
  package static func json(_ datasets: [(name: String, statistics: DatasetStatistics)]) -> JSON {
    let list = datasets.map { name, statistics in
      JSON.object([
        .init("name", .string(name)), .init("num_examples", .int(statistics.rowCount)),
        .init("features", .array(statistics.features.map(\.json))),
      ])
    }
    return .object([.init("datasets", .array(list))])
  }
}

extension FeatureStatistics {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [.init("name", .string(name)), .init("type", .string(typeName))]
    switch values {
    case .numeric(let statistics): members.append(.init("num_stats", json(statistics)))
    case .string(let statistics): members.append(.init("string_stats", json(statistics)))
    }
    return .object(members + [.init("custom_stats", .array(customStatistics))])
  }

  private var typeName: String {
    switch type {
    case .string: "STRING"
    case .int64: "INT"
    case .float32: "FLOAT"
    }
  }

  private var commonStatistics: JSON {
    let present = rowCount - missingCount
    return .object([
      .init("num_non_missing", .int(present)), .init("num_missing", .int(missingCount)),
      .init("min_num_values", .int(valuesPerRow?.lowerBound ?? 0)),
      .init("max_num_values", .int(valuesPerRow?.upperBound ?? 0)),
      .init("avg_num_values", .double(present > 0 ? Double(valueCount) / Double(present) : 0)),
      .init("tot_num_values", .int(valueCount)),
    ])
  }

  private func json(_ statistics: NumericStatistics) -> JSON {
    var members: [JSON.Member] = [
      .init("common_stats", commonStatistics), .init("num_zeros", .int(statistics.zeroCount)),
    ]
    if statistics.finiteCount > 0 {
      members += [
        .init("mean", .double(statistics.mean)), .init("std_dev", .double(statistics.standardDeviation)),
        .init("min", .double(statistics.min)), .init("median", .double(statistics.median)),
        .init("max", .double(statistics.max)),
      ]
    }
    let deciles = zip(statistics.deciles, statistics.deciles.dropFirst()).map { low, high in
      bucket(low, high, Double(statistics.finiteCount) / 10)
    }
    let bins = statistics.histogram.bins.map { bucket($0.low, $0.high, Double($0.count)) }
    let histograms = [("STANDARD", bins), ("QUANTILES", deciles)].map { type, buckets in
      JSON.object([
        .init("num_nan", .int(statistics.nanCount)), .init("type", .string(type)),
        .init("buckets", .array(buckets)),
      ])
    }
    return .object(members + [.init("histograms", .array(histograms))])
  }

  private func json(_ statistics: StringStatistics) -> JSON {
    let top = topValues(10).map { value in
      JSON.object([.init("value", .string(value.text)), .init("frequency", .int(value.count))])
    }
    return .object([
      .init("common_stats", commonStatistics), .init("unique", .int(unique.estimate)),
      .init("avg_length", .double(statistics.count > 0 ? statistics.meanLength : 0)),
      .init("top_values", .array(top)),
    ])
  }

  private var customStatistics: [JSON] {
    switch values {
    case .string(let statistics):
      return [
        custom("min_length", Double(statistics.minLength)),
        custom("max_length", Double(statistics.maxLength)),
        custom("unique_standard_error", unique.standardError),
      ]
    case .numeric(let statistics):
      let numbers = [
        custom("unique", Double(unique.estimate)), custom("num_negative", Double(statistics.negativeCount)),
        custom("num_infinite", Double(statistics.infiniteCount)),
        custom("quantiles_relative_error", statistics.distribution.relativeError),
      ]
      let top = JSON.array(topValues(10).map { .array([.string($0.text), .int($0.count)]) })
      return numbers
        + [.object([.init("name", .string("top_values")), .init("str", .string(top.compactText))])]
    }
  }

  private func custom(_ name: String, _ number: Double) -> JSON {
    .object([.init("name", .string(name)), .init("num", .double(number))])
  }

  private func bucket(_ low: Double, _ high: Double, _ count: Double) -> JSON {
    .object([
      .init("low_value", .double(low)), .init("high_value", .double(high)),
      .init("sample_count", .double(count)),
    ])
  }
}
