import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: tf.train.Example", .tags(.lesson2))
struct Lesson2ExampleTests {
  func encode(_ batch: Batch) -> [[UInt8]] {
    let messages = ExampleEncoder(names: batch.names).encode(batch)
    return (0..<messages.count).map { Array(messages[$0]) }
  }

  func decode(_ messages: [[UInt8]], _ schema: Schema) throws -> Batch {
    var strings = ByteStrings()
    for message in messages { strings.append(message) }
    return try ExampleDecoder(schema: schema).decode(strings)
  }

  /// `tf.train.Example(features={"a": [1.5], "b": ["x"], "n": [-1]}).SerializeToString(deterministic=True)`.
  static let message: [UInt8] =
    [0x0A, 0x30]
    + [0x0A, 0x0D, 0x0A, 0x01, 0x61, 0x12, 0x08, 0x12, 0x06, 0x0A, 0x04, 0, 0, 0xC0, 0x3F]
    + [0x0A, 0x0A, 0x0A, 0x01, 0x62, 0x12, 0x05, 0x0A, 0x03, 0x0A, 0x01, 0x78]
    + [0x0A, 0x13, 0x0A, 0x01, 0x6E, 0x12, 0x0E, 0x1A, 0x0C, 0x0A, 0x0A]
    + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]
  static let schema = Schema([
    FeatureSpec("n", .int64), FeatureSpec("a", .float32), FeatureSpec("b", .string),
  ])
  static let batch = Batch(
    rowCount: 1,
    names: ["n", "a", "b"],
    columns: [
      FeatureValues([-1] as [Int64]), FeatureValues([1.5] as [Float]), FeatureValues(ByteStrings(["x"])),
    ]
  )

  @Test func `missing, empty and special values come back`() throws {
    let schema = Schema([
      FeatureSpec("x", .float32, presence: .optional), FeatureSpec("s", .string, presence: .optional),
      FeatureSpec("n", .int64, presence: .optional),
    ])
    let batch = Batch(
      rowCount: 3,
      names: ["x", "s", "n"],
      columns: [
        FeatureValues(
          .float32([-0.0, .infinity, .leastNonzeroMagnitude]),
          layout: .ragged(rowOffsets: [0, 0, 2, 3])
        ),
        FeatureValues(
          .string(ByteStrings(["", String(repeating: "long", count: 500)])),
          layout: .ragged(rowOffsets: [0, 2, 2, 2])
        ),
        FeatureValues(.int64([.min, .max, 0]), layout: .ragged(rowOffsets: [0, 1, 1, 3])),
      ]
    )
    #expect(try decode(encode(batch), schema) == batch)
  }

  @Test func `a list may be packed or not, a feature may come twice, strangers are passed over`() throws {
    let entry = { (name: UInt8, feature: [UInt8]) -> [UInt8] in
      let entry = [0x0A, 1, name, 0x12, UInt8(feature.count)] + feature
      return [0x0A, UInt8(entry.count)] + entry
    }
    let features =
      entry(0x7A, [0x0A, 0])  // a feature "z" that nobody asked for
      + entry(0x61, [0x1A, 2, 0x08, 9])  // "a": an integer, which TensorFlow passes over
      + entry(0x61, [0x12, 5, 0x0D, 0, 0, 0, 0x40])  // "a": 2, to be replaced below
      + entry(0x6E, [0x1A, 2, 0x08, 9])  // "n": 9, not packed
      + [0x10, 7]  // an unknown field of Features
      + entry(0x62, [0x0A, 2, 0x0A, 0]) + entry(0x61, [0x12, 5, 0x0D, 0, 0, 0xC0, 0x3F])
    let batch = try decode([[0x0A, UInt8(features.count)] + features], Self.schema)
    #expect(batch["n"] == FeatureValues([9] as [Int64]))
    #expect(batch["a"] == FeatureValues([1.5] as [Float]))
    #expect(batch["b"] == FeatureValues(ByteStrings([""])))
  }

  @Test(arguments: [
    (Schema([FeatureSpec("c", .float32)]), "c: the value is missing, expected one of type float32"),
    (Schema([FeatureSpec("a", .int64)]), "a: found a list of float32, expected int64"),
  ])
  func `a message that does not fit the schema is refused`(schema: Schema, problem: String) throws {
    let error = #expect(throws: ExampleError.self) { try decode([Self.message], schema) }
    #expect(error?.problem == problem)
  }

  @Test func `a width that no memory holds is an error and takes none`() throws {
    let schema = Schema([FeatureSpec("a", .float32, width: 1 << 62)])
    let error = #expect(throws: ExampleError.self) { try decode([Self.message, Self.message], schema) }
    #expect(error?.problem == "a: found 1 values, expected 4611686018427387904")
  }

  @Test func `a message cut anywhere is refused, or lacks its last features, but never crashes`() throws {
    for count in 1..<Self.message.count {
      #expect(throws: ExampleError.self, "cut after \(count) bytes") {
        try decode([Array(Self.message.prefix(count))], Self.schema)
      }
    }
  }

  @Test func `a row has the bytes that protobuf writes`() throws {
    #expect(encode(Self.batch) == [Self.message])
    #expect(try decode([Self.message], Self.schema) == Self.batch)
  }

  @Test func `an error names the record and the byte in the file`() throws {
    let error = #expect(throws: ExampleError.self) {
      try decode([Self.message, [0x0A, 0x05, 0x0A]], Self.schema)
    }
    #expect(error?.index == 1)
    #expect(error?.byteOffset == 1)
    #expect(error?.problem == "found a length of 5, but the message has 1 bytes left")
  }
}
