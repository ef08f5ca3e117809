import Foundation
import Testing

/// Where `clean_directory` removes nothing.
extension CommandLineTests {
  private static func clean(_ workdir: String, _ options: [String] = [], home: String? = nil) async throws
    -> LessonsProcess
  {
    let words = ["task", "clean_directory", "--workdir", workdir] + options
    let scratch = try ScratchDirectory.current
    guard let home else { return try await LessonsProcess.run(words, in: scratch.path) }
    let lessons = try LessonsProcess.executable("lessons").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["HOME=\(home)", lessons] + words
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    let errors = Pipe()
    (process.standardError, process.standardOutput) = (errors, FileHandle.nullDevice)
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return LessonsProcess(
      output: "",
      errors: String(decoding: text, as: UTF8.self),
      status: process.terminationStatus
    )
  }

  private static func refusal(_ place: String, _ reason: String, _ loss: String) -> String {
    "\(place): \(reason), so nothing is removed there; it would have been \(loss)"
  }

  private static let made = "raw_tfrecords, task_state.json"

  @Test func `the root, a link and a repository are refused, with what would have gone`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    let before = try scratch.files()
    let link = scratch.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "area")
    for place in ["link", "link/"] {
      let refused = try await Self.clean(place)
      let problem = Self.refusal(place, "is a link to another directory", Self.made)
      #expect(refused == LessonsProcess(output: "", errors: "lessons: \(problem)\n", status: 1))
    }
    try FileManager.default.removeItem(atPath: link)
    let root = try await Self.clean("/", ["--dry-run"])
    #expect(
      root.output
        == "clean_directory: would stop: \(Self.refusal("/", "is the root of all files", "nothing"))\n"
    )
    try scratch.makeDirectory("area/.git")
    let repository = try await Self.clean("area")
    #expect(
      repository.errors == "lessons: \(Self.refusal("area", "is a repository, with .git", Self.made))\n"
    )
    #expect(repository.status == 1)
    #expect(try scratch.files() == before)
  }

  @Test func `a home and what holds one are refused`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    try scratch.makeDirectory("area/me")
    let before = try scratch.files()
    let home = try await Self.clean("area", home: scratch.path("area"))
    #expect(home.errors == "lessons: \(Self.refusal("area", "is your home", Self.made))\n")
    let above = try await Self.clean("area", home: scratch.path("area/me"))
    #expect(above.errors == "lessons: \(Self.refusal("area", "has your home in it", Self.made))\n")
    #expect(try scratch.files() == before)
    let elsewhere = try await Self.clean("area", home: scratch.path("rides"))
    #expect(elsewhere.status == 0 && elsewhere.errors.isEmpty)
    #expect(try scratch.files() == before.filter { $0.key == "rides.csv" })
  }

  @Test func `a directory that one stands in stays, empty`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    try scratch.makeDirectory("area")
    let place = scratch.path("area")
    let words = ["task", "write_raw_tfrecords", "--data", "../rides.csv", "--workdir", ".", "--quiet"]
    try #require(try await LessonsProcess.run(words, in: place).status == 0)
    let clean = try await LessonsProcess.run(["task", "clean_directory", "--workdir", "."], in: place)
    #expect(clean.status == 0 && clean.errors.isEmpty, "\(clean.errors)")
    #expect(try scratch.names(in: "area").isEmpty)
  }

  @Test func `a directory without our mark is refused`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    try scratch.remove("area/task_state.json")
    let refused = try await Self.clean("area")
    #expect(
      refused.errors
        == "lessons: \(Self.refusal("area", "has no task_state.json of lessons", "raw_tfrecords"))\n"
    )
    #expect(refused.status == 1 && scratch.exists("area/raw_tfrecords/schema.pbtxt"))
  }

  @Test func `a link in the directory is not followed`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    for (name, place) in [("area/models", "../mine"), ("area/transformed_tfrecords", "../mine/model")] {
      try FileManager.default.createSymbolicLink(atPath: scratch.path(name), withDestinationPath: place)
    }
    try scratch.makeDirectory("mine/model")
    try scratch.write("Made by lessons.\n", to: "mine/model/.tftlessons")
    try scratch.write("mine", to: "mine/model/weights.bin")
    let cleaned = try await Self.clean("area", ["--quiet"])
    #expect(cleaned.output == "removed \(Self.made) from area\n")
    #expect(try scratch.names(in: "area") == ["models", "transformed_tfrecords"])
    #expect(try scratch.names(in: "mine/model") == [".tftlessons", "weights.bin"])
  }

  @Test func `a plan says what would be removed, and what is done after it`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    let before = try scratch.files()
    let plan = try await Self.lessons(
      "--task",
      "clean_directory",
      "--task",
      "write_raw_tfrecords",
      "--dry-run",
      "--data",
      "rides.csv",
      "--workdir",
      "area"
    )
    #expect(
      plan.output == """
        clean_directory: would remove \(Self.made) from area
        write_raw_tfrecords: would run: not done yet

        """
    )
    #expect(try plan.status == 0 && plan.errors.isEmpty && scratch.files() == before)
    let nothing = try await Self.clean("nowhere", ["--dry-run"])
    #expect(nothing.output == "clean_directory: would find nothing of ours in nowhere\n")
    #expect(!scratch.exists("nowhere"))
  }
}
