/// The default values that a schema gives its features, in the place where TFT looks for them:
///
/// ```
/// tensor_representation_group {
///   key: ""
///   value {
///     tensor_representation {
///       key: "tip"
///       value { dense_tensor { column_name: "tip" shape { dim { size: 1 } } default_value { float_value: 0 } } }
///     }
///   }
/// }
/// ```
///
/// TFT: `schema_utils.schema_as_feature_spec` makes a `FixedLenFeature` with that `default_value` of it.
struct SchemaDefaults {
  /// The messages `default_value`, by the name of the feature.
  private var defaults: [String: TextFormatFields] = [:]

  /// Reads the default group of `schema`; others are for other uses of the data.
  init(_ schema: TextFormatFields) throws(InputError) {
    for group in try schema.messages("tensor_representation_group") {
      let key = try group.string("key")
      guard key == nil || key == "", let tensors = try group.message("value") else { continue }
      for entry in try tensors.messages("tensor_representation") {
        guard let tensor = try entry.message("value")?.message("dense_tensor"),
          let value = try tensor.message("default_value")
        else { continue }
        guard let name = try tensor.string("column_name") else {
          throw value.source.error(value.range, expected: "a column_name beside the default value")
        }
        defaults[name] = value
      }
    }
  }

  /// Gives `spec` its default, if there is one.
  func readDefault(into spec: inout FeatureSpec) throws(InputError) {
    guard let message = defaults[spec.name] else { return }
    let value: String?
    let field: String
    switch spec.type {
    case .float32:
      field = "float_value"
      value = try message.float(field)?.description
    case .int64:
      field = "int_value"
      value = try message.int64(field).map(String.init)
    case .string:
      field = "bytes_value"
      value = try message.string(field)
    }
    guard let value else {
      throw message.source.error(
        message.range,
        expected: "\(field) for a feature of type \(spec.type.schemaName)"
      )
    }
    spec.presence = .defaultValue(value)
  }

  /// Checks that every default is that of one of the features `names`.
  func check(_ names: Set<String>) throws(InputError) {
    guard let unknown = defaults.keys.sorted().first(where: { !names.contains($0) }) else { return }
    guard let message = defaults[unknown] else { return }
    let problem = "found a default value for \(quoted(unknown.utf8)), expected the name of a feature"
    throw message.source.error(at: message.range.lowerBound, problem)
  }
}
