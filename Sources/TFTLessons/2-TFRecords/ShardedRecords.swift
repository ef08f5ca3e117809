import RawData

/// A data set of `tf.train.Example` records in one or more shards: `part-00000-of-00004`, ...
public enum ShardedRecords {
  /// The name of shard `index` of `count`: `part-00000-of-00004`.
  public static func shardName(_ index: Int, of count: Int) -> String {
    func padded(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
    return "part-\(padded(index))-of-\(padded(count))"
  }

  /// The most shards that a set can have: with six digits their names would no longer sort in the order of their numbers.
  public static let largestShardCount = 99_999

  /// How many records the files `paths` have together, every checksum checked.
  package static func recordCount(of paths: [String]) throws -> Int {
    try paths.reduce(0) { count, path in
      var reader = try RecordReader(path: path)
      return count + (try reader.forEachRecord { _ in })
    }
  }

  /// How many bytes the shards in a directory have together.
  package static func size(of directory: String) throws -> Int {
    try shards(in: directory).reduce(0) { $0 + Platform.size(of: $1) }
  }

  /// The shards in a directory, in order.
  ///
  /// - Throws: `InputError` when there is none, or when one of a set is missing.
  public static func shards(in directory: String) throws -> [String] {
    let names = try Platform.entries(of: directory).filter {
      $0.hasPrefix("part-") && !$0.hasSuffix(".partial")
    }
    let expected = names.indices.map { shardName($0, of: names.count) }
    guard !names.isEmpty, names == expected else {
      let problem =
        names.isEmpty
        ? "found no TFRecord files, expected part-00000-of-00001 or more"
        : "found \(names.joined(separator: " ")), expected a complete set \(expected.joined(separator: " "))"
      throw InputError(file: directory, problem: problem)
    }
    return names.map { directory + "/" + $0 }
  }
}
