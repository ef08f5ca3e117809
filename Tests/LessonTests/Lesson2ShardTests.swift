import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: shards", .tags(.lesson2), .scratchDirectory)
struct Lesson2ShardTests {
  /// Writes the rows `0 ..< rows` in batches as shards below `name`; their names.
  static func write(
    _ rows: Int,
    shards: Int,
    expecting rowCount: Int? = nil,
    batchSize: Int,
    threads: Int = 2,
    compression: Compression = .none,
    to name: String
  ) throws -> [String] {
    let scratch = try ScratchDirectory.current
    let layout = ShardedExampleWriter.Layout(
      directory: try scratch.makeDirectory(name),
      shards: shards,
      rowCount: rowCount ?? rows,
      compression: compression
    )
    var writer = try ShardedExampleWriter(layout, names: ["n"], threads: threads)
    for start in stride(from: 0, to: rows, by: batchSize) {
      let values = (start..<min(rows, start + batchSize)).map { Int64($0) }
      try writer.write(Batch(rowCount: values.count, names: ["n"], columns: [FeatureValues(values)]))
    }
    #expect(try writer.close() == rows)
    return try scratch.names(in: name)
  }

  /// The rows of each file.
  static func rows(of names: [String], in directory: String) throws -> [[Int64]] {
    try names.map { name in
      let path = try ScratchDirectory.current.path("\(directory)/\(name)")
      var reader = ExampleReader(paths: [path], schema: Schema([FeatureSpec("n", .int64)]))
      var rows: [Int64] = []
      try reader.forEachBatch { rows += $0.columns[0].int64s }
      return rows
    }
  }

  @Test(
    arguments: [
      (10, 3, [[0, 1, 2], [3, 4, 5], [6, 7, 8, 9]]), (2, 4, [[], [0], [], [1]]), (0, 2, [[], []]),
      (3, 1, [[0, 1, 2]]),
    ] as [(Int, Int, [[Int64]])]
  )
  func `rows are divided evenly and keep their order`(rows: Int, shards: Int, expected: [[Int64]]) throws {
    let names = try Self.write(rows, shards: shards, batchSize: 4, to: "set")
    #expect(names == (0..<shards).map { ShardedRecords.shardName($0, of: shards) })
    #expect(try Self.rows(of: names, in: "set") == expected)
  }

  @Test func `the files depend neither on the batches nor on the threads`() throws {
    let scratch = try ScratchDirectory.current
    _ = try Self.write(1000, shards: 7, batchSize: 4096, threads: 1, to: "a")
    for (index, batchSize) in [1, 64, 333].enumerated() {
      _ = try Self.write(1000, shards: 7, batchSize: batchSize, threads: index + 1, to: "b\(index)")
      #expect(try scratch.files(below: "a") == scratch.files(below: "b\(index)"))
    }
  }

  @Test func `the shards end to end are the file of a single shard`() throws {
    let scratch = try ScratchDirectory.current
    let names = try Self.write(100, shards: 6, batchSize: 9, to: "six")
    _ = try Self.write(100, shards: 1, batchSize: 9, to: "one")
    let joined = try names.flatMap { try scratch.bytes(of: "six/\($0)") }
    #expect(try joined == scratch.bytes(of: "one/part-00000-of-00001"))
  }

  @Test(arguments: [(3, [[0], [1, 2, 3, 4]]), (20, [[0, 1, 2, 3, 4], []])] as [(Int, [[Int64]])])
  func `no row is lost when there are more or fewer than expected`(expected: Int, rows: [[Int64]]) throws {
    let names = try Self.write(5, shards: 2, expecting: expected, batchSize: 2, to: "set")
    #expect(try Self.rows(of: names, in: "set") == rows)
  }

  // MARK: on the command line

  static func task(_ words: String...) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    if !scratch.exists("rides.csv") {
      try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    }
    return try await LessonsProcess.run(
      ["task"] + words + ["--data", "rides.csv", "--quiet"],
      in: scratch.path
    )
  }

  @Test func `models and shards end to end are the same for any number of shards`() async throws {
    let scratch = try ScratchDirectory.current
    let one = try await Self.task("train_embedding_model", "--workdir", "one")
    let many = try await Self.task("train_embedding_model", "--workdir", "many", "--shards", "3")
    #expect(one.status == 0 && many == one)
    #expect(try scratch.files(below: "one/models") == scratch.files(below: "many/models"))
    for set in ["raw_tfrecords", "transformed_tfrecords"] {
      let names = try scratch.names(in: "many/\(set)").filter { $0.hasPrefix("part-") }
      #expect(names == (0..<3).map { ShardedRecords.shardName($0, of: 3) })
      let joined = try names.flatMap { try scratch.bytes(of: "many/\(set)/\($0)") }
      #expect(try joined == scratch.bytes(of: "one/\(set)/part-00000-of-00001"))
    }
    #expect(
      try scratch.bytes(of: "one/raw_tfrecords/statistics.json")
        == scratch.bytes(of: "many/raw_tfrecords/statistics.json")
    )
  }

  @Test func `a set of another size replaces the old one, and compressed ones have the same names`()
    async throws
  {
    let scratch = try ScratchDirectory.current
    #expect(try await Self.task("write_raw_tfrecords", "--workdir", "area", "--shards", "5").status == 0)
    let again = try await Self.task(
      "write_raw_tfrecords",
      "--workdir",
      "area",
      "--shards",
      "2",
      "--compression",
      "gzip"
    )
    #expect(again.status == 0)
    #expect(again.output.hasPrefix("raw_tfrecords/part-00000-of-00002 to part-00001-of-00002: 40 records, "))
    let names = try scratch.names(in: "area/raw_tfrecords").filter { !$0.hasPrefix(".") }
    #expect(names == ["part-00000-of-00002", "part-00001-of-00002", "schema.pbtxt", "statistics.json"])
    for name in names.prefix(2) {
      #expect(try scratch.bytes(of: "area/raw_tfrecords/\(name)").prefix(2) == [0x1F, 0x8B])
    }
  }

  @Test func `a pipe's rows cannot be counted first`() async throws {
    let run = try await LessonsProcess.run(
      ["task", "write_raw_tfrecords", "--data", "/dev/null", "--shards", "2"],
      in: ScratchDirectory.current.path
    )
    let problem = "/dev/null: is a pipe or a device, expected a file, whose rows can be counted first"
    #expect(run == LessonsProcess(output: "", errors: "lessons: \(problem)\n", status: 1))
  }

  @Test func `statistics json has the statistics of the rows`() async throws {
    let scratch = try ScratchDirectory.current
    #expect(try await Self.task("write_raw_tfrecords", "--workdir", "area").status == 0)
    let json = try JSON.parse(
      scratch.bytes(of: "area/raw_tfrecords/statistics.json"),
      path: "statistics.json"
    )
    let set = try #require(json["datasets"]?.array?.first)
    #expect(set["num_examples"]?.int == 40)
    let schema = try Schema(contentsOf: scratch.path("area/raw_tfrecords/schema.pbtxt"))
    let expected = try DatasetStatistics(csv: scratch.path("rides.csv"), schema: schema)
    let fare = set["features"]?.array?.first { $0["name"]?.string == "fare_amount" }
    #expect(fare?["num_stats"]?["mean"]?.double == expected["fare_amount"]?.numeric?.mean)
    let names = set["features"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(names.sorted() == schema.features.map(\.name).sorted())
  }
}
