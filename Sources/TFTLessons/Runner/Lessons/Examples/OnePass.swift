import Drawing
import Preprocessing
import RawData
import TransformedData

// snippet: two-analyzers
/// Two features that need a full pass.
func scaledRides(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  outputs["passengers"] = scaleTo01(try inputs.float("passenger_count"))
  outputs["fare"] = scaleToZScore(try inputs.float("fare_amount"))
  return outputs
}
// end: two-analyzers

/// One pass over shards: what each shard's accumulators have seen, and what comes of them together.
struct OnePass {
  private let graph: PreprocessingGraph
  private let phase: AnalysisPhase
  private let shards: [(name: String, rows: Int, seen: AnalysisPhase)]

  init(_ made: MadeShards, schema: Schema) throws {
    graph = try PreprocessingGraph(schema: schema, scaledRides)
    guard let phase = try graph.nextPhase() else { preconditionFailure("both analyzers wait for a pass") }
    self.phase = phase
    shards = try (0..<MadeShards.count).map { index in
      var reader: any BatchReader = try CSVReader(
        path: "\(made.directory)/rides/\(MadeShards.name(index))",
        schema: phase.inputSchema,
        extraColumns: .ignored
      )
      let seen = try phase.adding(&reader, threads: Parallelism.processorCount).phase
      return (MadeShards.name(index), MadeShards.rides, seen)
    }
  }

  /// What the analyses find in what a phase has seen.
  private func constants(_ seen: AnalysisPhase) throws -> [String] {
    var graph = graph
    graph.fill(try seen.finish())
    return graph.describeAnalyses(withLocations: false).map { line in
      line.split(separator: "=").last.map { $0.trimmingPrefix { $0 == " " } }.map(String.init) ?? line
    }
  }

  /// The shards and what they find, alone and together.
  func table() throws -> String {
    var table = TextTable(columns: [
      ("shard", .left), ("bytes", .right), ("of fare_amount", .left), ("of passenger_count", .left),
    ])
    for shard in shards {
      table.addRow([shard.name, "\(shard.seen.encode().count)"] + (try constants(shard.seen)))
    }
    let merged = Order.inOrder.merge(shards.map(\.seen), phase)
    table.addRow(["merged", "\(merged.encode().count)"] + (try constants(merged)))
    return table.render()
  }

  /// In which order and grouping shards are merged.
  private enum Order: String, CaseIterable {
    case inOrder = "one after the other"
    case backwards = "from the last to the first"
    case pairs = "in pairs, and the pairs"

    func merge(_ shards: [AnalysisPhase], _ phase: AnalysisPhase) -> AnalysisPhase {
      var merged = phase.empty
      switch self {
      case .inOrder: for shard in shards { merged.merge(shard) }
      case .backwards: for shard in shards.reversed() { merged.merge(shard) }
      case .pairs:
        for start in stride(from: 0, to: shards.count, by: 2) {
          var pair = phase.empty
          for shard in shards[start..<min(start + 2, shards.count)] { pair.merge(shard) }
          merged.merge(pair)
        }
      }
      return merged
    }
  }

  /// The same constants, however the shards are merged.
  func orders() throws -> String {
    var table = TextTable(columns: [("merged", .left), ("of fare_amount", .left), ("state", .left)])
    let first = Order.inOrder.merge(shards.map(\.seen), phase).encode()
    for order in Order.allCases {
      let merged = order.merge(shards.map(\.seen), phase)
      let isSame = merged.encode() == first
      table.addRow([order.rawValue, try constants(merged)[0], isSame ? "the same bytes" : "other bytes"])
    }
    return table.render()
  }

  /// The pass as a picture: shards, accumulators, constants.
  func svg() throws -> String {
    let merged = Order.inOrder.merge(shards.map(\.seen), phase)
    let (count, found) = (shards.count, try constants(merged))
    let files = shards.map { FlowChart.Box($0.name, lines: ["\($0.rows) rows"], kind: 0) }
    let seen = shards.map { shard in
      FlowChart.Box("accumulators", lines: ["\(shard.seen.encode().count) bytes"], kind: 1)
    }
    let whole = FlowChart.Box("merged", lines: ["\(merged.encode().count) bytes"], kind: 2)
    let constants = zip(["fare_amount", "passenger_count"], found).map { name, text in
      FlowChart.Box(name, lines: [text], kind: 3)
    }
    return FlowChart(
      title: "One pass: shards, accumulators, constants",
      kinds: ["shard", "what its rows leave", "all rows together", "constant of the transform"],
      boxes: files + seen + [whole] + constants,
      arrows: (0..<count).map { (from: $0, to: count + $0) }
        + (0..<count).map { (from: count + $0, to: 2 * count) }
        + constants.indices.map { (from: 2 * count, to: 2 * count + 1 + $0) }
    ).svg()
  }
}
