import Testing

@testable import RawData

@Suite("Lesson 1: blocks of CSV text", .tags(.lesson1), .scratchDirectory)
struct Lesson1CSVBlockTests {
  /// A reader with limits that a test reaches.
  func reader(_ text: [UInt8]) throws -> (reader: CSVBlockReader, path: String) {
    let path = try ScratchDirectory.current.write(text, to: "long.csv")
    return (try CSVBlockReader(path: path, largestBlock: 1 << 21, longestRecord: 1 << 20), path)
  }

  @Test func `when records are very long, blocks end early and none is lost`() throws {
    // Every seventh has a newline in quotes: where a block is cut must not depend on which quotes are open.
    let records = (0..<500).map { index in
      let cell = String(repeating: "x", count: 17_000 + index * 31 % 9000)
      return index % 7 == 0 ? "\(index),\"\(cell)\n\"\"\"\n" : "\(index),\(cell)\n"
    }
    var (reader, _) = try reader(Array(records.joined().utf8))
    var found: [UInt8] = []
    var recordCounts: [Int] = []
    while let block = try reader.next(400) {
      #expect(block.firstLine == 1 + found.count { $0 == UInt8(ascii: "\n") })
      // The text that had gathered when the limit was passed, which is at most twice the limit and a first reading.
      #expect(block.range.count < 5 << 20)
      found += block.bytes[block.range]
      recordCounts.append(block.recordCount)
    }
    #expect(found == Array(records.joined().utf8))
    #expect(recordCounts.reduce(0, +) == 500)
    #expect(recordCounts.allSatisfy { $0 < 400 }, "400 of these records are more than 6 MiB")
  }

  @Test func `a record that does not end is refused with its line`() throws {
    let text = "a,b\n1,\"2\n\"\n3,\"" + String(repeating: "4,5\n", count: 1 << 19)
    var (reader, path) = try reader(Array(text.utf8))
    let error = #expect(throws: InputError.self) { _ = try reader.next(4096) }
    #expect(
      error?.description
        == "\(path):4:1: record is longer than 1 MiB, expected its end; is a closing quote missing?"
    )
  }

  @Test func `any number of empty lines is passed over`() throws {
    let text = "a\n" + String(repeating: "\n", count: 5 << 20) + "b\r\nc"
    var (reader, _) = try reader(Array(text.utf8))
    #expect(try reader.next(1)?.recordCount == 1)
    let block = try #require(try reader.next(4096))
    #expect(block.recordCount == 2)
    let line = block.firstLine + block.bytes[block.range].prefix { $0 == UInt8(ascii: "\n") }.count
    #expect(line == 2 + (5 << 20))
    #expect(Array(block.bytes[block.range].suffix(4)) == Array("b\r\nc".utf8))
    #expect(try reader.next(4096)?.recordCount == nil)
  }
}
