import Drawing
import RawData
import TransformedData

/// One row before and after a transform: raw features, and below them the transformed ones that are made of them.
struct BeforeAndAfter {
  /// Transformed features that are made of the same raw ones.
  private struct Group {
    /// The raw features, by their index in the raw row.
    let sources: [Int]
    /// The transformed features, by their index in the transformed row.
    var results: [Int]
  }

  private typealias Feature = (name: String, tensor: String, values: String)

  private let before: [Feature]
  private let after: [Feature]
  private let groups: [Group]

  /// Each is a batch of one row; `transformFn` has made the one of the other.
  init(before: Batch, after: Batch, _ transformFn: TransformFn) {
    self.before = before.describeRow(0)
    self.after = after.describeRow(0)
    var results: [[Int]: [Int]] = [:]
    for (index, name) in after.names.enumerated() {
      let sources = transformFn.rawFeatures(of: name).compactMap { before.names.firstIndex(of: $0) }
      results[sources.sorted(), default: []].append(index)
    }
    // A raw feature that nothing is made of is shown too.
    for source in before.names.indices where !results.keys.contains(where: { $0.contains(source) }) {
      results[[source]] = []
    }
    groups = results.map { Group(sources: $0.key, results: $0.value) }.sorted { left, right in
      left.sources.count != right.sources.count
        ? left.sources.count < right.sources.count : left.sources.lexicographicallyPrecedes(right.sources)
    }
  }

  /// A table with a group for each set of raw features: alone first, then several together.
  var text: String {
    var table = TextTable(columns: [("", .left), ("feature", .left), ("tensor", .left), ("value", .left)])
    for group in groups {
      table.startGroup()
      for (side, features) in [
        ("before", group.sources.map { before[$0] }), ("after", group.results.map { after[$0] }),
      ] {
        for (line, feature) in features.enumerated() {
          table.addRow([line == 0 ? side : "", feature.name, feature.tensor, feature.values])
        }
      }
    }
    return table.render()
  }
}
