import Preprocessing
import RawData
import TransformedData

/// An order in which fares are added up.
enum SumOrder: String, CaseIterable {
  case forwards = "first to last"
  case backwards = "last to first"
  case shards = "in 8 shards, then these"
  case smallestFirst = "smallest to largest"

  /// The fares of each shard in this order.
  func shards(of batch: Batch) -> [[Float]] {
    let fares = [batch].floats("fare_amount")
    switch self {
    case .forwards: return [fares]
    case .backwards: return [fares.reversed()]
    case .smallestFirst: return [fares.sorted()]
    case .shards: return batch.batches(of: max(1, batch.rowCount / 8)).map { [$0].floats("fare_amount") }
    }
  }

  /// The sum of the shards' sums, as a loop over `float32` has it.
  static func plainSum(_ shards: [[Float]]) -> Float {
    shards.map { $0.reduce(0, +) }.reduce(0, +)
  }

  /// The same by the analyzer: the shards apart, then merged.
  static func analyzedSum(_ shards: [[Float]]) throws -> String {
    let analysis = try FareAnalysis { sum($0) }
    var merged = try analysis.empty()
    for fares in shards {
      var shard = merged.empty
      try shard.add(Batch(rowCount: fares.count, names: ["fare_amount"], columns: [FeatureValues(fares)]))
      merged.merge(shard)
    }
    return try analysis.figure(merged)
  }
}
