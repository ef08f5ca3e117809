import Foundation
import FullScale
import Preprocessing
import RawData
import TFRecords
import TaxiFare
import Testing
import TransformedData

@testable import Runner

@Suite("Lesson 7: full scale", .tags(.lesson7), .scratchDirectory)
struct Lesson7FullScaleTests {
  /// Writes `rows` rides as CSV, in `shards` files of a directory, or one file.
  static func makeRides(_ rows: Int, shards: Int? = nil, seed: UInt64 = 5, to name: String) throws {
    let path = try ScratchDirectory.current.path(name)
    let rides = MadeRides(rows: rows, seed: seed)
    if let shards { try rides.write(shards: shards, to: path) } else { try rides.write(to: path) }
  }

  /// Analyzes and transforms `data` in shards of `rows` rows.
  @discardableResult
  static func transform(_ data: String, to area: String, rows: Int = 1000, threads: Int = 2) throws
    -> (found: ShardedAnalysis.Found, done: ShardedTransform.Done, survey: Survey)
  {
    let scratch = try ScratchDirectory.current
    let survey = try Survey(DataFiles(scratch.path(data)), schema: taxiSchema, rowsInShard: rows)
    let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
    let analysis = ShardedAnalysis(directory: scratch.path("\(area)/analysis"), threads: threads)
    let found = try analysis.run(graph, over: survey)
    let work = ShardedTransform(directory: scratch.path("\(area)/records"), threads: threads)
    let done = try work.run(found, over: survey) { _ in }
    return (found, done, survey)
  }

  static func records(_ area: String) throws -> [String: [UInt8]] {
    try ScratchDirectory.current.files(below: "\(area)/records").filter { $0.key.hasPrefix("part-") }
  }

  @Test func `parts of a file have its rows, each once, in order`() throws {
    let scratch = try ScratchDirectory.current
    // A record over two lines, an empty line, and a last one without its end.
    let rows = (0..<10).map { $0 == 3 ? "\"a\nb\",3" : "t\($0),\($0)" }
    try scratch.write(
      "text,number\n" + rows.joined(separator: "\n").replacing("t6", with: "\nt6"),
      to: "rows.csv"
    )
    let schema = Schema([FeatureSpec("text", .string), FeatureSpec("number", .float32)])
    for size in 1...11 {
      let survey = try Survey(DataFiles(scratch.path("rows.csv")), schema: schema, rowsInShard: size)
      #expect(survey.shards.map(\.rowCount) == (0..<(9 / size + 1)).map { min(size, 10 - $0 * size) })
      var numbers: [Float] = []
      for shard in survey.shards {
        var reader = try CSVReader(splits: [shard.split], schema: schema, columns: survey.columns)
        while let batch = try reader.next() {
          guard case .float32(let values)? = batch["number"]?.storage else { continue }
          numbers += values
        }
      }
      #expect(numbers == (0..<10).map(Float.init), "\(size) rows each")
    }
  }

  @Test func `shards, and parts of one file, leave the same constants, records and weights`() throws {
    try Self.makeRides(5000, to: "rides.csv")
    try Self.makeRides(5000, shards: 5, to: "shards")
    let (whole, _, survey) = try Self.transform("rides.csv", to: "whole")
    let (parts, _, _) = try Self.transform("shards", to: "parts", threads: 8)
    try Self.transform("shards", to: "alone", threads: 1)
    #expect(survey.shards.count == 5 && whole.fingerprint == parts.fingerprint)
    let records = try Self.records("whole")
    #expect(records.count == 5)
    #expect(try Self.records("parts") == records && Self.records("alone") == records)
  }

  @Test func `transform_tfrecords makes one file of records for each CSV file`() async throws {
    let scratch = try ScratchDirectory.current
    try Self.makeRides(3000, shards: 3, to: "shards")
    for (area, data) in [("pattern", "shards/*.csv"), ("directory", "shards")] {
      let words = ["task", "transform_tfrecords", "--quiet", "--data", data, "--workdir", area]
      let process = try await LessonsProcess.run(words, in: scratch.path)
      #expect(process.status == 0, "\(process.errors)")
      #expect(
        process.output.contains("part-00000-of-00003 to part-00002-of-00003: 3000 records of 20 features")
      )
    }
    try Self.transform("shards", to: "sharded")
    let expected = try Self.records("sharded")
    for area in ["pattern", "directory"] {
      let made = try scratch.files(below: "\(area)/transformed_tfrecords").filter {
        $0.key.hasPrefix("part-")
      }
      #expect(made == expected)
    }
  }

  @Test func `a shard with other columns is named before any work`() async throws {
    let scratch = try ScratchDirectory.current
    try Self.makeRides(20, shards: 2, to: "shards")
    try scratch.write("key,fare_amount\na,1\n", to: "shards/part-00002.csv")
    let header = TaxiRideGenerator.header
    for words in [["task", "write_raw_tfrecords"], ["run", "7"]] {
      let process = try await LessonsProcess.run(
        words + ["--data", "shards", "--workdir", "area"],
        in: scratch.path
      )
      #expect(process.status == 1)
      #expect(
        process.errors.contains(
          "shards/part-00002.csv:1:1: found the columns key,fare_amount, expected \(header), as in "
            + "shards/part-00000-of-00002.csv\n"
        ),
        "\(process.errors)"
      )
      #expect(!scratch.exists("area/raw_tfrecords") && !scratch.exists("area/full_scale/analysis"))
    }
  }

  @Test func `a pattern that nothing fits and a directory without files are errors`() throws {
    let scratch = try ScratchDirectory.current
    let empty = try scratch.makeDirectory("empty")
    try scratch.write("", to: "empty/_SUCCESS")
    #expect(throws: FileError(path: empty, problem: "found no files in this directory, expected shards")) {
      try DataFiles(empty)
    }
    let pattern = scratch.path("*.csv")
    #expect(throws: FileError(path: pattern, problem: "no file fits this pattern, expected one or more")) {
      try DataFiles(pattern)
    }
    for name in ["b.csv", "a.csv", "é.csv", "B.csv"] { try scratch.write("x\n", to: name) }
    #expect(try DataFiles(pattern).labels == ["B.csv", "a.csv", "b.csv", "é.csv"])
    try scratch.write("x\n", to: "[1].csv")
    #expect(try DataFiles(scratch.path("[1].csv")).paths == [scratch.path("[1].csv")])
  }

  @Test func `a shard that has changed is analyzed again, and no other`() throws {
    let scratch = try ScratchDirectory.current
    try Self.makeRides(4000, shards: 4, to: "shards")
    #expect(try Self.transform("shards", to: "area").found.analyzedShards == 4)
    let again = try Self.transform("shards", to: "area")
    #expect(again.found.analyzedShards == 0 && again.done.transformedShards == 0)
    var text = try scratch.text(of: "shards/part-00001-of-00004.csv")
    text.removeLast(2)
    try scratch.write(text + "9\n", to: "shards/part-00001-of-00004.csv")
    let changed = try Self.transform("shards", to: "area")
    // Nine passengers are a new maximum, so that every record changes.
    #expect(changed.found.analyzedShards == 1 && changed.done.transformedShards == 4)
    try Self.transform("shards", to: "anew")
    #expect(try Self.records("area") == Self.records("anew"))
  }

  @Test func `a damaged state is not believed`() throws {
    let scratch = try ScratchDirectory.current
    try Self.makeRides(2000, shards: 2, to: "shards")
    let first = try Self.transform("shards", to: "area")
    let state = try #require(try scratch.files(below: "area/analysis").keys.sorted().first)
    let bytes = try scratch.bytes(of: "area/analysis/\(state)")
    var flipped = bytes
    flipped[bytes.count / 2] ^= 1
    for damaged in [Array(bytes.dropLast(3)), Array(bytes.prefix(2)), flipped, flipped.reversed(), []] {
      try scratch.write(damaged, to: "area/analysis/\(state)")
      let again = try Self.transform("shards", to: "area")
      #expect(again.found.analyzedShards == 1 && again.found.fingerprint == first.found.fingerprint)
      #expect(try scratch.bytes(of: "area/analysis/\(state)") == bytes)
    }
  }

  @Test func `the same rows under other names of columns are other rows`() throws {
    let scratch = try ScratchDirectory.current
    try Self.makeRides(300, shards: 2, to: "shards")
    let first = try Self.transform("shards", to: "area")
    for name in try scratch.names(in: "shards") where name.hasSuffix(".csv") {
      let text = try scratch.text(of: "shards/\(name)").replacing("pickup_l", with: "x").replacing(
        "dropoff_l",
        with: "pickup_l"
      )
      try scratch.write(text.replacing("x", with: "dropoff_l"), to: "shards/\(name)")
    }
    let second = try Self.transform("shards", to: "area")
    #expect(second.found.analyzedShards == 2 && second.found.fingerprint != first.found.fingerprint)
    #expect(second.done.transformedShards == 2)
  }

  @Test func `every shard is read once in an order of chance, and one is held back`() throws {
    let order = ShuffledShards(count: 20, seed: 3, holdsBack: true)
    let heldBack = try #require(order.heldBack)
    #expect(
      (order.training + [heldBack]).sorted() == Array(0..<20) && order.training != order.training.sorted()
    )
    #expect(ShuffledShards(count: 20, seed: 4, holdsBack: true).training != order.training)
    #expect(ShuffledShards(count: 20, seed: 3, holdsBack: false).training.count == 20)
    #expect(ShuffledShards(count: 1, seed: 3, holdsBack: true).heldBack == nil)
    for seed in 0..<8 as Range<UInt64> {
      let held = ShuffledShards(count: 4, seed: seed, holdsBack: true) { $0 % 2 == 0 }
      #expect(held.heldBack.map { $0 % 2 } == 1 && held.training.count == 3)
    }
    #expect(ShuffledShards(count: 3, seed: 1, holdsBack: true) { $0 > 0 }.heldBack == nil)
  }

  @Test func `records that have no room are refused before the work begins`() throws {
    try Self.makeRides(5000, to: "rides.csv")
    let survey = try Survey(DataFiles(ScratchDirectory.current.path("rides.csv")), schema: taxiSchema)
    let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
    let need = try DiskNeed(graph, of: survey, in: ScratchDirectory.current.path("not/yet/there"))
    let records = try Self.transform("rides.csv", to: "area").done.byteCount
    #expect((Double(need.records) / Double(records) - 1.05).magnitude < 0.01)
    #expect(DiskNeed(records: 1_250_000_000, free: 2_000_000_000).isTooMuch == false)
    let small = DiskNeed(records: 1_950_000_000, free: 2_000_000_000)
    #expect(small.isTooMuch)
    #expect(small.text == "needs about 2.0 GB of disk for the transformed records; 2.0 GB are free")
    #expect(DiskNeed(records: 0, free: 0).isTooMuch == false)
  }

  @Test func `a bar tells the time that is left`() {
    #expect(
      [0.2, 59, 61, 3599.5, 3661].map(ShardProgress.clock) == ["0:01", "0:59", "1:01", "1:00:00", "1:01:01"]
    )
    #expect(
      ShardProgress.line(rows: 3000, bytes: 6_000_000, seconds: 1.5)
        == "3000 rows in 1.5 s, 2000 rows/s, 4.0 MB/s"
    )
  }
}
