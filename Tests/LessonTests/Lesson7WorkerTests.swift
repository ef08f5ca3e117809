import Foundation
import RawData
import Testing

/// `lessons worker` as an engine sees it: lines, exit status, files.
@Suite("Lesson 7: workers", .tags(.lesson7), .scratchDirectory)
struct Lesson7WorkerTests {
  @Test func `workers on three shards leave the bytes of the task on all of them`() async throws {
    let shards = try WorkerShards()
    let expected = try await shards.filesOfTask()
    try #require(expected.keys.filter { $0.hasPrefix("part-") }.count == 3)
    let (start, accumulators) = try await shards.accumulators()
    let known = try await shards.results(["merge", "--finish"], [start] + accumulators)
    // Each shard by a process of its own, the last one first.
    var parts: [String] = []
    for line in WorkerShards.lines.reversed() {
      parts += try await shards.results(["transform"], known + [line])
    }
    let done = try await shards.worker(["merge", "--finish"], known + parts)
    #expect(
      done
        == LessonsProcess(
          output: "{\"transformed_tfrecords\": \"area/transformed_tfrecords\", \"parts\": 3, \"rows\": 40}\n",
          errors: "lessons: area/transformed_tfrecords: 40 records in 3 files\n",
          status: 0
        )
    )
    #expect(try shards.scratch.files(below: "area/transformed_tfrecords") == expected)
    #expect(try shards.scratch.names(in: "area") == ["task_state.json", "transformed_tfrecords"])
    // What a cluster has made is not lost because somebody runs a task in the same place.
    let task = try await LessonsProcess.run(
      ["task", "write_raw_tfrecords", "--data", "rides", "--workdir", "area"],
      in: shards.scratch.path
    )
    #expect(task.status == 1)
    #expect(
      task.errors.contains("area/transformed_tfrecords: was made by workers, of rows that are not here")
    )
    #expect(try shards.scratch.files(below: "area/transformed_tfrecords") == expected)
    let clean = try await LessonsProcess.run(
      ["task", "clean_directory", "--workdir", "area"],
      in: shards.scratch.path
    )
    #expect(clean.status == 0 && !shards.scratch.exists("area"))
  }

  @Test func `a worker prints a line for each shard, and logs elsewhere`() async throws {
    let shards = try WorkerShards()
    let start = try await shards.start()
    #expect(try JSON.parse(Array(start.utf8), path: "line")["phases"]?.int == 1)
    let process = try await shards.worker(
      ["analyze"],
      [start, "", WorkerShards.line(2), WorkerShards.line(0)]
    )
    #expect(process.status == 0)
    #expect(
      process.errors
        == "lessons: rides/2.csv: 20 rows analyzed\nlessons: rides/0.csv: 3 rows analyzed\n"
    )
    let lines = try process.output.split(separator: "\n").map { try JSON.parse(Array($0.utf8), path: "line") }
    #expect(lines.map { $0["shards"]?.string } == ["2", "0"])
    #expect(lines.map { $0["rows"]?.int } == [20, 3])
    for line in lines {
      guard case .object(let members) = line else { continue }
      #expect(
        members.map(\.name) == [
          "version", "pipeline", "analysis", "shards", "of", "rows", "accumulator", "checksum",
        ]
      )
    }
    // Neither the number of the attempt nor that of the threads is told by a line.
    let again = try await shards.results(["analyze", "--threads", "4"], [start, WorkerShards.line(2)])
    #expect(again == [String(process.output.split(separator: "\n")[0])])
  }

  @Test func `any tree of merges ends with the same line`() async throws {
    let shards = try WorkerShards()
    let (start, lines) = try await shards.accumulators()
    let whole = try await shards.results(["merge"], [start] + lines)
    let left = try await shards.results(["merge"], [start, lines[2], lines[0]])
    #expect(try JSON.parse(Array(left[0].utf8), path: "line")["shards"]?.string == "0,2")
    #expect(try await shards.results(["merge"], [start] + left + [lines[1]]) == whole)
    #expect(try await shards.results(["merge"], [start] + whole) == whole)
    // A partition of an engine may be empty.
    #expect(try await shards.results(["merge"], [start]) == [])
    #expect(try await shards.results(["analyze"], [start]) == [])
  }

  @Test func `two workers on the same shards at once leave each file once`() async throws {
    let shards = try WorkerShards()
    let expected = try await shards.filesOfTask()
    let known = try await shards.known()
    let attempts = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask { try await shards.results(["transform"], [known] + WorkerShards.lines) }
      }
      return try await group.reduce(into: [[String]]()) { $0.append($1) }
    }
    #expect(Set(attempts).count == 1)
    let staged = try shards.scratch.names(in: "area/transformed_tfrecords.partial").filter {
      $0.hasPrefix("part-")
    }
    #expect(staged == ["part-00000-of-00003", "part-00001-of-00003", "part-00002-of-00003"])
    _ = try await shards.results(["merge", "--finish"], [known] + attempts[0])
    #expect(try shards.scratch.files(below: "area/transformed_tfrecords") == expected)
  }

  @Test func `what is finished can be finished once more, and nobody adds to it`() async throws {
    let shards = try WorkerShards()
    let (start, accumulators) = try await shards.accumulators()
    let known = try await shards.results(["merge", "--finish"], [start] + accumulators)
    let parts = try await shards.results(["transform"], known + WorkerShards.lines)
    // An engine that is not sure runs a step again, while the next one has begun.
    #expect(try await shards.results(["merge", "--finish"], [start] + accumulators) == known)
    let first = try await shards.results(["merge", "--finish"], known + parts)
    let files = try shards.scratch.files(below: "area")
    #expect(try await shards.results(["merge", "--finish"], known + parts) == first)
    let late = try await shards.worker(["transform"], known + [WorkerShards.line(1)])
    #expect(
      late
        == LessonsProcess(
          output: "",
          errors: "lessons: area/transformed_tfrecords.partial: is not there for these constants; "
            + "`lessons worker merge --finish` makes it when it prints them\n",
          status: 1
        )
    )
    #expect(try shards.scratch.files(below: "area") == files)
  }

  @Test func `a worker killed in the middle leaves no file under the final name`() async throws {
    let shards = try WorkerShards()
    let expected = try await shards.filesOfTask()
    let known = try await shards.known()
    // More rides than it can be done with before it is killed.
    let words = ["make-data", "--rows", "60000", "--output", "many.csv"]
    try #require(try await LessonsProcess.run(words, in: shards.scratch.path).status == 0)
    try shards.scratch.write("\(known)\n\(WorkerShards.line(0, path: "many.csv"))\n", to: "lines")
    let process = Process()
    process.executableURL = try LessonsProcess.executable("lessons")
    process.arguments = ["worker", "transform", "--workdir", "area"]
    process.currentDirectoryURL = URL(fileURLWithPath: shards.scratch.path)
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: shards.scratch.path("lines")))
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    let staging = "area/transformed_tfrecords.partial"
    func attempts() throws -> [String] {
      try shards.scratch.names(in: staging).filter { $0.hasSuffix(".partial") }
    }
    for _ in 0..<2000 where try attempts().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try attempts().count == 1)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(!shards.scratch.exists("\(staging)/part-00000-of-00003"))

    let parts = try await shards.results(["transform"], [known] + WorkerShards.lines)
    _ = try await shards.results(["merge", "--finish"], [known] + parts)
    #expect(try shards.scratch.files(below: "area/transformed_tfrecords") == expected)
  }

  @Test func `files without a header, records and an own schema are shards too`() async throws {
    let shards = try WorkerShards()
    let expected = try await shards.filesOfTask()
    // The raw records of the task are the same rows.
    let records = (0..<3).map {
      WorkerShards.line($0, path: "whole/raw_tfrecords/part-0000\($0)-of-00003")
    }
    let start = try await shards.start()
    let schema = ["--schema", "whole/raw_tfrecords/schema.pbtxt"]
    let accumulators = try await shards.results(["analyze"] + schema, [start] + records)
    let known = try await shards.results(["merge", "--finish"], [start] + accumulators)
    var parts = try await shards.results(["transform"], known + records.dropLast())
    let rows = try shards.scratch.text(of: "rides/2.csv").split(separator: "\n").dropFirst()
    try shards.scratch.write(rows.joined(separator: "\n") + "\n", to: "bare.csv")
    parts += try await shards.results(
      ["transform", "--no-header"],
      known + [WorkerShards.line(2, path: "bare.csv")]
    )
    _ = try await shards.results(["merge", "--finish"], known + parts)
    #expect(try shards.scratch.files(below: "area/transformed_tfrecords") == expected)
  }
}
