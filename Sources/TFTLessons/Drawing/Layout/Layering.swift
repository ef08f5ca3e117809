/// The layer of every node: the length of the longest path that leads to it.
///
/// Links that close a cycle are counted as if they ran the other way, so a graph with cycles has layers too.
///
/// - Complexity: O(nodes + links), without recursion, so a long chain of nodes is safe.
struct Layering {
  /// Per node, its layer; nodes that nothing leads to are in layer 0.
  private(set) var layers: [Int]
  /// Per link, whether it closes a cycle. False for a loop, which takes no part in the layering.
  private(set) var isReversed: [Bool]

  init(nodeCount: Int, links: [Link]) {
    layers = Array(repeating: 0, count: nodeCount)
    isReversed = Array(repeating: false, count: links.count)
    var outgoing: [[Int]] = Array(repeating: [], count: nodeCount)
    for (index, link) in links.enumerated() where link.from != link.to {
      outgoing[link.from].append(index)
    }
    // The last finished node of a depth-first search comes first in topological order.
    for node in findCycles(links: links, outgoing: outgoing).reversed() {
      for index in outgoing[node] where !isReversed[index] {
        let target = links[index].to
        layers[target] = max(layers[target], layers[node] + 1)
      }
    }
  }

  private enum Progress {
    case new
    case open
    case finished
  }

  /// Marks the links that lead back to a node that is still open; returns the nodes in order of finishing.
  private mutating func findCycles(links: [Link], outgoing: [[Int]]) -> [Int] {
    var progress: [Progress] = Array(repeating: .new, count: layers.count)
    var finished: [Int] = []
    var path: [(node: Int, next: Int)] = []
    for root in layers.indices where progress[root] == .new {
      progress[root] = .open
      path.append((root, 0))
      while let (node, next) = path.last {
        guard next < outgoing[node].count else {
          progress[node] = .finished
          finished.append(node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let index = outgoing[node][next]
        let target = links[index].to
        switch progress[target] {
        case .new:
          progress[target] = .open
          path.append((target, 0))
        case .open:
          isReversed[index] = true
        case .finished:
          break
        }
      }
    }
    return finished
  }
}
