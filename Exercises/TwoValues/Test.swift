import Foundation
import TFTLessons
import Testing

@Suite struct TwoValues {
  @Test func `the message has n with 5 and 300`() throws {
    let features = ExampleInspector.values(of: message[...])
    #expect(features != nil, "this is no Example: some length does not fit what it measures")
    #expect(features?.first?.name == "n")
    #expect(features?.first?.values?.storage == .int64([5, 300]))
  }

  /// By a CRC of twelve lines of Python, bit by bit.
  @Test func `the record has the right bytes`() {
    let expected: [UInt8] = [
      0x10, 0, 0, 0, 0, 0, 0, 0, 0x95, 0xFB, 0xFE, 0x18, 0x0A, 0x0E, 0x0A, 0x0C, 0x0A, 0x01, 0x6E, 0x12, 0x07,
      0x1A,
      0x05, 0x0A, 0x03, 0x05, 0xAC, 0x02, 0x92, 0x78, 0x1A, 0x9C,
    ]
    let record = frame(around: message)
    let first = zip(record, expected).prefix { $0 == $1 }.count
    #expect(record == expected, "byte \(first) is the first that is not as expected")
  }

  @Test func `the reader accepts the record`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("mine-\(UUID()).tfrecord").path
    try Data(frame(around: message)).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var reader = try RecordReader(path: path)
    let found = try reader.next()
    #expect(found.map(Array.init) == message)
  }
}
