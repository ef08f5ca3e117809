import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: damaged records passed over", .tags(.lesson2), .scratchDirectory)
struct Lesson2DamageTests {
  static let schema = Schema([FeatureSpec("n", .int64)])

  /// Writes rows 0 ..< 10, one feature of 30 bytes a record, with a bit flipped in the payloads of `damaged`.
  static func write(_ name: String, damaged: [Int], damagedLength: Int? = nil) throws -> String {
    let scratch = try ScratchDirectory.current
    let writer = try ExampleWriter(path: scratch.path(name), names: ["n"])
    try writer.write(Batch(rowCount: 10, names: ["n"], columns: [FeatureValues((0..<10).map { Int64($0) })]))
    try writer.close()
    var bytes = try scratch.bytes(of: name)
    for index in damaged { bytes[index * 30 + 25] ^= 4 }
    if let damagedLength { bytes[damagedLength * 30] ^= 1 }
    return try scratch.write(bytes, to: name)
  }

  static func read(_ paths: [String], batchSize: Int, skipping: SkippedRecords?) throws -> [Int64] {
    var reader = ExampleReader(paths: paths, schema: schema, skipping: skipping, batchSize: batchSize)
    var rows: [Int64] = []
    try reader.forEachBatch { rows += $0.columns[0].int64s }
    return rows
  }

  @Test(arguments: [1, 3, 4096])
  func `the other records are read, and each file's damage is counted once`(batchSize: Int) throws {
    let paths = [
      try Self.write("a", damaged: [0, 1, 9]), try Self.write("b", damaged: []),
      try Self.write("c", damaged: [5]),
    ]
    let skipped = SkippedRecords()
    for _ in 1...2 {
      let rows = try Self.read(paths, batchSize: batchSize, skipping: skipped)
      #expect(rows == Array(2...8) + Array(0...9) + [0, 1, 2, 3, 4, 6, 7, 8, 9])
      #expect(skipped.count == 4 && skipped.files.map(\.count) == [3, 1])
    }
    #expect(skipped.files.map(\.first.file) == [paths[0], paths[2]])
    #expect(skipped.files.map(\.first.position) == [.record(0, byteOffset: 12), .record(5, byteOffset: 162)])
    #expect(throws: InputError.self) { try Self.read(paths, batchSize: batchSize, skipping: nil) }
  }

  @Test func `a damaged length ends the reading, for the next record cannot be found`() throws {
    let path = try Self.write("a", damaged: [1], damagedLength: 4)
    let skipped = SkippedRecords()
    let error = #expect(throws: InputError.self) { try Self.read([path], batchSize: 1, skipping: skipped) }
    #expect(
      error?.description.hasPrefix("\(path): record 4 at byte 120: checksum of the length is 0x") == true
    )
    #expect(skipped.count == 1)
  }

  @Test func `after a skipped record an error still names the right one`() throws {
    let path = try Self.write("a", damaged: [0, 2])
    let schema = Schema([FeatureSpec("n", .float32)])
    var reader = ExampleReader(paths: [path], schema: schema, skipping: SkippedRecords())
    let error = #expect(throws: InputError.self) { try reader.next() }
    #expect(error?.position == .record(1, byteOffset: 51))
    #expect(
      error?.problem == "n: found a list of float32, expected int64"
        || error?.problem == "n: found a list of int64, expected float32"
    )
  }

  // MARK: on the command line

  static func lessons(_ words: String...) async throws -> LessonsProcess {
    try await LessonsProcess.run(words, in: ScratchDirectory.current.path)
  }

  @Test func `convert stops at damage, or passes over it and says how much`() async throws {
    let scratch = try ScratchDirectory.current
    _ = try Self.write("a.tfrecord", damaged: [2, 3])
    let strict = try await Self.lessons("convert", "a.tfrecord", "a.csv")
    #expect(strict.status == 1 && strict.output.isEmpty)
    #expect(
      strict.errors.hasPrefix("lessons: a.tfrecord: record 2 at byte 72: checksum of the payload is 0x")
    )
    #expect(try scratch.names() == ["a.tfrecord"])
    let lenient = try await Self.lessons("convert", "a.tfrecord", "a.csv", "--skip-corrupt")
    #expect(lenient.status == 0 && lenient.output.isEmpty)
    let note =
      "lessons: a.tfrecord: skipped 2 damaged records, the first of them: record 2 at byte 72: checksum of the"
    #expect(lenient.errors.hasPrefix(note), "\(lenient.errors)")
    #expect(try scratch.text(of: "a.csv") == "n\n0\n1\n4\n5\n6\n7\n8\n9\n")
  }

  @Test func `nothing is said of a whole file`() async throws {
    _ = try Self.write("a.tfrecord", damaged: [])
    let run = try await Self.lessons("convert", "a.tfrecord", "a.csv", "--skip-corrupt")
    #expect(run == LessonsProcess(output: "", errors: "", status: 0))
  }

  @Test func `inspect counts all damage on request, and fails all the same`() async throws {
    _ = try Self.write("a.tfrecord", damaged: [2, 3])
    let run = try await Self.lessons("inspect", "a.tfrecord", "--skip-corrupt", "--limit", "0")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("a.tfrecord: TFRecord\nbytes: 300\nrecords: 8\ndamaged records: 2\npayload"))
    #expect(!run.output.contains("checks"))
    let error =
      "lessons: a.tfrecord: 2 of 10 records are damaged, the first of them: record 2 at byte 72: checksum of"
    #expect(run.errors.hasPrefix(error), "\(run.errors)")
  }
}
