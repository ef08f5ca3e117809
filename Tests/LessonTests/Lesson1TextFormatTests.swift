import Testing

@testable import RawData

/// The grammar of protobuf text format: protobuf.dev, "Text Format Language Specification".
@Suite("Lesson 1: protobuf text format", .tags(.lesson1))
struct Lesson1TextFormatTests {
  private func fields(_ text: String) throws -> TextFormatFields {
    let source = TextFormatSource(path: "t", bytes: Array(text.utf8))
    return TextFormatFields(try TextFormatParser.message(source), at: source.bytes.indices, in: source)
  }

  @Test(arguments: [
    "a { b: 'x' }", "a: { b: 'x' }", "a <b: 'x'>", "a: <b: \"x\">", "a{b:'x'}", "a { b: 'x'; };",
    "a { b: 'x', },",
    "# one\na # two {\n{ # three }\nb:# four\n'x' } # five", "\u{FEFF}a\r\n\t{\u{B}b\u{C}: 'x'}\r\n",
    "a [{ b: 'x' }]",
    "a: [<b: 'x'>]", "a { b: '' \"x\" '' }", "a { c: 1 b: 'x' d { } }", "a { b: '\\x78' }",
    "a { b: '\\170' }",
  ])
  func `a message has many spellings`(text: String) throws {
    let message = try #require(fields(text).messages("a").first)
    #expect(try message.string("b") == "x")
  }

  @Test(arguments: [
    (#"\a\b\f\n\r\t\v\?\\\'\""#, "\u{7}\u{8}\u{C}\n\r\t\u{B}?\\'\""), (#"\0\1011\778"#, "\0A1?8"),
    (#"\x41\X42\x9g"#, "AB\tg"), (#"\303\xBC"#, "ü"), (#"\u00fc\U0001F600"#, "ü😀"),
    (#"\uD83D\uDE00"#, "😀"), ("ü # ' {", "ü # ' {"), (#"\x4g"#, "\u{4}g"), ("tab\there", "tab\there"),
  ])
  func `escapes stand for bytes and characters`(literal: String, text: String) throws {
    #expect(try fields("a: \"\(literal)\"").string("a") == text)
  }

  @Test func `adjacent literals are joined`() throws {
    #expect(try fields("a: 'x' \"y\" # and\n'\\303' \"\\274\"").string("a") == "xyü")
  }

  @Test func `lists and repetition give the same values`() throws {
    #expect(try fields("a: ['x', 'y' 'z']a: 'w' a: []").strings("a") == ["x", "yz", "w"])
    #expect(
      try fields("a [{ b: 1 }, <b: 2>] a { b: 3 }").messages("a").map { try $0.int64("b") } == [1, 2, 3]
    )
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("42", 42), ("- 42", -42), ("- # minus\n42", -42), ("0x1f", 31), ("-0XFF", -255),
    ("017", 15),
    ("-017", -15), ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
  ])
  func `an integer is decimal, octal or hexadecimal`(text: String, value: Int64) throws {
    #expect(try fields("a: \(text)").int64("a") == value)
  }

  @Test(arguments: [
    ("0", 0), ("12", 12), ("1.5", 1.5), (".5", 0.5), ("5.", 5), ("5.e2", 500), (".5E-1", 0.05),
    ("1e+3", 1000),
    ("2f", 2), ("2.5F", 2.5), ("1e2f", 100), ("-1.5", -1.5), ("- .5", -0.5), ("inf", .infinity),
    ("-Infinity", -.infinity), ("- INF", -.infinity), ("1e999", .infinity), ("0.1", 0.1),
    ("100000000000000000000000000001", 1e29),
  ])
  func `a floating point number has many forms`(text: String, value: Double) throws {
    #expect(try fields("a: \(text)").double("a") == value)
  }

  @Test(arguments: ["nan", "NaN", "-nan"])
  func `not a number is a number`(text: String) throws {
    #expect(try fields("a: \(text)").float("a")?.isNaN == true)
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("t", true), ("1", true), ("0x1", true), ("false", false),
    ("False", false),
    ("f", false), ("0", false),
  ])
  func `a truth value has many spellings`(text: String, value: Bool) throws {
    #expect(try fields("a: \(text)").bool("a") == value)
  }

  @Test(arguments: [
    ("INT", FeatureType.int64), ("BYTES", .string), ("3", .float32), ("0x1", .string), ("02", .int64),
  ])
  func `an enum value is a name or a number`(text: String, type: FeatureType) throws {
    #expect(try Schema(pbtxt: "feature { name: 'x' type: \(text) }")["x"]?.type == type)
  }

  @Test(arguments: [
    "[pkg.extension]: 5", "[pkg.ext] { a: 1 }", "[type.googleapis.com/pkg.Type] { deep { er: 'x' } }",
    "[ type.googleapis.com / pkg.Type ] <>", "[pkg.list]: [1, 2.5f, NAME, 'x']",
    "12: 'a field known by its number'",
    "other: -inf", "other: 99999999999999999999", "other: [] , third { }", "nested [{ }, < a: 1; >]",
  ])
  func `fields that nobody asks for are passed over`(text: String) throws {
    let schema = try Schema(pbtxt: "\(text) feature { \(text) name: 'x'; \(text) type: INT } \(text)")
    #expect(schema.features == [FeatureSpec("x", .int64, presence: .optional)])
  }

  @Test(arguments: [
    ("a", #"1:2: found the end of the file, expected ":" or "{" after a"#),
    ("a 5", #"1:3: found "5", expected ":" or "{" after a"#),
    ("a:", "1:3: found the end of the file, expected a value for a"),
    ("a: }", #"1:4: found "}", expected a value for a"#),
    ("a: 1 }", #"1:6: found "}", expected a field name"#),
    ("a: 1;;", #"1:6: found ";", expected a field name"#),
    ("a {\n  b: 1\n", #"3:1: found the end of the file, expected "}" for the "{" of line 1"#),
    ("a {\n  b: 1\n>", #"3:1: found ">", expected a field name or "}""#),
    ("a < }", #"1:5: found "}", expected a field name or ">""#),
    ("a: [1 2]", #"1:7: found "2", expected "," or "]""#),
    ("a: [1,]", #"1:7: found "]", expected a value for a"#),
    ("a: [[1]]", #"1:5: found "[", expected a value for a"#),
    ("a [1]", #"1:4: found "1", expected "{" or "<""#),
    ("é: 1", #"1:1: found "é", expected a field name"#),
    ("a: 1 // no comment", #"1:6: found "/", expected a field name"#),
    ("a: 08", #"1:4: found "08", expected a number"#),
    ("a: 0x", #"1:4: found "0x", expected a number"#),
    ("a: 12ab", #"1:4: found "12ab", expected a number"#),
    ("a: 1.2.3", #"1:4: found "1.2.3", expected a number"#),
    ("a: 1e", #"1:4: found "1e", expected a number"#),
    ("a: - true", #"1:6: found "true", expected a number after "-""#),
    ("a: +5", #"1:4: found "+", expected a value for a"#),
    ("1.5: 2", #"1:1: found "1.5", expected a field name"#),
    ("a: 'x\n'", #"1:4: found "'x", expected a closing quote before the end of the line"#),
    ("a: 'x\\'", #"1:4: found "'x\\'", expected a closing quote before the end of the file"#),
    ("a: 'x\\400'", #"1:6: found "\\400", expected an octal escape of at most \377"#),
    ("a: '\\xz'", #"1:5: found "\\x", expected a hexadecimal digit after \x"#),
    ("a: '\\u12'", #"1:5: found "\\u12", expected 4 hexadecimal digits after \u"#),
    ("a: '\\U1234567'", #"1:5: found "\\U1234567", expected 8 hexadecimal digits after \U"#),
    (
      "a: '\\U00110000'",
      #"1:5: found "\\U00110000", expected a Unicode scalar value, or a pair of surrogates"#
    ),
    ("a: '\\uD83D!'", #"1:5: found "\\uD83D", expected a Unicode scalar value, or a pair of surrogates"#),
    ("a: '\\é'", ##"1:5: found "\\é", expected an escape such as \n, \", \\, \303, \xC3 or \u00FC"##),
    ("[]: 1", #"1:2: found "]", expected the name of an extension or a message type"#),
    ("[a{]: 1", #"1:3: found "{", expected the name of an extension or a message type"#),
    ("[a", "1:3: found the end of the file, expected the name of an extension or a message type"),
  ])
  func `what is malformed is reported with line and column`(text: String, problem: String) {
    let error = #expect(throws: InputError.self) { try fields(text) }
    #expect(error?.description == "t:\(problem)")
  }

  @Test func `messages may be nested 100 deep and no deeper`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "a{", count: depth) + String(repeating: "}", count: depth)
    }
    #expect(throws: Never.self) { try fields(nested(100)) }
    for depth in [101, 100_000] {
      let text = String(repeating: "a{", count: depth)
      let error = #expect(throws: InputError.self) { try fields(text) }
      #expect(error?.description == #"t:1:202: found "{", expected at most 100 messages inside each other"#)
    }
  }

  // Cutting or damaging a text anywhere gives a message or an error, never a crash.
  @Test func `a damaged file is an error, not a crash`() throws {
    let bytes = try Fixture.bytes("schema/rich.pbtxt")
    var generator = SplitMix64(seed: 1)
    for _ in 0..<100 {
      var damaged = Array(bytes.prefix(1 + generator.next(below: bytes.count)))
      damaged[generator.next(below: damaged.count)] = UInt8(generator.next(below: 256))
      let source = TextFormatSource(path: "t", bytes: damaged)
      do throws(InputError) {
        _ = try TextFormatParser.message(source)
      } catch {
        #expect(error.file == "t")
      }
    }
  }
}
