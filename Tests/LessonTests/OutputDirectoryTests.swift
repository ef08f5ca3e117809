import Foundation
import RawData
import Testing

/// Directories that appear under their name only when they are whole.
@Suite("Output directories", .scratchDirectory)
struct OutputDirectoryTests {
  @Test(arguments: [true, false])
  func `one that was ended before it had its mark is gone on with`(isResumed: Bool) throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out.partial")
    try scratch.write("Made", to: "out.partial/.tftlessons.4711.partial")
    try OutputDirectory.write(to: scratch.path("out"), isResumed: isResumed) { staging in
      try OutputFile.write("x", to: "\(staging)/a")
    }
    #expect(try scratch.names(in: "out") == [".tftlessons", "a"])
    #expect(!scratch.exists("out.partial"))
  }

  @Test func `one with a file of somebody else's is in the way`() throws {
    let scratch = try ScratchDirectory.current
    let path = scratch.path("out")
    try scratch.makeDirectory("out.partial")
    try scratch.write("Made", to: "out.partial/.tftlessons.4711.partial")
    try scratch.write("mine", to: "out.partial/notes.txt")
    let error = #expect(throws: FileError.self) { try OutputDirectory.write(to: path) { _ in } }
    #expect(
      error.map { "\($0)" }
        == "\(path).partial: is in the way: it was not made by lessons, so it is not replaced"
    )
    #expect(try scratch.text(of: "out.partial/notes.txt") == "mine")
  }

  @Test func `a directory with somebody else's files is not marked as ours`() throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write("mine", to: "out/notes.txt")
    #expect(throws: FileError.self) { try OutputDirectory.markAsOurs(scratch.path("out")) }
    #expect(try scratch.names(in: "out") == ["notes.txt"])
  }

  @Test func `a staging place that is a link is in the way, and nothing behind it is lost`() throws {
    let scratch = try ScratchDirectory.current
    try OutputDirectory.write(to: scratch.path("other")) { try OutputFile.write("x", to: "\($0)/a") }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("out.partial"),
      withDestinationPath: scratch.path("other")
    )
    for isResumed in [true, false] {
      let error = #expect(throws: FileError.self) {
        try OutputDirectory.write(to: scratch.path("out"), isResumed: isResumed) { _ in }
      }
      #expect(
        error.map { "\($0)" }?.hasSuffix(
          "out.partial: is in the way: it is a link, expected a directory or nothing"
        ) == true
      )
    }
    #expect(try scratch.names(in: "other") == [".tftlessons", "a"])
  }

  @Test func `a mark that was begun does not stay beside the whole one`() throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write("Made", to: "out/.tftlessons.4711.partial")
    try OutputDirectory.markAsOurs(scratch.path("out"))
    #expect(try scratch.names(in: "out") == [".tftlessons"])
  }
}
