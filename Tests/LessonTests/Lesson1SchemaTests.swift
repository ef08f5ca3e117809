import Testing

@testable import RawData

/// Schemas as text: what we write, what we read. `Fixtures/schema/make_schemas.py` made the fixtures with the real
/// tensorflow_metadata 1.21.0 and protobuf 6.33.6.
@Suite("Lesson 1: schema.pbtxt", .tags(.lesson1))
struct Lesson1SchemaTests {
  static let written = Schema([
    FeatureSpec("age", .int64, domain: .init(min: 0, max: 120, isCategorical: false)),
    FeatureSpec("café \"'\\\n\t\r\0\u{7F}", .string, presence: .optional, stringDomain: ["", "日本", "a\"b"]),
    FeatureSpec("id", .int64, domain: .init(min: -1, max: 41)),
    FeatureSpec("open", .int64, presence: .optional, domain: .init(min: 3, max: .max, isCategorical: false)),
    FeatureSpec("pixels", .float32, width: 3, floatDomain: -0.1...1e10),
    FeatureSpec("ratio", .float32, presence: .optional, floatDomain: -Float.infinity...Float.infinity),
  ])

  static let rich = Schema([
    FeatureSpec("company", .string, presence: .optional, stringDomain: ["Blue Ribbon", "Chicago Élite"]),
    FeatureSpec("fare", .float32, floatDomain: 0...Float.infinity),
    FeatureSpec("grid", .int64, width: 6),
    FeatureSpec("scalar", .float32),
    FeatureSpec("lists", .int64, presence: .optional),
    FeatureSpec("level", .int64, presence: .optional, domain: .init(min: 1, max: 5, isCategorical: false)),
    FeatureSpec("when", .string, presence: .optional),
  ])

  @Test func `a schema is written in the bytes of the real tensorflow_metadata`() throws {
    #expect(try Self.written.pbtxt == Fixture.text("schema/written.pbtxt"))
  }

  @Test func `features are written sorted by the bytes of their names`() {
    let names = ["b", "B", "é", "a", "\u{10000}", "\u{FFFF}"]
    let schema = Schema(names.map { FeatureSpec($0, .int64, presence: .optional) })
    let lines = schema.pbtxt.split(separator: "\n").filter { $0.hasPrefix("  name") }
    #expect(lines == ["B", "a", "b", "é", "\u{FFFF}", "\u{10000}"].map { "  name: \"\($0)\"" })
  }

  @Test func `a domain that is not of the feature's type is not written`() {
    let spec = FeatureSpec("x", .int64, presence: .optional, floatDomain: 0...1, stringDomain: ["a"])
    #expect(Schema([spec]).pbtxt == "feature {\n  name: \"x\"\n  type: INT\n}\n")
  }

  // Printed by Python's text_format: `FloatDomain(min=...)`.
  @Test(arguments: [
    (Float(1), "1.0"), (0.1, "0.1"), (1e10, "10000000000.0"), (1e15, "1000000000000000.0"), (1e16, "1e+16"),
    (.greatestFiniteMagnitude, "3.4028235e+38"), (1e-5, "1e-05"), (1e-4, "0.0001"),
    (.leastNormalMagnitude, "1.1754944e-38"),
    (.leastNonzeroMagnitude, "1.4013e-45"),  // never fewer than six digits are tried
    (-0.0, "-0.0"), (16_777_216, "16777216.0"), (123_456_792, "123456790.0"), (1 / 3, "0.33333334"),
    (9.999999e9, "9999999000.0"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
  ])
  func `a number is written as Python prints it`(number: Float, text: String) {
    #expect(number.textFormat == text)
  }

  @Test(arguments: ["rich", "rich-one-line"])
  func `a schema of the real tensorflow_metadata is read, whatever else is in it`(name: String) throws {
    #expect(try Schema(contentsOf: Fixture.path("schema/\(name).pbtxt")) == Self.rich)
  }

  @Test func `reading what was written gives the same schema`() throws {
    #expect(try Schema(contentsOf: Fixture.path("schema/written.pbtxt")) == Self.written)
    #expect(try Schema(pbtxt: Self.written.pbtxt) == Self.written)
    let sorted = Schema(Self.rich.features.sorted { $0.name < $1.name })
    #expect(try Schema(pbtxt: Self.rich.pbtxt) == sorted)
    #expect(try Schema(pbtxt: "").features.isEmpty)
    #expect(Schema([]).pbtxt.isEmpty)
  }

  // The default is filled in before a value reaches a record, so the records' schema needs none.
  @Test func `a feature with a default value is written as required`() throws {
    let schema = Schema([FeatureSpec("x", .int64, presence: .defaultValue("7"))])
    #expect(try Schema(pbtxt: schema.pbtxt) == Schema([FeatureSpec("x", .int64)]))
  }

  @Test(arguments: [
    ("", FeatureSpec.Presence.optional, 1),
    ("presence { min_fraction: 1 }", .optional, 1),
    ("shape { dim { size: 4 } }", .optional, 1),  // four values, but not in every row
    ("presence { min_count: 1 } value_count { min: 1 max: 1 }", .optional, 1),
    ("presence { min_fraction: 0.999999999 } shape { }", .optional, 1),
    ("presence { min_fraction: 1 } value_count { min: 0 max: 0 }", .optional, 1),
    ("presence { min_fraction: 1 } value_count { min: 1 }", .optional, 1),
    ("presence { min_fraction: 1 } value_count { min: 1 max: 2 }", .optional, 1),
    ("presence { min_fraction: 1 } shape { dim { size: -1 } }", .optional, 1),
    ("presence { min_fraction: 1 } shape { dim { name: 'n' } }", .optional, 1),
    ("presence { min_fraction: 1 } shape { }", .required, 1),
    ("presence { min_fraction: 1.0 min_count: 1 } value_count { min: 1 max: 1 }", .required, 1),
    ("presence { min_fraction: 1 } value_count { min: 4 max: 4 }", .required, 4),
    ("shape { dim { size: 2 } dim { size: 5 } } presence { min_fraction: 1 }", .required, 10),
  ])
  func `presence and shape say whether a feature is required`(
    fields: String,
    presence: FeatureSpec.Presence,
    width: Int
  ) throws {
    let schema = try Schema(pbtxt: "feature { name: 'x' type: INT \(fields) }")
    #expect(schema.features == [FeatureSpec("x", .int64, presence: presence, width: width)])
  }

  @Test func `only an id domain with both ends counts as ids`() {
    let ends: [(Int64, Int64)] = [(0, 9), (.min, 9), (0, .max)]
    let domains = ends.map { FeatureSpec("x", .int64, domain: .init(min: $0.0, max: $0.1)).idDomain }
    #expect(domains == [.init(min: 0, max: 9), nil, nil])
    let quantity = FeatureSpec("x", .int64, domain: .init(min: 0, max: 9, isCategorical: false))
    #expect(quantity.idDomain == nil)
  }

  @Test(arguments: [
    ("feature {}", "1:9: found a feature without a name, expected a name"),
    ("feature { name: 'x' }", #"1:9: feature "x": found no type, expected BYTES, INT or FLOAT"#),
    ("feature { name: 'x'\n type: STRUCT }", #"2:8: found "STRUCT", expected BYTES, INT or FLOAT for type"#),
    (
      "feature { name: 'x' type: -9223372036854775808 }",
      #"1:27: found "-9223372036854775808", "#
        + "expected BYTES, INT or FLOAT for type"
    ),
    (
      "feature { name: 'x' type: INT } feature { name: 'x' type: INT }",
      #"1:41: found feature "x" twice, expected it once"#
    ),
    ("feature { name: 5 }", #"1:17: found "5", expected a text in quotes for name"#),
    ("feature { name: '\\377' }", #"1:17: found "'\\377'", expected UTF-8 for name"#),
    ("feature { name: 'x' name: 'y' }", #"1:27: found "'y'", expected name only once"#),
    ("feature { name: ['x'] }", #"1:18: found "'x'", expected name without brackets"#),
    ("feature: 7", #"1:10: found "7", expected a message for feature"#),
    (
      "feature { name: 'x' type: INT domain: 'd' }",
      #"1:39: found "'d'", expected the name of a domain of the schema"#
    ),
    (
      "feature { name: 'x' type: INT int_domain { } float_domain { } }",
      "1:59: found float_domain beside int_domain, expected one domain"
    ),
    (
      "feature { name: 'x' type: INT int_domain { min: 5 max: -5 } }",
      "1:42: found a domain from 5 to -5, expected its min to be at most its max"
    ),
    (
      "feature { name: 'x' type: INT float_domain { max: nan } }",
      "1:44: found a domain from -inf to nan, expected its min to be at most its max"
    ),
    (
      "feature { name: 'x' type: INT int_domain { min: 9223372036854775808 } }",
      #"1:49: found "9223372036854775808", expected an integer of 64 bits for min"#
    ),
    (
      "feature { name: 'x' type: INT int_domain { is_categorical: maybe } }",
      #"1:60: found "maybe", expected true or false for is_categorical"#
    ),
    (
      "feature { name: 'x' type: INT presence { min_fraction: 010 } }",
      #"1:56: found "010", expected a number for min_fraction"#
    ),
    (
      "feature { name: 'x' type: INT shape { dim { size: 0 } } }",
      "1:43: found a shape with a dimension of 0, expected one of at least 1 that fits in memory"
    ),
    (
      "feature { name: 'x' type: INT shape { dim { size: 4294967296 } dim { size: 4294967296 } } }",
      "1:68: found a shape with a dimension of 4294967296, expected one of at least 1 that fits in memory"
    ),
  ])
  func `what is no schema is reported with line and column`(text: String, problem: String) {
    let error = #expect(throws: InputError.self) { try Schema(pbtxt: text, path: "s.pbtxt") }
    #expect(error?.description == "s.pbtxt:\(problem)")
  }
}
