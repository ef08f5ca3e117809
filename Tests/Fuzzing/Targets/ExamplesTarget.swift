import RawData
import TFRecords

/// `tf.train.Example` messages: a plain decoder reads the same from them, encoded and decoded again they are the same,
/// and of a feature that comes twice the last counts.
enum ExamplesTarget: FuzzTarget {
  private static let schema = Schema([
    FeatureSpec("f", .float32, presence: .optional),
    FeatureSpec("i", .int64, presence: .optional),
    FeatureSpec("s", .string, presence: .optional),
    FeatureSpec("F", .float32, presence: .defaultValue("0.5"), width: 2),
    FeatureSpec("I", .int64, presence: .defaultValue("7")),
    FeatureSpec("S", .string, presence: .defaultValue("none")),
  ])
  private static let decoder = ExampleDecoder(schema: schema)
  private static let encoder = ExampleEncoder(names: schema.features.map(\.name))

  static func run(_ input: Input) {
    let message = Array(input.rest)
    inspect(message)
    let batch = decode(message)
    let plain = PlainExample.row(of: message[...], schema)
    expectEqual(batch?.rows.first, plain?.rows.first, "a plain decoder agrees")
    guard let batch else { return }
    let encoded = Array(encoder.encode(batch)[0])
    expectEqual(decode(encoded)?.rows, batch.rows, "what is encoded is what is decoded")
    expectEqual(PlainExample.row(of: encoded[...], schema)?.rows, batch.rows, "by a plain decoder, too")
    expectEqual(
      decode(encoded).map { Array(encoder.encode($0)[0]) },
      encoded,
      "it is encoded in the same way"
    )
    expectEqual(decode(message + encoded)?.rows, batch.rows, "the last counts")
    expectEqual(decode(encoded + message)?.rows, batch.rows, "the last counts, the other way round")
    checkTogether(message, encoded, batch)
  }

  private static func decode(_ message: [UInt8]) -> Batch? {
    var messages = ByteStrings()
    messages.append(message)
    return try? decoder.decode(messages)
  }

  /// Messages decoded and encoded together are as each on its own.
  private static func checkTogether(_ message: [UInt8], _ encoded: [UInt8], _ batch: Batch) {
    var messages = ByteStrings()
    for one in [message, [], encoded] { messages.append(one) }
    let together = try? decoder.decode(messages)
    expectEqual(together?.rows, batch.rows + (decode([])?.rows ?? []) + batch.rows, "rows stay apart")
    expectEqual(together.map { Array(encoder.encode($0)[2]) }, encoded, "rows are encoded apart")
  }

  /// What the inspector says of a message, it can also decode.
  private static func inspect(_ message: [UInt8]) {
    var inspector = ExampleInspector()
    guard inspector.add(message[...]) else {
      return expect(ExampleInspector.values(of: message[...]) == nil, "a message is an example or is not")
    }
    let values = ExampleInspector.values(of: message[...]) ?? []
    expectEqual(values.map(\.name), inspector.features.map(\.name), "the features are those with values")
    for (feature, (_, found)) in zip(inspector.features, values) {
      expectEqual(found.map { [$0.type] } ?? [], Array(feature.types), "\(feature.name) has its type")
      expectEqual(found?.valueCount ?? 0, feature.mostValues, "\(feature.name) has its values")
    }
  }
}
