import RawData
import Testing

@testable import TFRecords

/// What is read quickly must be what is read with care: `ExampleRowDecoder` is the measure here.
@Suite("Lesson 2: examples of one form", .tags(.lesson2), .scratchDirectory)
struct Lesson2ExampleFormTests {
  typealias Bytes = ExampleBytes

  static let schema = Schema([
    FeatureSpec("fare", .float32), FeatureSpec("place", .float32, width: 2), FeatureSpec("key", .string),
    FeatureSpec("count", .int64), FeatureSpec("tags", .string, presence: .optional),
    FeatureSpec("ids", .int64, presence: .optional),
    FeatureSpec("tip", .float32, presence: .defaultValue("0.5")),
  ])
  static let careful = ExampleRowDecoder(
    features: schema.features,
    names: ExampleNames(schema.features.map(\.name))
  )

  /// A message with everything in it; `number` changes values only, `key` and `count` perhaps lengths.
  static func message(_ number: Int, key: String = "abc", count: Int64 = 300, tip: [UInt8]? = nil) -> [UInt8]
  {
    Bytes.message(
      Bytes.entry("place", Bytes.floats(Float(number), -1)),
      Bytes.entry("ids", Bytes.integers(1, Int64(1000 + number), -1)),
      Bytes.entry("stranger", Bytes.strings("\(number % 10)")),
      Bytes.entry("key", Bytes.strings(key)),
      Bytes.entry("count", Bytes.integers(count)),
      Bytes.entry("tags", Bytes.strings("x\(number % 10)", "", "zz")),
      tip ?? Bytes.entry("tip", Bytes.floats(0.25)),
      Bytes.entry("fare", Bytes.floats(Float(number) / 7))
    )
  }

  /// What careful decoding says of a message: values or the error.
  static func expected(_ message: [UInt8]) -> Result<[FeatureValues], ProtobufCursor.WireError> {
    Result { () throws(ProtobufCursor.WireError) in try careful.decode(message.span, 0..<message.count) }
  }

  /// Decodes like a reader of records does, with the forms that `decoder` learns.
  static func decode(_ messages: [[UInt8]], with decoder: ExampleDecoder) throws -> Batch {
    let bytes = PooledBytes(BytePool())
    for message in messages { RecordWriter.appendFrame(around: message, to: &bytes.bytes) }
    var block = RecordBlock(
      file: RecordFile(path: "rides", compression: .none),
      firstIndex: 0,
      byteOffset: 0,
      buffer: bytes
    )
    (block.size, block.recordCount) = (bytes.bytes.count, messages.count)
    return try decoder.decode(block)
  }

  static let usual = (0..<40).map { message($0) }

  /// A decoder that knows the form of the usual messages.
  static func experienced() throws -> ExampleDecoder {
    let decoder = ExampleDecoder(schema: schema)
    _ = try decode(usual, with: decoder)
    return decoder
  }

  /// A message between two of a form that is known is decoded as careful decoding does it.
  static func check(_ message: [UInt8], _ comment: Comment, with decoder: ExampleDecoder) {
    let found = Result { try decode([usual[0], message, usual[1]], with: decoder) }
    switch (expected(message), found) {
    case (.success(let values), .success(let batch)):
      #expect(batch.slice(1..<2).columns.map(\.bits) == values.map(\.bits), comment)
      #expect(batch.slice(1..<2).columns.map(\.layout) == values.map(\.layout), comment)
      #expect(batch.slice(2..<3).columns == (try? expected(usual[1]).get()), comment)
    case (.failure(let expected), .failure(let found as InputError)):
      let start = usual[0].count + RecordWriter.frameSize + RecordFrame.headerSize
      let position = InputError.Position.record(1, byteOffset: start + expected.offset)
      #expect(found == InputError(file: "rides", position: position, problem: expected.problem), comment)
    case (let expected, let found): Issue.record("\(comment): \(expected) and \(found)")
    }
  }

  @Test func `whatever bit of a message is changed, quick and careful decoding agree`() throws {
    let decoder = try Self.experienced()
    let message = Self.message(3)
    for index in message.indices {
      for bit in 0..<8 {
        var other = message
        other[index] ^= 1 << UInt8(bit)
        Self.check(other, "byte \(index), bit \(bit)", with: decoder)
      }
    }
  }

  @Test func `wherever a message is cut or a byte put in, quick and careful decoding agree`() throws {
    let decoder = try Self.experienced()
    let message = Self.message(3)
    for index in message.indices {
      Self.check(Array(message[..<index]), "cut after \(index)", with: decoder)
      for byte in [0, 1, 0x0A, 0x80] as [UInt8] {
        Self.check(message[..<index] + [byte] + message[index...], "\(byte) before \(index)", with: decoder)
      }
    }
  }

  @Test func `messages of other forms are decoded among those of one form`() throws {
    let decoder = try Self.experienced()
    Self.check(Self.message(1, key: "ab"), "shorter", with: decoder)
    Self.check(Self.message(1, key: String(repeating: "long", count: 100)), "longer", with: decoder)
    Self.check(Self.message(1, count: 5), "a number of fewer bytes", with: decoder)
    Self.check(Self.message(1, key: "abcd", count: 5), "as long, but other values larger", with: decoder)
    Self.check(Self.message(1, tip: []), "a default", with: decoder)
    Self.check(
      Self.message(1, tip: Bytes.entry("tip", Bytes.unpackedFloats(2))),
      "an unpacked list",
      with: decoder
    )
    Self.check(
      Self.message(1, tip: Bytes.entry("tip", Bytes.floats(2, 3))),
      "one value too many",
      with: decoder
    )
    Self.check(
      Self.message(1, tip: Bytes.entry("fare", Bytes.floats(9))),
      "a feature twice: the last counts",
      with: decoder
    )
    Self.check(Self.message(1) + [0x10, 7], "an unknown field at the end", with: decoder)
    Self.check(Self.message(1) + Self.message(2), "two messages in one", with: decoder)
    Self.check([], "no features at all", with: decoder)
    Self.check([0x0A, 0], "an empty map", with: decoder)
  }

  @Test(arguments: [1, 31, 32, 64, 65, 1000])
  func `a batch of any size is what its messages are one by one`(count: Int) throws {
    let messages = (0..<count).map { Self.message($0 % 500, key: String(repeating: "k", count: $0 % 6)) }
    let batch = try Self.decode(messages, with: ExampleDecoder(schema: Self.schema))
    for (row, message) in messages.enumerated() {
      #expect(try batch.slice(row..<row + 1).columns == Self.expected(message).get())
    }
  }

  @Test(arguments: 8...40)
  func `a form is matched but for the bytes of its values`(size: Int) throws {
    let message = Lesson2ChecksumTests.random(size, seed: 5)
    let places = [ValuePlace(start: 3, end: 5), ValuePlace(start: size - 1, end: size)]
    let form = try #require(ExampleForm(message, places, [.float32, .int64], ignored: [6..<7]))
    for form in [form, ExampleForm(quickening: form)] {
      for index in 0..<size {
        for bit in 0..<8 {
          var other = message
          other[index] ^= 1 << UInt8(bit)
          let isValue = (3..<5).contains(index) || index == 6 || (index == size - 1 && bit < 7)
          try other.withUnsafeBytes { bytes in
            let start = try #require(bytes.baseAddress)
            #expect(form.matches(start) == isValue, "byte \(index), bit \(bit)")
            guard isValue else { return }
            #expect(form.maskedChecksum(start) == CRC32C.masked(bytes))
          }
        }
      }
    }
  }

  @Test func `messages too short for a word and very long ones have no form`() {
    let none = [7, 65_537].filter { ExampleForm(Array(repeating: 0, count: $0), [], [], ignored: []) != nil }
    let some = [8, 65_536].filter { ExampleForm(Array(repeating: 0, count: $0), [], [], ignored: []) != nil }
    #expect(none.isEmpty)
    #expect(some == [8, 65_536])
  }
}
