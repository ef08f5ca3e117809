import Foundation
import Preprocessing
import RawData
import Testing
import TransformedData

@Suite("Lesson 3: text", .tags(.lesson3), .scratchDirectory)
struct Lesson3TextTests {
  private static let ragged = FeatureValues(
    .string(ByteStrings(["To JFK", "a-b", "", "x1 é2"])),
    layout: .ragged(rowOffsets: [0, 2, 2, 3, 4])
  )

  /// Rows of a ragged column `x`.
  private static func rows(_ values: FeatureValues) -> Rows {
    Rows(
      schema: Schema([FeatureSpec("x", values.type, presence: .optional)]),
      batch: Batch(rowCount: values.rowCount, names: ["x"], columns: [values])
    )
  }

  private static func constant(_ text: String) -> Column<String> {
    Column(node: .constant(FeatureValues(ByteStrings([text]))))
  }

  private func bytes(_ texts: [[UInt8]]) -> FeatureValues {
    var strings = ByteStrings()
    for text in texts { strings.append(text) }
    return FeatureValues(strings)
  }

  @Test func `the tokens of all texts of a row follow each other, and a missing text has none`() throws {
    let tokens = try Self.rows(Self.ragged).column { split(try $0.string("x")) }
    #expect(
      tokens
        == FeatureValues(
          .string(ByteStrings(["To", "JFK", "a-b", "x1", "é2"])),
          layout: .ragged(rowOffsets: [0, 3, 3, 3, 5])
        )
    )
    let separated = try Self.rows(Self.ragged).column {
      split(try $0.string("x"), separator: "-")
    }
    #expect(
      separated
        == FeatureValues(
          .string(ByteStrings(["To JFK", "a", "b", "", "x1 é2"])),
          layout: .ragged(rowOffsets: [0, 3, 3, 4, 5])
        )
    )
  }

  @Test func `what split takes apart, reduceJoin puts together`() throws {
    var random = SplitMix64(seed: 3)
    let texts = (0..<200).map { _ in
      (0..<Int.random(in: 0...12, using: &random)).map { _ in
        ["a", ",", "é", "--", "-"].randomElement(using: &random) ?? ""
      }
      .joined()
    }
    for separator in [",", "--", "é"] {
      let joined = try Rows(["x": strings(texts)]).column {
        reduceJoin(split(try $0.string("x"), separator: separator), separator: separator)
      }
      #expect(joined == strings(texts))
    }
  }

  @Test func `ragged results are optional in the schema, one value in each row is a required one`() throws {
    let fn = try Self.rows(Self.ragged).fitted { inputs in
      var outputs = Outputs()
      outputs["joined"] = reduceJoin(try inputs.string("x"))
      outputs["lower"] = lowercased(try inputs.string("x"))
      outputs["tokens"] = split(try inputs.string("x"))
      return outputs
    }
    #expect(fn.outputSchema.features.map(\.presence) == [.required, .optional, .optional])
  }

  // TensorFlow's answers for bytes that are no UTF-8, which no fixture can hold.
  @Test func `bytes that are no text are kept, or become U+FFFD where letters are looked up`() throws {
    let rows = Rows(["x": bytes([[65, 0xFF, 0xC3, 66, 0xE4, 0xB8, 90]])])
    let ascii = try rows.column { lowercased(try $0.string("x")) }
    #expect(ascii == bytes([[97, 0xFF, 0xC3, 98, 0xE4, 0xB8, 122]]))
    let utf8 = try rows.column { lowercased(try $0.string("x"), encoding: .utf8) }
    #expect(utf8 == strings(["a\u{FFFD}\u{FFFD}b\u{FFFD}z"]))
    let broken = Rows(["x": bytes([[0xFF, 0xFE, 97, 98], [97, 0xE4, 0xB8, 98, 0x80, 99]])])
    #expect(try broken.column { stringLength(try $0.string("x"), unit: .utf8Character) }.int64s == [4, 4])
    let part = try broken.column {
      try substring($0.string("x"), position: 1, length: 2, unit: .utf8Character)
    }
    #expect(part == bytes([[0xFE, 97], [0xE4, 0xB8, 98, 0x80]]))
    let half = try Rows(["x": strings(["é"])]).column {
      try substring($0.string("x"), position: -1, length: 1)
    }
    #expect(half == bytes([[0xA9]]))
  }

  @Test func `a last sigma is another letter`() throws {
    let texts = ["ΑΣ", "ΑΣΑ", "Σ", "ΑΣ.", "ΑΣ.Β", "Α.Σ", " Σ", "ΑΣ\u{301}", "ΑΣ "]
    // What tf.strings.lower of TensorFlow 2.21 gives.
    let expected = ["ας", "ασα", "σ", "ας.", "ασ.β", "α.ς", " σ", "ας\u{301}", "ας "]
    #expect(
      try Rows(["x": strings(texts)]).column { lowercased(try $0.string("x"), encoding: .utf8) }
        == strings(expected)
    )
  }

  @Test func `a constant goes with every value of the others`() throws {
    let joined = try Self.rows(Self.ragged).column { inputs in
      join(Self.constant("<"), try inputs.string("x"), Self.constant(">"), separator: " ")
    }
    #expect(
      joined
        == FeatureValues(
          .string(ByteStrings(["< To JFK >", "< a-b >", "<  >", "< x1 é2 >"])),
          layout: Self.ragged.layout
        )
    )
    let all = try Rows(["x": strings(["a", "b"])]).column { _ in join(Self.constant("1"), Self.constant("2"))
    }
    #expect(all == strings(["12", "12"]))
  }

  @Test func `columns with other numbers of values are not joined`() throws {
    let rows = Self.rows(Self.ragged)
    let line = #line + 1
    let error = #expect(throws: OperationError.self) {
      try rows.column { join(try $0.string("x"), reduceJoin(try $0.string("x"))) }
    }
    #expect(
      error?.description
        == "LessonTests/Lesson3TextTests.swift:\(line): string_join(x, reduce_join(x)): "
        + "the columns do not have the same number of values in every row"
    )
  }

  @Test(arguments: [(5, TextUnit.byte), (-6, .byte), (5, .utf8Character), (-6, .utf8Character)])
  func `a position outside of a text is an error with its row`(position: Int, unit: TextUnit) throws {
    let values = FeatureValues(
      .string(ByteStrings(["12345", "123456", "1234"])),
      layout: .ragged(rowOffsets: [0, 2, 2, 3])
    )
    let line = #line + 1
    let error = #expect(throws: OperationError.self) {
      try Self.rows(values).column {
        try substring($0.string("x"), position: position, length: 1, unit: unit)
      }
    }
    let (row, text) = position > 0 ? (2, "1234") : (0, "12345")
    #expect(
      error?.description
        == "LessonTests/Lesson3TextTests.swift:\(line): substr(x), row \(row): position \(position) is outside of the text \"\(text)\""
    )
  }

  @Test func `a substring of negative length is refused`() {
    let line = #line + 1
    let error = #expect(throws: OperationError.self) {
      try substring(Self.constant("a"), position: 0, length: -1)
    }
    #expect(
      error?.description
        == "LessonTests/Lesson3TextTests.swift:\(line): substr: found length -1, expected 0 or more"
    )
  }

  @Test func `a text that is no number is an error with its row and itself`() throws {
    let values = FeatureValues(
      .string(ByteStrings(["1", "2", " 1e3\t", "1\u{0}"])),
      layout: .ragged(rowOffsets: [0, 1, 1, 3, 4])
    )
    let line = #line + 1
    let error = #expect(throws: OperationError.self) {
      try Self.rows(values).column { stringToNumber(try $0.string("x")) }
    }
    #expect(
      error?.description
        == "LessonTests/Lesson3TextTests.swift:\(line): string_to_float32(x), row 3: found \"1\\0\", expected a number"
    )
    let integerError = #expect(throws: OperationError.self) {
      try Self.rows(values).column { stringToNumber(try $0.string("x"), as: Int64.self) }
    }
    #expect(integerError?.row == 2)
    #expect(integerError?.problem == "found \" 1e3\\t\", expected an integer")
  }

  // C's printf is the oracle, over all kinds of floats.
  @Test(arguments: FloatNotation.allCases, [0, 1, 6, 17, 31])
  func `floats are written as C writes them`(notation: FloatNotation, precision: Int) throws {
    var random = SplitMix64(seed: 11)
    let patterns = (0..<400).map { _ in Float(bitPattern: UInt32.random(in: .min ... .max, using: &random)) }
    let values =
      patterns.filter { !$0.isNaN } + [
        0, -0.0, 0.5, 1.5, 2.5, 1e23, 999_999.5, .greatestFiniteMagnitude, .infinity,
      ]
    let letter = [FloatNotation.fixed: "f", .scientific: "e", .shortest: "g"][notation] ?? ""
    for (width, fill) in [(0, NumberFill.spaces), (20, .spaces), (20, .zeros)] {
      let format = "%\(fill == .zeros ? "0" : "")\(width > 0 ? "\(width)" : "").\(precision)\(letter)"
      let expected = values.map { String(format: format, Double($0)) }
      let texts = try Rows(["x": FeatureValues(values)]).column {
        try asString($0.float("x"), notation: notation, precision: precision, width: width, fill: fill)
      }
      #expect(texts == strings(expected), "\(format)")
    }
  }

  @Test func `nine digits are enough to come back`() throws {
    var random = SplitMix64(seed: 12)
    let values = (0..<1000).map { _ in Float(bitPattern: UInt32.random(in: 0..<0x7F80_0000, using: &random)) }
    let back = try Rows(["x": FeatureValues(values)]).column {
      stringToNumber(try asString($0.float("x"), notation: .shortest, precision: 9))
    }
    #expect(back == FeatureValues(values))
  }

  @Test func `NaN has no sign and a precision its bounds`() throws {
    let rows = Rows(["x": FeatureValues([-Float.nan, .nan])])
    #expect(
      try rows.column { try asString($0.float("x"), width: 5, fill: .zeros) } == strings(["  nan", "  nan"])
    )
    let line = #line + 1
    let error = #expect(throws: OperationError.self) {
      try rows.column { try asString($0.float("x"), precision: 32) }
    }
    #expect(
      error?.description
        == "LessonTests/Lesson3TextTests.swift:\(line): float32_as_string: found precision 32, expected 0...31"
    )
  }

  @Test func `every text operation comes back from transform_fn.json`() throws {
    let scratch = try ScratchDirectory.current
    let rows = Rows(["n": FeatureValues([1, -20] as [Int64]), "x": strings(["Ä-1 b", "c-22 "])])
    let fn = try rows.fitted { inputs in
      let x = try inputs.string("x")
      var outputs = Outputs()
      outputs["dash"] = split(x, separator: "-")
      outputs["digits"] = try substring(x, position: -2, length: 1, unit: .utf8Character)
      outputs["full"] = try regexFullMatch(x, pattern: ".*\\d\\d.*")
      outputs["integer"] = stringToNumber(try regexReplace(x, pattern: "\\D", rewrite: ""), as: Int64.self)
      outputs["joined"] = join(x, strip(x), separator: "\"+\"")
      outputs["length"] = stringLength(x, unit: .utf8Character)
      outputs["lower"] = lowercased(x, encoding: .utf8)
      outputs["number"] = asString(try inputs.int64("n"), width: 4, fill: .zeros)
      let float = stringToNumber(
        try regexReplace(x, pattern: ".*-(\\d+).*", rewrite: "\\1.5", replacesAll: false)
      )
      outputs["float"] = try asString(float, notation: .scientific, precision: 2, width: 12)
      outputs["reduced"] = reduceJoin(split(x), separator: "/")
      outputs["upper"] = uppercased(x)
      return outputs
    }
    try fn.write(to: scratch.path("transform_fn.json"))
    let read = try TransformFn(contentsOf: scratch.path("transform_fn.json"))
    let transformed = try fn.transform(rows.batch)
    #expect(try read.transform(rows.batch) == transformed)
    #expect(transformed["joined"] == strings(["Ä-1 b\"+\"Ä-1 b", "c-22 \"+\"c-22"]))
    #expect(transformed["number"] == strings(["0001", "-020"]))
    #expect(transformed["float"] == strings(["    1.50e+00", "    2.25e+01"]))
    #expect(transformed["integer"]?.int64s == [1, 22])
  }

  @Test(
    arguments: [
      (
        "\"unit\": {\"string\": \"BYTE\"}", "\"unit\": {\"string\": \"BIT\"}",
        "parameter \"unit\" is \"BIT\", expected \"BYTE\" or \"UTF8_CHAR\""
      ),
      ("\"pattern\": {\"string\": \"a\"}", "\"pattern\": {\"string\": \"(a\"}", "missing ): (a"),
      (
        "\"length\": {\"int64\": 2}", "\"length\": {\"int64\": -2}",
        "parameter \"length\" should be 0 or more"
      ),
    ]
  )
  func `a parameter that was spoilt by hand is refused`(found: String, spoilt: String, problem: String) throws
  {
    let scratch = try ScratchDirectory.current
    let fn = try Rows(["x": strings(["abc"])]).fitted { inputs in
      var outputs = Outputs()
      let part = try substring(inputs.string("x"), position: 1, length: 2)
      outputs["y"] = try regexReplace(part, pattern: "a", rewrite: "b")
      return outputs
    }
    let path = scratch.path("transform_fn.json")
    try fn.write(to: path)
    let text = try scratch.text(of: "transform_fn.json")
    try #require(text.contains(found))
    try scratch.write(text.replacingOccurrences(of: found, with: spoilt), to: "transform_fn.json")
    let error = #expect(throws: InputError.self) { try TransformFn(contentsOf: path) }
    #expect(error?.problem.hasSuffix(problem) == true, "\(String(describing: error))")
  }
}
