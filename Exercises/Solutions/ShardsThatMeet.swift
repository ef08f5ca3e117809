import TFTLessons

/// Fills in what all shards together say, pass by pass.
func analyzed(_ graph: PreprocessingGraph, _ shards: [Batch]) throws -> PreprocessingGraph {
  var graph = graph
  while let phase = try graph.nextPhase() {
    var merged = phase.empty
    for shard in shards {
      var elsewhere = phase.empty
      try elsewhere.add(shard)
      try merged.merge(encoded: elsewhere.encode())
    }
    graph.fill(try merged.finish())
  }
  return graph
}
