import RawData
import Testing

@testable import TFRecords

/// The exercise of page 2: a record written by hand.
@Suite("Lesson 2: a record by hand", .tags(.lesson2), .scratchDirectory)
struct Lesson2ByHandTests {
  // snippet: by-hand
  /// One example with the feature `n`, whose value is 5; both checksums are still to be found.
  static let byHand: [UInt8] =
    [0x0E, 0, 0, 0, 0, 0, 0, 0]  // the message has 14 bytes
    + [0, 0, 0, 0]  // masked CRC-32C of the 8 bytes above
    + [0x0A, 12]  // Example, field 1: features, 12 bytes
    + [0x0A, 10]  // Features, field 1: an entry, 10 bytes
    + [0x0A, 1, 0x6E]  // entry, field 1: key, 1 byte, "n"
    + [0x12, 5]  // entry, field 2: value, 5 bytes
    + [0x1A, 3]  // Feature, field 3: int64_list, 3 bytes
    + [0x0A, 1, 5]  // Int64List, field 1: value, 1 byte, 5
    + [0, 0, 0, 0]  // masked CRC-32C of the 14 bytes of the message
  // end: by-hand

  /// What the reader says of the record; nil when there is nothing wrong with it.
  func error(in record: [UInt8]) throws -> String? {
    let path = try ScratchDirectory.current.write(record, to: "mine.tfrecord")
    do {
      var reader = try RecordReader(path: path)
      try reader.forEachRecord { _ in }
      return nil
    } catch let error as InputError {
      return error.inFile
    }
  }

  /// `record` with its two checksums put where they belong, lowest byte first.
  func mended(_ record: [UInt8], _ length: UInt32, _ message: UInt32) -> [UInt8] {
    record[..<8] + littleEndian(length) + record[12..<record.count - 4] + littleEndian(message)
  }

  @Test func `a record written by hand takes its checksums from what the reader says`() throws {
    let first = "record 0 at byte 0: checksum of the length is 0x3f69e5c5, expected 0x00000000 as stored"
    #expect(try error(in: Self.byHand) == first)
    let second = "record 0 at byte 12: checksum of the payload is 0x22f9ed68, expected 0x00000000 as stored"
    #expect(try error(in: mended(Self.byHand, 0x3F69_E5C5, 0)) == second)
    let record = mended(Self.byHand, 0x3F69_E5C5, 0x22F9_ED68)
    #expect(try error(in: record) == nil)
    // The bytes that TensorFlow's TFRecordWriter wrote of the same example.
    let bytes: [UInt8] = [
      0x0E, 0, 0, 0, 0, 0, 0, 0, 0xC5, 0xE5, 0x69, 0x3F, 0x0A, 0x0C, 0x0A, 0x0A, 0x0A, 0x01, 0x6E, 0x12, 0x05,
      0x1A,
      0x03, 0x0A, 0x01, 0x05, 0x68, 0xED, 0xF9, 0x22,
    ]
    #expect(record == bytes)
  }

  @Test func `the command on page 2 writes the record that stands above it`() throws {
    let page = String(
      decoding: try InputFile.contents(of: taxiData("../Lessons/02-tfrecords.md")),
      as: UTF8.self
    )
    let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("printf '") })
    let format = line.split(separator: "'")[1]
    // Of the escapes of the shell's printf the page uses two: \xHH and \0.
    var bytes: [UInt8] = []
    for match in format.matches(of: /\\x([0-9a-f]{2})|\\(0)|(.)/) {
      let code = (match.1 ?? match.2).flatMap { UInt8($0, radix: 16) }
      bytes.append(try #require(code ?? match.3?.utf8.first))
    }
    #expect(bytes == Self.byHand)
  }

  @Test func `the exercise of page 2 is solved, the values are 5 and 300`() throws {
    // Every length that the two new bytes are inside of grows by two; 300 is 2 * 128 + 44, so ac 02.
    // The bytes are those that TensorFlow's TFRecordWriter wrote.
    let solution: [UInt8] = [
      0x10, 0, 0, 0, 0, 0, 0, 0, 0x95, 0xFB, 0xFE, 0x18, 0x0A, 0x0E, 0x0A, 0x0C, 0x0A, 0x01, 0x6E, 0x12, 0x07,
      0x1A,
      0x05, 0x0A, 0x03, 0x05, 0xAC, 0x02, 0x92, 0x78, 0x1A, 0x9C,
    ]
    #expect(try error(in: solution) == nil)
    let values = try #require(ExampleInspector.values(of: solution[12..<28]))
    #expect(values.map(\.name) == ["n"] && values.first?.values?.int64s == [5, 300])
  }

  @Test func `the parts of a record are all of its bytes, and say what they are`() throws {
    let message = Self.byHand[12..<26]
    let anatomy = try #require(RecordAnatomy(of: message))
    #expect(anatomy.parts.flatMap(\.bytes) == mended(Self.byHand, 0x3F69_E5C5, 0x22F9_ED68))
    #expect(
      anatomy.parts.map { String(repeating: " ", count: $0.depth) + $0.meaning } == [
        "length: the message has 14 bytes", "masked CRC-32C of the length",
        "field 1: features; a length follows", "12 bytes",
        " field 1: feature, an entry of the map; a length follows", " 10 bytes",
        "  field 1: key; a length follows", "  1 byte", "  \"n\"",
        "  field 2: value, a Feature; a length follows", "  5 bytes",
        "   field 3: int64_list; a length follows", "   3 bytes",
        "    field 1: value; a length follows", "    1 byte", "    5, a varint",
        "masked CRC-32C of the message",
      ]
    )
    #expect(
      anatomy.parts.map(\.offset) == [0, 8, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26]
    )
  }

  @Test func `unpacked numbers and long texts are taken apart too`() throws {
    // One feature "f" of two floats that are not packed, one "t" of a text of ten letters.
    let floats: [UInt8] = [
      0x0A, 0x11, 0x0A, 1, 0x66, 0x12, 12, 0x12, 10, 0x0D, 0, 0, 0x80, 0x3F, 0x0D, 0, 0, 0, 0xC0,
    ]
    let text: [UInt8] = [0x0A, 0x13, 0x0A, 1, 0x74, 0x12, 14, 0x0A, 12, 0x0A, 10] + Array("abcdefghij".utf8)
    let message = [0x0A, UInt8(floats.count + text.count)] + floats + text
    let anatomy = try #require(RecordAnatomy(of: message))
    let meanings = anatomy.parts.map(\.meaning)
    #expect(meanings.filter { $0.hasSuffix("a float32") } == ["1.0, a float32", "-2.0, a float32"])
    #expect(meanings.filter { $0 == "field 1: value; the number follows" }.count == 2)
    #expect(meanings.contains("\"abcdefgh\"") && meanings.contains("\"ij\""))
    #expect(anatomy.parts.flatMap(\.bytes).dropFirst(12).dropLast(4) == message[...])
    #expect(RecordAnatomy(of: Array("hello".utf8)) == nil)
  }
}
