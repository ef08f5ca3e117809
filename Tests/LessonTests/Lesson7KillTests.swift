import Foundation
import Testing

/// A run of lesson 7 that is ended by force, and the next one.
extension Lesson7FullScaleTests {
  private static let words = ["run", "7", "--data", "shards", "--seed", "2"]

  private static func finish(_ area: String, _ options: [String] = []) async throws -> LessonsProcess {
    let words = words + ["--workdir", area] + options
    let process = try await LessonsProcess.run(words, in: try ScratchDirectory.current.path)
    #expect(process.status == 0, "\(process.errors)")
    return process
  }

  /// What a run leaves that matters.
  private static func results(_ area: String) throws -> [String: [UInt8]] {
    try ScratchDirectory.current.files(below: "\(area)/full_scale").filter {
      !$0.key.hasSuffix("history.json")
    }
  }

  /// Starts a run and ends it by force as soon as `path` is there; false when it was done before.
  private static func kill(_ area: String, when path: String) throws -> Bool {
    let scratch = try ScratchDirectory.current
    let process = Process()
    process.executableURL = try LessonsProcess.executable("lessons")
    process.arguments = words + ["--workdir", area, "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning {
      if scratch.exists("\(area)/full_scale/\(path)") {
        Foundation.kill(process.processIdentifier, SIGKILL)
        break
      }
      usleep(200)
    }
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  @Test func `killed at any shard, the next run goes on and ends with the same bytes`() async throws {
    try Self.makeRides(6000, shards: 6, to: "shards")
    _ = try await Self.finish("whole")
    let whole = try Self.results("whole")
    #expect(whole.keys.contains("transformed_tfrecords/part-00005-of-00006"))
    #expect(whole.keys.contains("model/weights.safetensors"))
    let places = [
      "analysis", "transformed_tfrecords.partial", "transformed_tfrecords.partial/part-00000-of-00006",
      "transformed_tfrecords.partial/part-00003-of-00006", "transformed_tfrecords",
    ]
    for (index, place) in places.enumerated() {
      let wasKilled = try Self.kill("area-\(index)", when: place)
      #expect(wasKilled, "\(place): done before it was killed")
      let next = try await Self.finish("area-\(index)")
      if place.hasSuffix("part-00003-of-00006") {
        #expect(
          next.errors.contains("analyze: 6000 rows")
            && next.errors.contains("; 0 of 6 shards were not analyzed")
        )
        #expect(!next.errors.contains("; 6 of 6 shards were not transformed"), "\(next.errors)")
      }
      #expect(try Self.results("area-\(index)") == whole, "\(place)")
    }
  }

  @Test func `trained on records and on CSV, with one thread and with eight, the weights are the same`()
    async throws
  {
    try Self.makeRides(3000, shards: 3, to: "shards")
    var weights: Set<[UInt8]> = []
    for (index, options) in [["--threads", "1"], ["--threads", "8", "--stream"]].enumerated() {
      _ = try await Self.finish("area-\(index)", options)
      weights.insert(
        try ScratchDirectory.current.bytes(of: "area-\(index)/full_scale/model/weights.safetensors")
      )
    }
    #expect(weights.count == 1)
    #expect(try !ScratchDirectory.current.exists("area-1/full_scale/transformed_tfrecords"))
  }

  @Test func `clean_directory removes what lesson 7 has made`() async throws {
    try Self.makeRides(600, shards: 2, to: "shards")
    _ = try await Self.finish("area")
    let scratch = try ScratchDirectory.current
    let clean = try await LessonsProcess.run(
      ["task", "clean_directory", "--workdir", "area"],
      in: scratch.path
    )
    #expect(clean.status == 0 && !scratch.exists("area"), "\(clean.errors)")
  }

  @Test func `sharded made data is the one file's rows`() async throws {
    let scratch = try ScratchDirectory.current
    try Self.makeRides(1001, to: "rides.csv")
    let words = ["make-data", "--rows", "1001", "--seed", "5", "--shards", "3", "--output", "made"]
    #expect(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    let whole = try scratch.text(of: "rides.csv").split(separator: "\n")
    let parts = try scratch.names(in: "made").filter { $0.hasPrefix("part-") }.map {
      try scratch.text(of: "made/\($0)").split(separator: "\n")
    }
    #expect(parts.allSatisfy { $0.first == whole.first } && parts.map(\.count) == [334, 335, 335])
    #expect(parts.flatMap { $0.dropFirst() } == Array(whole.dropFirst()))
  }
}
