/// The domains of a schema: those at its top level, to which features refer by name, and those inside features.
struct SchemaDomains {
  private var integers: [String: FeatureSpec.IntDomain] = [:]
  private var numbers: [String: ClosedRange<Float>] = [:]
  private var texts: [String: [String]] = [:]

  private static let kinds = ["domain", "int_domain", "float_domain", "string_domain"]

  /// Reads the domains at the top level of `schema`.
  init(_ schema: TextFormatFields) throws(InputError) {
    for domain in try schema.messages("int_domain") {
      if let name = try domain.string("name") { integers[name] = try Self.integers(domain) }
    }
    for domain in try schema.messages("float_domain") {
      if let name = try domain.string("name") { numbers[name] = try Self.numbers(domain) }
    }
    for domain in try schema.messages("string_domain") {
      if let name = try domain.string("name") { texts[name] = try domain.strings("value") }
    }
  }

  /// Fills in the domain of `spec` from its message.
  func readDomain(of feature: TextFormatFields, into spec: inout FeatureSpec) throws(InputError) {
    let present = try Self.kinds.map { kind throws(InputError) in try feature.field(kind) }.compactMap(\.self)
    if let second = present.dropFirst().first {
      let problem = "found \(second.name) beside \(present[0].name), expected one domain"
      throw feature.source.error(at: second.range.lowerBound, problem)
    }
    guard let name = try feature.string("domain") else {
      spec.domain = try feature.message("int_domain").map(Self.integers)
      spec.floatDomain = try feature.message("float_domain").map(Self.numbers)
      spec.stringDomain = try feature.message("string_domain").map { domain throws(InputError) in
        try domain.strings("value")
      }
      return
    }
    (spec.domain, spec.floatDomain, spec.stringDomain) = (integers[name], numbers[name], texts[name])
    if spec.domain == nil, spec.floatDomain == nil, spec.stringDomain == nil {
      throw feature.source.error(present[0].range, expected: "the name of a domain of the schema")
    }
  }

  private static func integers(_ message: TextFormatFields) throws(InputError) -> FeatureSpec.IntDomain {
    let min = try message.int64("min") ?? .min
    let max = try message.int64("max") ?? .max
    guard min <= max else { throw emptyDomain(message, "\(min)", "\(max)") }
    return .init(min: min, max: max, isCategorical: try message.bool("is_categorical") ?? false)
  }

  private static func numbers(_ message: TextFormatFields) throws(InputError) -> ClosedRange<Float> {
    let min = try message.float("min") ?? -.infinity
    let max = try message.float("max") ?? .infinity
    guard min <= max else { throw emptyDomain(message, min.textFormat, max.textFormat) }
    return min...max
  }

  private static func emptyDomain(_ message: TextFormatFields, _ min: String, _ max: String) -> InputError {
    let problem = "found a domain from \(min) to \(max), expected its min to be at most its max"
    return message.source.error(at: message.range.lowerBound, problem)
  }
}
