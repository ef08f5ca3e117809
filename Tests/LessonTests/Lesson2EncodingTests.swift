import RawData
import Testing

@testable import TFRecords

/// What is written quickly must be what protobuf and TFRecord say: here each record is built again from its fields, and
/// its checksums bit by bit.
@Suite("Lesson 2: examples encoded", .tags(.lesson2))
struct Lesson2EncodingTests {
  /// Values of all sizes; `kind` says which of them come.
  static func column(_ kind: Int, _ count: Int, seed: UInt64) -> FeatureValues {
    var generator = SplitMix64(seed: seed)
    switch kind {
    case 0: return FeatureValues((0..<count).map { _ in Float(bitPattern: UInt32(generator.next() >> 32)) })
    case 1: return FeatureValues((0..<count).map { _ in Int64(generator.next(below: 128)) })
    case 2:
      return FeatureValues(
        (0..<count).map { _ in Int64(bitPattern: generator.next() >> generator.next(below: 64)) }
      )
    case 3:
      return FeatureValues(
        ByteStrings((0..<count).map { _ in String(repeating: "é", count: generator.next(below: 70)) })
      )
    default:
      var offsets = [0]
      for _ in 0..<count { offsets.append(offsets[offsets.count - 1] + generator.next(below: 4)) }
      let values = column((kind - 4) % 4, offsets[count], seed: seed + 1)
      return FeatureValues(values.storage, layout: .ragged(rowOffsets: offsets))
    }
  }

  /// The entry of one row, from protobuf's rules alone.
  static func entry(_ name: String, _ values: FeatureValues, _ row: Int) -> [UInt8] {
    typealias Bytes = ExampleBytes
    let range = values.range(ofRow: row)
    func packed(_ bytes: [UInt8]) -> [UInt8] { bytes.isEmpty ? [] : Bytes.field(1, bytes) }
    let feature =
      switch values.storage {
      case .float32(let floats):
        Bytes.field(2, packed(range.flatMap { littleEndian(floats[$0].bitPattern) }))
      case .int64(let integers):
        Bytes.field(3, packed(range.flatMap { Bytes.varint(UInt64(bitPattern: integers[$0])) }))
      case .string(let strings): Bytes.field(1, range.flatMap { Bytes.field(1, Array(strings[$0])) })
      }
    return Bytes.entry(name, feature)
  }

  /// A record with its frame.
  static func record(_ batch: Batch, _ row: Int) -> [UInt8] {
    func masked(_ bytes: [UInt8]) -> [UInt8] {
      let checksum = Lesson2ChecksumTests.plainChecksum(bytes)
      return littleEndian((checksum >> 15 | checksum << 17) &+ 0xA282_EAD8)
    }
    let entries = batch.names.sorted().flatMap { name in
      batch[name].map { entry(name, $0, row) } ?? []
    }
    let message = ExampleBytes.field(1, entries)
    let length = littleEndian(UInt64(message.count))
    return length + masked(length) + message + masked(message)
  }

  static func expect(_ batch: Batch, _ rows: Range<Int>, from encoder: ExampleEncoder, _ comment: Comment) {
    var found: [UInt8] = [1, 2, 3]
    encoder.encodeRecords(batch, rows: rows, appendingTo: &found)
    #expect(found == [1, 2, 3] + rows.flatMap { record(batch, $0) }, comment)
  }

  /// Names from nothing to more than a step, a varint of two bytes, and all heads there are before content.
  static let names = [
    "", "a", "bb", "fifteen letters", "sixteen letters.", String(repeating: "long", count: 33),
  ]

  @Test(arguments: 0..<8)
  func `records of one kind of values are as the formats say, whatever the name`(kind: Int) {
    for name in Self.names {
      let batch = Batch(rowCount: 40, names: [name], columns: [Self.column(kind, 40, seed: 1)])
      Self.expect(batch, 0..<40, from: ExampleEncoder(names: [name]), "\(name)")
    }
  }

  @Test func `records of all kinds are as the formats say, in any part of a batch`() {
    let names = (0..<16).map { "\($0 % 10)\(String(repeating: "n", count: $0 * 3))" }
    let encoder = ExampleEncoder(names: names)
    // The columns change their types from batch to batch; one encoder goes on.
    for shift in 0..<4 {
      let columns = names.indices.map { Self.column(($0 + shift) % 8, 600, seed: UInt64($0 + 100 * shift)) }
      let batch = Batch(rowCount: 600, names: names, columns: columns)
      for rows in [0..<600, 255..<258, 599..<600, 7..<7] {
        Self.expect(batch, rows, from: encoder, "\(rows)")
      }
    }
  }

  @Test func `records of no features have no entries`() {
    let batch = Batch(rowCount: 2, names: [], columns: [])
    Self.expect(batch, 0..<2, from: ExampleEncoder(names: []), "no features")
  }

  @Test func `a varint is made at once as it is byte by byte`() {
    for bits in 0...64 {
      let top: UInt64 = bits == 64 ? .max : 1 << UInt64(bits)
      for value in [top, top &- 1, top | 1, top | 0x0123_4567 & (top &- 1)] {
        let expected = ExampleBytes.varint(value)
        #expect(varintSize(value) == expected.count, "\(value)")
        guard expected.count <= 8 else { continue }
        let word = littleEndian(varintWord(value, size: expected.count))
        #expect(word == expected + [UInt8](repeating: 0, count: 8 - expected.count), "\(value)")
      }
    }
  }
}
