import RawData
import TFRecords

/// Schemas in protobuf's text format: written and read again they are the same, and any that is accepted can be used.
enum SchemaTarget: FuzzTarget {
  static func run(_ input: Input) throws {
    let first = try Schema(contentsOf: try Scratch.write(input.rest, to: "in.pbtxt"))
    let text = first.pbtxt
    let second: Schema
    do {
      second = try Schema(pbtxt: text)
    } catch {
      fatalError("broken: what is written can be read, but found \(error)\n\(text)")
    }
    expectEqual(second.pbtxt, text, "what is read is written in the same way")
    let sorted = first.features.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    expectEqual(sorted.map(withDomainOfType), second.features, "what is written is what was read")
    expectEqual(try Schema(pbtxt: second.pbtxt), second, "and the third time")
    use(second)
  }

  /// Of a feature's domains only the one of its type is written.
  private static func withDomainOfType(_ spec: FeatureSpec) -> FeatureSpec {
    var spec = spec
    if spec.type != .int64 { spec.domain = nil }
    if spec.type != .float32 { spec.floatDomain = nil }
    if spec.type != .string { spec.stringDomain = nil }
    return spec
  }

  /// An example without any feature is one of the schema exactly when no feature is required.
  private static func use(_ schema: Schema) {
    var messages = ByteStrings()
    messages.append([])
    let batch = try? ExampleDecoder(schema: schema).decode(messages)
    let hasRequired = schema.features.contains { $0.presence == .required }
    expectEqual(batch == nil, hasRequired, "an empty example is refused when a feature is required")
  }
}
