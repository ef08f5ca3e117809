import Preprocessing
import RawData

/// A step of a preprocessing function as something to draw. Constants are part of what works on them.
package struct GraphNode: Sendable {
  /// What happens there.
  package enum Kind: Equatable, Sendable {
    /// A raw feature comes in.
    case column(FeatureType)
    /// Something is computed row by row.
    case operation
    /// A full pass over the data, by its number from 1: passes of one number are one reading of the data.
    case fullPass(Int)
    /// A transformed feature goes out.
    case feature(FeatureType)
  }

  /// Where a node gets something from.
  package struct Source: Equatable, Sendable {
    /// The place among the nodes.
    package var node: Int
    /// Which of its results; empty when it has one.
    package var result: String
  }

  package var kind: Kind
  /// Unique among the nodes of its kind: `divide_2`.
  package var name: String
  /// What is done, or the name of a column or feature: `divide`.
  package var title: String
  /// Those it needs, in order.
  package var sources: [Source] = []
  /// Its inputs in order: the values of those written in the program, nil for the others.
  package var arguments: [FeatureValues?] = []
  /// What it was made with, other than its inputs.
  package var parameters: [(name: String, value: FeatureValues)] = []
  /// The line of the program that made it.
  package var location: SourceLocation?
}

extension PreprocessingGraph {
  /// The columns, operations and full passes in an order in which each comes after those it needs, and the transformed
  /// features.
  package var nodes: [GraphNode] {
    var nodes: [GraphNode] = []
    var places: [Int: Int] = [:]
    var passes: [Int] = []
    for (index, step) in steps.enumerated() {
      let before = step.inputs.map { passes[$0] }.max() ?? 0
      passes.append(step.analysis == nil ? before : before + 1)
      guard var node = node(index, pass: passes[index]) else { continue }
      node.sources = step.inputs.compactMap { source(of: $0, places) }
      places[index] = nodes.count
      nodes.append(node)
    }
    for output in outputs {
      var node = GraphNode(kind: .feature(steps[output.step].type), name: output.name, title: output.name)
      node.sources = [source(of: output.step, places)].compactMap { $0 }
      if let values = steps.constant(output.step) { node.arguments = [values] }
      nodes.append(node)
    }
    return nodes
  }

  /// A step without its sources; nil for what is no node.
  private func node(_ index: Int, pass: Int) -> GraphNode? {
    let step = steps[index]
    switch step.kind {
    case .constant, .part: return nil
    case .input(let spec): return GraphNode(kind: .column(spec.type), name: spec.name, title: spec.name)
    case .analysis(let analysis):
      return GraphNode(
        kind: .fullPass(pass),
        name: step.name,
        title: analysis.analyzer,
        parameters: analyzers[index]?.parameters ?? [],
        location: step.location
      )
    case .mapper(let mapper):
      return GraphNode(
        kind: .operation,
        name: step.name,
        title: mapper.name,
        arguments: step.inputs.map { if case .constant(let values) = steps[$0].kind { values } else { nil } },
        parameters: mapper.parameters,
        location: step.location
      )
    }
  }

  private func source(of step: Int, _ places: [Int: Int]) -> GraphNode.Source? {
    guard case .part(let part) = steps[step].kind else {
      return places[step].map { GraphNode.Source(node: $0, result: "") }
    }
    let analysis = steps[step].inputs[0]
    return places[analysis].map {
      GraphNode.Source(node: $0, result: steps[analysis].analysis?.resultNames[part] ?? "")
    }
  }
}
