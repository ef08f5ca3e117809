import RawData
import Testing

/// The forty awkward rides as three shards in the scratch directory, and workers on them.
struct WorkerShards {
  static let count = 3
  let scratch: ScratchDirectory

  /// Writes `rides/0.csv`, `rides/1.csv` and `rides/2.csv`, of different sizes.
  init() throws {
    scratch = try ScratchDirectory.current
    try scratch.makeDirectory("rides")
    let lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map(String.init)
    for (number, rows) in [1..<4, 4..<21, 21..<lines.count].enumerated() {
      try scratch.write(([lines[0]] + lines[rows]).joined(separator: "\n") + "\n", to: "rides/\(number).csv")
    }
  }

  /// The line of a shard.
  static func line(_ number: Int, of count: Int = count, path: String? = nil) -> String {
    "{\"shard\": \(number), \"of\": \(count), \"path\": \"\(path ?? "rides/\(number).csv")\"}"
  }

  static let lines = (0..<count).map { line($0) }

  /// Runs a worker in the scratch directory, for the working directory `area`.
  func worker(_ words: [String], _ lines: [String]) async throws -> LessonsProcess {
    try await LessonsProcess.run(
      ["worker"] + words + ["--workdir", "area"],
      in: scratch.path,
      input: lines.map { "\($0)\n" }.joined()
    )
  }

  /// The lines that a worker prints, which has nothing to complain of.
  func results(_ words: [String], _ lines: [String]) async throws -> [String] {
    let process = try await worker(words + ["--quiet"], lines)
    try #require(process.status == 0 && process.errors.isEmpty, "\(process.errors)")
    return process.output.split(separator: "\n").map(String.init)
  }

  /// What is known before any shard is read.
  func start() async throws -> String {
    try #require(try await results(["merge", "--finish"], []).first)
  }

  /// An accumulator of each shard.
  func accumulators() async throws -> (start: String, lines: [String]) {
    let start = try await start()
    return (start, try await results(["analyze"], [start] + Self.lines))
  }

  /// What is known of all shards; `transform_output` is there then.
  func known() async throws -> String {
    let (start, lines) = try await accumulators()
    return try #require(try await results(["merge", "--finish"], [start] + lines).first)
  }

  /// The files that the task makes of the same shards.
  func filesOfTask() async throws -> [String: [UInt8]] {
    let words = ["task", "transform_tfrecords", "--data", "rides/*.csv", "--workdir", "whole"]
    try #require(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    return try scratch.files(below: "whole/transformed_tfrecords")
  }
}

extension String {
  /// A line with the value of a member replaced by another of its kind.
  func replacing(_ member: String, by value: String) throws -> String {
    guard case .object(var members) = try JSON.parse(Array(utf8), path: "line"),
      let index = members.firstIndex(where: { $0.name == member })
    else { throw LineWithout(member: member) }
    members[index].value = try JSON.parse(Array(value.utf8), path: "value")
    return JSON.object(members).compactText
  }

  private struct LineWithout: Error { let member: String }
}
