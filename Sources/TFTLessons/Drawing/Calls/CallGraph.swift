/// The execution of a program as a graph: functions are nodes, and numbered edges are calls in order of their
/// start.
///
/// ```swift
/// let graph = CallGraph(
///   title: "Lesson 2",
///   calls: [
///     Call(caller: "main", called: "write_raw_tfrecords", elapsed: 0.0304),
///     Call(caller: "write_raw_tfrecords", called: "read_csv", elapsed: 0.0121),
///     Call(caller: "write_raw_tfrecords", called: "encode_examples", elapsed: 0.0178),
///   ]
/// )
/// let picture = graph.svg()
/// ```
///
/// Time runs from left to right; functions called first stand on top where that costs no crossings. Several
/// calls between the same two functions share one edge.
public struct CallGraph: Sendable {
  /// What the graph is called.
  package let title: String
  /// The calls, in order of start.
  package let calls: [Call]
  /// The functions, in order of first appearance.
  package private(set) var functions: [CalledFunction] = []
  /// The pairs of functions between which there were calls, in order of the first one.
  package private(set) var edges: [CallEdge] = []

  /// Makes the graph of a run.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - calls: in order of start. Recursion and cycles are fine, and so are no calls at all.
  /// - Complexity: O(calls).
  public init(title: String, calls: [Call]) {
    self.title = title
    self.calls = calls
    var indices: [String: Int] = [:]
    var edgeIndices: [[Int]: Int] = [:]
    for (index, call) in calls.enumerated() {
      let pair = [call.caller, call.called].map { name in
        if let known = indices[name] { return known }
        indices[name] = functions.count
        functions.append(CalledFunction(name: name))
        return functions.count - 1
      }
      let edge = edgeIndices[pair] ?? edges.count
      if edge == edges.count {
        edgeIndices[pair] = edge
        edges.append(CallEdge(caller: pair[0], called: pair[1]))
      }
      edges[edge].numbers.append(index + 1)
      edges[edge].elapsed += call.elapsed
    }
    addUpTimes()
  }

  /// The graph as an SVG picture for light and dark pages.
  ///
  /// A box shows the function's name and total time; its colour shows its share of the time that all
  /// functions spent themselves. The same calls give the same bytes.
  public func svg() -> String {
    diagram.svg()
  }

  /// Where the functions and calls go, by their indices.
  package func layout() -> GraphLayout {
    diagram.layout()
  }

  /// Per function, the part of the run's time that it spent itself, from 0 to 1.
  package var shares: [Double] {
    let all = functions.reduce(0) { $0 + $1.own }
    return functions.map { all > 0 && all.isFinite ? $0.own / all : 0 }
  }

  private mutating func addUpTimes() {
    var spentInCalls = Array(repeating: 0.0, count: functions.count)
    for edge in edges where edge.caller != edge.called {
      functions[edge.called].total += edge.elapsed
      spentInCalls[edge.caller] += edge.elapsed
    }
    let called = Set(edges.lazy.filter { $0.caller != $0.called }.map(\.called))
    for index in functions.indices {
      if !called.contains(index) {
        functions[index].total = spentInCalls[index]
      }
      // Clocks are read one after the other, so the parts can come out larger than the whole.
      functions[index].own = max(0, functions[index].total - spentInCalls[index])
    }
  }
}
