extension Schema {
  /// The schema in the text format of `tensorflow_metadata.proto.v0.Schema`, features sorted by name.
  ///
  /// A fixed-length feature has presence and shape; a variable-length one, that is an optional one, has neither. Each
  /// may have one domain: the one of its type. A default value is not written: the format has no place for it.
  ///
  /// TFT: `schema_utils.schema_from_feature_spec`; the bytes are those of Python's `text_format.MessageToString`.
  public var pbtxt: String {
    var writer = TextFormatWriter()
    for feature in features.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      writer.message("feature") { feature.write(to: &$0) }
    }
    return writer.text
  }
}

extension FeatureSpec {
  /// Writes the fields in the order of their numbers in schema.proto.
  fileprivate func write(to writer: inout TextFormatWriter) {
    writer.field("name", quoted: name)
    writer.field("type", type.schemaName)
    writeDomain(to: &writer)
    guard presence != .optional else { return }
    writer.message("presence") { $0.field("min_fraction", "1.0") }
    writer.message("shape") { $0.message("dim") { $0.field("size", String(width)) } }
  }

  private func writeDomain(to writer: inout TextFormatWriter) {
    switch type {
    case .int64: if let domain { writer.message("int_domain") { domain.write(to: &$0) } }
    case .float32:
      guard let floatDomain else { return }
      writer.message("float_domain") { message in
        if floatDomain.lowerBound != -.infinity { message.field("min", floatDomain.lowerBound.textFormat) }
        if floatDomain.upperBound != .infinity { message.field("max", floatDomain.upperBound.textFormat) }
      }
    case .string:
      guard let stringDomain else { return }
      writer.message("string_domain") { message in
        for value in stringDomain { message.field("value", quoted: value) }
      }
    }
  }
}

extension FeatureSpec.IntDomain {
  fileprivate func write(to writer: inout TextFormatWriter) {
    if min != .min { writer.field("min", String(min)) }
    if max != .max { writer.field("max", String(max)) }
    if isCategorical { writer.field("is_categorical", "true") }
  }
}

extension FeatureType {
  /// The name of the type in schema.proto.
  package var schemaName: String {
    switch self {
    case .string: "BYTES"
    case .int64: "INT"
    case .float32: "FLOAT"
    }
  }
}
