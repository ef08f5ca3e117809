import RawData

/// A part of the rows that is worked on apart: one file of raw rows, of which one file of transformed rows is made.
///
/// Workers read it as a line, `{"shard": 0, "of": 3, "path": "rides-0.csv"}`.
public struct ShardFile: Equatable, Sendable {
  /// Which one it is, from 0.
  public var number: Int
  /// How many there are.
  public var count: Int
  /// The file of raw rows.
  public var path: String

  /// Shard `number` of `count`.
  public init(number: Int, of count: Int, path: String) {
    (self.number, self.count, self.path) = (number, count, path)
  }
}

extension ShardFile {
  /// Reads the line of a shard.
  ///
  /// - Throws: `LineProblem` when it is none.
  package init(_ json: JSON) throws(LineProblem) {
    guard let number = json["shard"]?.int, let count = json["of"]?.int, let path = json["path"]?.string,
      !path.isEmpty
    else {
      let expected = ShardFile(number: 0, of: 3, path: "rides-0.csv").json.compactText
      throw LineProblem("found \(json.shortText), expected a shard like \(expected)")
    }
    guard number >= 0, number < count, count <= ShardNumbers.largestCount else {
      throw LineProblem(
        "\(path): found shard \(number) of \(count), expected 0 or more of at most \(ShardNumbers.largestCount)"
      )
    }
    self.init(number: number, of: count, path: path)
  }

  /// The shard as a line.
  package var json: JSON {
    .object([.init("shard", .int(number)), .init("of", .int(count)), .init("path", .string(path))])
  }
}
