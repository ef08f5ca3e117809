/// Where segments meet the sides of their boxes: offsets from the centre, downwards.
///
/// Arrivals are far enough apart for their labels to stand beside the box, one above the other.
struct Ports {
  /// The distance between two arrivals at a box.
  static let arrivalSpacing = 20.0

  /// Per segment, its offset where it leaves.
  private(set) var leaving: [Double]
  /// Per segment, its offset where it arrives.
  private(set) var arriving: [Double]

  /// - Parameter heights: per node, the height of its box.
  init(graph: LayeredGraph, heights: [Double]) {
    leaving = Array(repeating: 0, count: graph.segments.count)
    arriving = leaving
    let places = graph.places()
    for node in 0..<graph.nodeCount {
      let arrivals = graph.incoming[node].sorted {
        (places[graph.segments[$0].from], $0) < (places[graph.segments[$1].from], $1)
      }
      for (index, segment) in arrivals.enumerated() {
        arriving[segment] = Self.offset(index, of: arrivals.count, spacing: Self.arrivalSpacing)
      }
      let departures = graph.outgoing[node].sorted {
        (places[graph.segments[$0].to], $0) < (places[graph.segments[$1].to], $1)
      }
      let room = (heights[node] - 16) / Double(max(1, departures.count - 1))
      for (index, segment) in departures.enumerated() {
        leaving[segment] = Self.offset(index, of: departures.count, spacing: min(8, room))
      }
    }
  }

  private static func offset(_ index: Int, of count: Int, spacing: Double) -> Double {
    (Double(index) - Double(count - 1) / 2) * spacing
  }
}
