extension Schema {
  /// Reads a schema from a file in the text format of `tensorflow_metadata.proto.v0.Schema`: a `schema.pbtxt`.
  ///
  /// A feature is required, of fixed length, when its `presence` has `min_fraction: 1` and its number of values is
  /// fixed, by `shape` or by a `value_count` with `min` = `max`. Every other feature is optional. Of the domains,
  /// `int_domain`, `float_domain` and `string_domain` are read, also by reference. A feature has a default value when the
  /// schema represents it as a dense tensor with one (see `SchemaDefaults`). All else in the file is passed over.
  ///
  /// - Throws: `FileError` when it cannot be read; `InputError` with line and column when it is no such schema.
  public init(contentsOf path: String) throws {
    try self.init(pbtxt: InputFile.contents(of: path), path: path)
  }

  /// The schema that `text` says; errors name `path`.
  public init(pbtxt text: String, path: String = "schema.pbtxt") throws(InputError) {
    try self.init(pbtxt: Array(text.utf8), path: path)
  }

  private init(pbtxt bytes: [UInt8], path: String) throws(InputError) {
    let source = TextFormatSource(path: path, bytes: bytes)
    let message = try TextFormatParser.message(source)
    let fields = TextFormatFields(message, at: bytes.indices, in: source)
    self.init(try SchemaReader(fields).features())
  }
}

/// Turns the fields of a `Schema` message into features.
private struct SchemaReader {
  private let schema: TextFormatFields

  private let domains: SchemaDomains
  private let defaults: SchemaDefaults

  init(_ schema: TextFormatFields) throws(InputError) {
    self.schema = schema
    domains = try SchemaDomains(schema)
    defaults = try SchemaDefaults(schema)
  }

  func features() throws(InputError) -> [FeatureSpec] {
    var features: [FeatureSpec] = []
    var names: Set<String> = []
    for message in try schema.messages("feature") {
      let feature = try feature(message)
      guard names.insert(feature.name).inserted else {
        throw error(message, "found feature \(quoted(feature.name.utf8)) twice, expected it once")
      }
      features.append(feature)
    }
    try defaults.check(names)
    return features
  }

  private func feature(_ message: TextFormatFields) throws(InputError) -> FeatureSpec {
    guard let name = try message.string("name") else {
      throw error(message, "found a feature without a name, expected a name")
    }
    let known = "BYTES, INT or FLOAT"
    guard let type = try message.scalar("type", expected: known, FeatureType.init(schemaName:)) else {
      throw error(message, "feature \(quoted(name.utf8)): found no type, expected \(known)")
    }
    var spec = FeatureSpec(name, type, presence: .optional)
    let isAlwaysPresent = try message.message("presence")?.double("min_fraction").map { $0 >= 1 } ?? false
    if let width = try width(message), isAlwaysPresent {
      spec.presence = .required
      spec.width = width
    }
    try domains.readDomain(of: message, into: &spec)
    try defaults.readDefault(into: &spec)
    return spec
  }

  /// The values per row, nil when rows may differ.
  private func width(_ feature: TextFormatFields) throws(InputError) -> Int? {
    guard let shape = try feature.message("shape") else {
      guard let count = try feature.message("value_count") else { return nil }
      let (least, most) = (try count.int64("min"), try count.int64("max"))
      return least == most ? least.flatMap { $0 > 0 ? Int($0) : nil } : nil
    }
    var width = 1
    for dimension in try shape.messages("dim") {
      guard let size = try dimension.int64("size"), size != -1 else { return nil }
      let (product, overflow) = width.multipliedReportingOverflow(by: Int(size))
      guard size > 0, !overflow else {
        throw error(
          dimension,
          "found a shape with a dimension of \(size), expected one of at least 1 that fits in memory"
        )
      }
      width = product
    }
    return width
  }

  private func error(_ message: TextFormatFields, _ problem: String) -> InputError {
    schema.source.error(at: message.range.lowerBound, problem)
  }
}

extension FeatureType {
  /// The type that schema.proto calls `schemaName`, or whose number in the enum that is.
  fileprivate init?(schemaName: String) {
    let numbers: [FeatureType: Int64] = [.string: 1, .int64: 2, .float32: 3]
    let number = TextFormatNumber.int64(schemaName.utf8)
    let known = Self.allCases.first { $0.schemaName == schemaName || number != nil && numbers[$0] == number }
    guard let known else { return nil }
    self = known
  }
}
