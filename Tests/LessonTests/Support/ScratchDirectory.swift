import Foundation
import Testing

/// A directory of a test's own, empty at its start and removed at its end.
///
/// ```swift
/// @Suite(.scratchDirectory) struct Files {
///   @Test func `a file is written`() throws {
///     let scratch = try ScratchDirectory.current
///     try scratch.write("a\n1\n", to: "rows.csv")
///     #expect(try scratch.names() == ["rows.csv"])
///   }
/// }
/// ```
struct ScratchDirectory: Sendable {
  /// The absolute path, without a slash at the end.
  let path: String

  @TaskLocal fileprivate static var running: ScratchDirectory?

  /// The running test's directory.
  static var current: ScratchDirectory {
    get throws {
      try #require(running, "the test or its suite needs the trait .scratchDirectory")
    }
  }

  fileprivate init() throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    path = parent.appendingPathComponent("lessons-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  fileprivate func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of `name` in the directory.
  func path(_ name: String) -> String {
    "\(path)/\(name)"
  }

  /// Writes a text file; its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file of bytes; its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
    return path(name)
  }

  /// The bytes of a file.
  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// The text of a file.
  func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  /// Removes a file, or a directory with all that is in it.
  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  /// Makes a directory below this one; its path.
  @discardableResult
  func makeDirectory(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Whether there is a file or directory of this name.
  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }

  /// What stands in the directory, or in one below it, sorted.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  /// Every file below the directory, or below one in it: path from there, and bytes.
  func files(below name: String = "") throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    // The mark of a directory that lessons has made is no artefact.
    for file in try FileManager.default.subpathsOfDirectory(atPath: path(name))
    where !file.hasSuffix(".tftlessons") {
      let full = name.isEmpty ? file : "\(name)/\(file)"
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path(full), isDirectory: &isDirectory) else { continue }
      if !isDirectory.boolValue { files[file] = try bytes(of: full) }
    }
    return files
  }
}

/// Gives each test a scratch directory.
struct ScratchDirectoryTrait: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    let directory = try ScratchDirectory()
    defer { directory.remove() }
    try await ScratchDirectory.$running.withValue(directory) { try await function() }
  }
}

extension Trait where Self == ScratchDirectoryTrait {
  /// Each test has an empty directory of its own: `ScratchDirectory.current`.
  static var scratchDirectory: Self { Self() }
}
