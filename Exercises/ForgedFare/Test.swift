import Foundation
import TFTLessons
import Testing

@Suite struct ForgedFare {
  /// All bytes that lesson 2 prints.
  static let record: [UInt8] = [
    [0x51, 0, 0, 0, 0, 0, 0, 0, 0x9C, 0xA1, 0xD9, 0xBC, 0x0A, 0x4F, 0x0A, 0x17, 0x0A, 0x0B],
    Array("fare_amount".utf8),
    [0x12, 0x08, 0x12, 0x06, 0x0A, 0x04, 0x66, 0x66, 0x36, 0x41, 0x0A, 0x26, 0x0A, 0x03], Array("key".utf8),
    [0x12, 0x1F, 0x0A, 0x1D, 0x0A, 0x1B], Array("2011-11-25 08:31:23.0000001".utf8),
    [0x0A, 0x0C, 0x0A, 0x03], Array("row".utf8),
    [0x12, 0x05, 0x1A, 0x03, 0x0A, 0x01, 0x01, 0xF9, 0xDE, 0x7A, 0x04],
  ].flatMap { $0 as [UInt8] }

  @Test func `the reader accepts a fare of 99`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("forged-\(UUID()).tfrecord").path
    try Data(forged(Self.record)).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var reader = try RecordReader(path: path)
    let message = try #require(try reader.next())
    let fare = ExampleInspector.values(of: message)?.first { $0.name == "fare_amount" }?.values
    #expect(fare?.storage == .float32([99]))
  }

  @Test func `nothing else has changed`() {
    let changed = zip(forged(Self.record), Self.record).enumerated().filter { $0.element.0 != $0.element.1 }
      .map(\.offset)
    let strangers = changed.filter { !(35..<39).contains($0) && !(93..<97).contains($0) }
    #expect(strangers.isEmpty, "these bytes need not change; which checksum covers which bytes?")
    #expect(changed.contains { (93..<97).contains($0) }, "the message has changed, and its checksum has not")
  }
}
