import Drawing
import Preprocessing
import RawData
import TransformedData

/// The mean fare of shards: what each says, and what they say together.
struct MeanOfShards {
  /// How many rides a shard has, their mean fare, and how many bytes its analysis is.
  let shards: [(rides: Int, mean: String, bytes: Int)]
  /// The mean of the shards' analyses, merged.
  let merged: String
  /// The mean of one analysis of all rides.
  let whole: String
  /// Whether the merged analysis and that of all rides are the same bytes.
  let hasSameBytes: Bool

  /// - Parameter sizes: how many of `fares` each shard has, or as many as are left.
  init(_ fares: Batch, sizes: [Int]) throws {
    let analysis = try FareAnalysis { mean($0) }
    let phase = try analysis.empty()
    let pieces = Self.pieces(of: fares, sizes)

    // snippet: merge
    var merged = phase.empty
    for shard in pieces.reversed() {
      var elsewhere = phase.empty
      try elsewhere.add(shard)
      try merged.merge(encoded: elsewhere.encode())
    }
    // end: merge

    var whole = phase.empty
    try whole.add(fares)
    shards = try pieces.map { piece in
      var alone = phase.empty
      try alone.add(piece)
      return (piece.rowCount, try analysis.figure(alone), alone.encode().count)
    }
    self.merged = try analysis.figure(merged)
    self.whole = try analysis.figure(whole)
    hasSameBytes = merged.encode() == whole.encode()
  }

  /// The mean of the shards' means.
  var meanOfMeans: Float {
    shards.reduce(0) { $0 + (Float($1.mean) ?? .nan) } / Float(shards.count)
  }

  /// All of it, drawn.
  var table: String {
    var table = TextTable(columns: [("rides", .left), ("mean fare", .right), ("bytes sent", .right)])
    for shard in shards { table.addRow(["\(shard.rides)", shard.mean, "\(shard.bytes)"]) }
    table.addRow(["the mean of these means", "\(meanOfMeans)", ""])
    table.addRow(["the analyses merged", merged, ""])
    table.addRow(["all rides at once", whole, ""])
    return table.render() + "merged and at once: \(hasSameBytes ? "the same bytes" : "other bytes")"
  }

  /// From the shards over what is sent to the mean that every ride is given.
  var svg: String {
    let count = shards.count
    let files = shards.enumerated().map { index, shard in
      FlowChart.Box("shard \(index)", lines: ["\(shard.rides) rides"], kind: 0)
    }
    let sent = shards.map { shard in
      FlowChart.Box("accumulator", lines: ["sum and count", "\(shard.bytes) bytes"], kind: 1)
    }
    let rest = [
      FlowChart.Box("merge", lines: ["sums added up,", "counts added up"], kind: 2),
      FlowChart.Box("finish", lines: ["mean \(merged)"], kind: 3),
      FlowChart.Box("the graph", lines: ["the hole is filled"], kind: 4),
    ]
    return FlowChart(
      title: "A full pass and its merge",
      kinds: ["rides", "seen on one machine", "seen by all", "the result", "the transform"],
      boxes: files + sent + rest,
      arrows: (0..<count).map { ($0, $0 + count) } + (0..<count).map { ($0 + count, 2 * count) }
        + [(2 * count, 2 * count + 1), (2 * count + 1, 2 * count + 2)]
    ).svg()
  }

  /// The fares in pieces of the given sizes.
  private static func pieces(of fares: Batch, _ sizes: [Int]) -> [Batch] {
    var start = 0
    return sizes.map { size in
      let end = min(start + size, fares.rowCount)
      defer { start = end }
      return fares.slice(start..<end)
    }
  }
}
