import TFRecords

/// Files of a directory whose names say that they are parts of one data set: `train-00000-of-00004.tfrecord`.
struct ShardSet: Hashable {
  /// What their names have before and after the numbers.
  private let prefix: String
  private let suffix: String
  private let count: Int

  /// The set and the number of the shard that is named `name`; nil when the name says nothing of the kind.
  private static func parse(_ name: String) -> (set: ShardSet, index: Int)? {
    guard let match = name.wholeMatch(of: /(.*)-([0-9]{5,9})-of-([0-9]{5,9})(.*)/),
      let index = Int(match.2), let count = Int(match.3), index < count
    else { return nil }
    return (ShardSet(prefix: String(match.1), suffix: String(match.4), count: count), index)
  }

  /// What is wrong with the sets that the files `names` of a directory belong to.
  static func problems(of names: [String]) -> [String] {
    var sets: [ShardSet: Set<Int>] = [:]
    for case (let set, let index)? in names.map(parse) { sets[set, default: []].insert(index) }
    let sorted = sets.sorted { ($0.key.prefix, $0.key.count) < ($1.key.prefix, $1.key.count) }
    let incomplete = sorted.compactMap { set, indices -> String? in
      guard let missing = (0..<set.count).first(where: { !indices.contains($0) }) else { return nil }
      let number = set.count - indices.count
      let others = number > 1 ? ", and \(number - 1) more of its set" : ""
      return "\(set.name(of: missing)) is missing\(others)"
    }
    let doubles = zip(sorted, sorted.dropFirst()).compactMap { first, second -> String? in
      guard first.key.prefix == second.key.prefix, first.key.suffix == second.key.suffix else { return nil }
      return "found shards of a set of \(first.key.count) and of one of \(second.key.count), expected one set"
    }
    return doubles + incomplete
  }

  private func name(of index: Int) -> String {
    let numbers = ShardedRecords.shardName(index, of: count).dropFirst("part".count)
    return prefix + numbers + suffix
  }
}
