import Foundation
import RawData
import Testing

/// Two runs in one directory.
extension CommandLineTests {
  @Test func `a second run in a working directory says so and does nothing`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let area = try scratch.makeDirectory("area")
    let lock = try #require(try Platform.lock(directory: area))
    let words = ["task", "write_raw_tfrecords", "--data", "rides.csv", "--workdir"]
    let second = try await LessonsProcess.run(words + ["area"], in: scratch.path)
    let problem =
      "another run of lessons is at work in this directory; wait until it is done, or name another by"
    #expect(
      second == LessonsProcess(output: "", errors: "lessons: area: \(problem) --workdir\n", status: 1)
    )
    #expect(try scratch.names(in: "area").isEmpty)
    #expect(try await LessonsProcess.run(words + ["other"], in: scratch.path).status == 0)
    Platform.closeFile(lock)
    #expect(try await LessonsProcess.run(words + ["area"], in: scratch.path).status == 0)
    #expect(try scratch.files(below: "area").keys.sorted() == Self.raw)
  }

  @Test func `a run that is killed leaves its lock to the next one`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let area = try scratch.makeDirectory("area")
    // More rides than it can be done with before it is killed.
    let lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map { "\($0)\n" }
    let many = (0..<200).reduce(into: lines[0]) { text, _ in text += lines.dropFirst().joined() }
    try scratch.write(many, to: "many.csv")
    let process = Process()
    process.executableURL = try LessonsProcess.executable("lessons")
    process.arguments = ["task", "train_fare_model", "--data", "many.csv", "--workdir", "area"]
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    var isHeld = false
    for _ in 0..<2000 where !isHeld {
      if let lock = try Platform.lock(directory: area) { Platform.closeFile(lock) } else { isHeld = true }
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(isHeld)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let words = ["task", "write_raw_tfrecords", "--data", "rides.csv", "--workdir", "area"]
    #expect(try await LessonsProcess.run(words, in: scratch.path).status == 0)
  }

  @Test func `a directory that was made for nothing does not stay`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("key\n", to: "wrong.csv")
    let words = ["task", "write_raw_tfrecords", "--data", "wrong.csv", "--workdir", "area"]
    #expect(try await LessonsProcess.run(words, in: scratch.path).status == 1)
    #expect(try scratch.names() == ["wrong.csv"])
  }

  @Test func `a run that is killed at any moment leaves a state that tells the truth`() async throws {
    let scratch = try ScratchDirectory.current
    let lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map { "\($0)\n" }
    let many = (0..<60).reduce(into: lines[0]) { text, _ in text += lines.dropFirst().joined() }
    try scratch.write(many, to: "many.csv")
    let words = ["task", "transform_tfrecords", "--data", "many.csv", "--workdir"]
    let clock = ContinuousClock()
    let start = clock.now
    try #require(try await LessonsProcess.run(words + ["whole"], in: scratch.path).status == 0)
    // On a busy machine the first run takes long; how long the others get before they are ended is bounded.
    let elapsed = min(clock.now - start, .seconds(4))
    for moment in 1...6 {
      let process = Process()
      process.executableURL = try LessonsProcess.executable("lessons")
      process.arguments = words + ["area"] + (moment > 3 ? ["--force"] : [])
      process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
      (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try process.run()
      try await Task.sleep(for: elapsed * moment / 7)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // What the state says to be up to date is there, whole, with the bytes of a run that nobody disturbed.
      let plan = try await LessonsProcess.run(words + ["area", "--dry-run"], in: scratch.path)
      #expect(plan.status == 0, "\(plan.errors)")
      for (task, name) in [
        ("write_raw_tfrecords", "raw_tfrecords"), ("transform_tfrecords", "transformed_tfrecords"),
      ] where plan.output.contains("\(task): up to date") {
        #expect(try scratch.files(below: "area/\(name)") == scratch.files(below: "whole/\(name)"))
      }
    }
    #expect(try await LessonsProcess.run(words + ["area"], in: scratch.path).status == 0)
    #expect(try scratch.files(below: "area") == scratch.files(below: "whole"))
    let plan = try await LessonsProcess.run(words + ["area", "--dry-run"], in: scratch.path)
    #expect(
      plan.output == "write_raw_tfrecords: up to date\ntransform_tfrecords: up to date\n"
    )
  }
}
