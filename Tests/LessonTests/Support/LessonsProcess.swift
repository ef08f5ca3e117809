import Foundation
import Testing

/// What a run of the executable `lessons` left behind.
struct LessonsProcess: Equatable, Sendable {
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let errors: String
  /// The exit status; for a signal that ended it, its negative number.
  let status: Int32

  /// Runs a built executable with `words` in `directory`, or where the tests run; it has `input` to read.
  static func run(
    _ words: [String],
    in directory: String? = nil,
    input: String = "",
    executable: String = "lessons"
  ) async throws -> LessonsProcess {
    try await run(words, in: directory, input: input, program: Self.executable(executable))
  }

  /// Lets the shell run a command line in `directory`, in which `$LESSONS` is the built executable.
  static func shell(_ line: String, in directory: String) async throws -> LessonsProcess {
    let words = ["-c", "LESSONS='\(try executable("lessons").path)'; \(line)"]
    return try await run(words, in: directory, program: URL(fileURLWithPath: "/bin/sh"))
  }

  /// The same with the program of a file.
  static func run(
    _ words: [String],
    in directory: String?,
    input: String = "",
    program: URL
  ) async throws -> LessonsProcess {
    let temporary = FileManager.default.temporaryDirectory
    let capture = temporary.appendingPathComponent("lessons-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: capture, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: capture) }
    // Files, not pipes: one that is full, or that a sister process has inherited, would hang the test.
    let output = capture.appendingPathComponent("output")
    let errors = capture.appendingPathComponent("errors")
    let read = capture.appendingPathComponent("input")
    try Data(input.utf8).write(to: read)
    let status = try await status(
      of: program,
      words,
      in: directory,
      input: FileHandle(forReadingFrom: read),
      output: output,
      errors: errors
    )
    return LessonsProcess(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      status: status
    )
  }

  private static func status(
    of program: URL,
    _ words: [String],
    in directory: String?,
    input: FileHandle,
    output: URL,
    errors: URL
  ) async throws -> Int32 {
    try await status(of: program, words, in: directory, input, fileHandle(output), fileHandle(errors))
  }

  static func status(
    of program: URL,
    _ words: [String],
    in directory: String,
    terminal: Int32,
    environment: [String: String]
  ) async throws -> Int32 {
    let handle = FileHandle(fileDescriptor: terminal)
    return try await status(of: program, words, in: directory, .nullDevice, handle, handle, environment)
  }

  private static func status(
    of program: URL,
    _ words: [String],
    in directory: String?,
    _ input: FileHandle,
    _ output: FileHandle,
    _ errors: FileHandle,
    _ environment: [String: String] = [:]
  ) async throws -> Int32 {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = program
    process.arguments = words
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { ended in
        let sign: Int32 = ended.terminationReason == .uncaughtSignal ? -1 : 1
        continuation.resume(returning: sign * ended.terminationStatus)
      }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }

  private static func fileHandle(_ url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  /// The executable stands in the build directory, as the tests' resources do, or above them.
  static func executable(_ name: String) throws -> URL {
    var directory = Bundle.module.bundleURL
    while directory.pathComponents.count > 1 {
      directory.deleteLastPathComponent()
      let candidate = directory.appendingPathComponent(name)
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory)
      if exists && !isDirectory.boolValue { return candidate }
    }
    throw MissingExecutable(name: name, searched: Bundle.module.bundlePath)
  }

  /// There is no executable to run.
  private struct MissingExecutable: Error, CustomStringConvertible {
    let name: String
    let searched: String
    var description: String { "found no executable `\(name)` above \(searched)" }
  }
}

/// A file below `Tests/LessonTests/Fixtures`.
enum Fixture {
  /// The fixture's path.
  static func path(_ name: String) -> String {
    Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name)").path
  }

  /// The fixture's bytes.
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// The fixture's text.
  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }
}
