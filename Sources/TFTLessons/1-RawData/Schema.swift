/// The features of a data set: names, types, presence. The columns of a CSV file, in order.
public struct Schema: Equatable, Sendable {
  /// The features, in order.
  public var features: [FeatureSpec]

  /// A schema of the given features; no name comes twice.
  public init(_ features: [FeatureSpec]) {
    self.features = features
  }

  /// The feature called `name`, nil when there is none.
  public subscript(name: String) -> FeatureSpec? {
    features.first { $0.name == name }
  }

  /// The features whose names are in `names`, in the schema's order.
  public func selecting(_ names: some Sequence<String>) -> Schema {
    let wanted = Set(names)
    return Schema(features.filter { wanted.contains($0.name) })
  }

  /// The schema in the text format of `tensorflow_metadata.proto.v0.Schema`, features sorted by name.
  ///
  /// TFT: `tf_metadata/schema_utils.py`, `schema_from_feature_spec`. A fixed-length feature has presence and shape,
  /// a variable-length one only a name and a type; a categorical one adds its domain.
  public var pbtxt: String {
    features.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map(\.pbtxt).joined()
  }
}

extension FeatureSpec {
  fileprivate var pbtxt: String {
    var lines = ["feature {", "  name: \(textFormatQuoted(name))", "  type: \(type.schemaName)"]
    if let domain {
      lines += ["  int_domain {", "    min: \(domain.min)", "    max: \(domain.max)"]
      lines += ["    is_categorical: true", "  }"]
    }
    if presence != .optional {
      lines += ["  presence {", "    min_fraction: 1.0", "  }"]
      lines += ["  shape {", "    dim {", "      size: 1", "    }", "  }"]
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  /// A protobuf text-format string: printable ASCII as it is, every other byte as three octal digits.
  private func textFormatQuoted(_ text: String) -> String {
    let escaped = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
      case 32..<127: String(UnicodeScalar(byte))
      default: "\\" + String(String(Int(byte) + 0o1000, radix: 8).dropFirst())
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension FeatureType {
  fileprivate var schemaName: String {
    switch self {
    case .string: "BYTES"
    case .int64: "INT"
    case .float32: "FLOAT"
    }
  }
}
