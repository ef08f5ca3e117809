import Preprocessing
import RawData
import Testing
import TransformedData

/// What a saved transform keeps of bytes that are no text, and files of tokens that somebody has touched.
@Suite("Lesson 4: bytes and assets", .tags(.lesson4), .scratchDirectory)
struct Lesson4BytesTests {
  /// Two strings that look the same once they are shown as text, and one that is text.
  static func rows() -> Rows {
    var keys = ByteStrings()
    for key in [[0xFF], [0xFE], Array("é".utf8)] as [[UInt8]] { for _ in 0..<2 { keys.append(key) } }
    return Rows(["key": FeatureValues(keys), "x": FeatureValues([1, 2, 30, 40, 500, 600] as [Float])])
  }

  @Test func `keys that are no UTF-8 survive writing and reading`() throws {
    let scratch = try ScratchDirectory.current
    let rows = Self.rows()
    let written = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["scaled"] = try scaleTo01PerKey(inputs.float("x"), key: inputs.string("key"))
      return outputs
    }
    try written.write(to: scratch.path("transform_fn.json"))
    let text = try scratch.text(of: "transform_fn.json")
    // RFC 4648: /g== is the byte FE, /w== is FF.
    #expect(
      text.contains(#"[{"b64": "/g=="}, {"b64": "/w=="}"#)
        || text.contains(#"["é", {"b64": "/g=="}, {"b64": "/w=="}]"#)
    )
    let read = try TransformFn(contentsOf: scratch.path("transform_fn.json"))
    #expect(try read.transform(rows.batch)["scaled"]?.floats == [0, 1, 0, 1, 0, 1])
    try read.write(to: scratch.path("again.json"))
    #expect(try scratch.text(of: "again.json") == text)
  }

  @Test(arguments: ["/w=", "/x==", "/w==\\n", "w", "ÿw==", "/w==/w=="])
  func `text that is no base64 is refused`(text: String) throws {
    let scratch = try ScratchDirectory.current
    let transformFn = try Self.rows().fitted { inputs in
      var outputs = Outputs()
      outputs["scaled"] = try scaleTo01PerKey(inputs.float("x"), key: inputs.string("key"))
      return outputs
    }
    try transformFn.write(to: scratch.path("transform_fn.json"))
    let edited = try scratch.text(of: "transform_fn.json").replacing("/w==", with: text)
    let path = try scratch.write(edited, to: "transform_fn.json")
    let error = #expect(throws: InputError.self) { try TransformFn(contentsOf: path) }
    let found = try #require(edited.split(separator: "{\"b64\": ").last?.split(separator: "}").first)
    let shown = found.replacing("\n", with: "\\n")
    #expect(
      error?.description
        == "\(path): analysis \"min_max_per_key_1\": results: keys: found {\"b64\": \(shown)}, expected a string"
    )
  }

  /// A transform with the tokens b, a (3 and 2 of them) in `transform_fn/assets/v`.
  static func writeVocabulary(storeFrequency: Bool = false) throws -> ScratchDirectory {
    let scratch = try ScratchDirectory.current
    let transformFn = try Rows(["s": strings(["b", "b", "a", "b", "a"])]).fitted { inputs in
      var outputs = Outputs()
      let s = try inputs.string("s")
      outputs["id"] = try computeAndApplyVocabulary(s, vocabFilename: "v", storeFrequency: storeFrequency)
      return outputs
    }
    try TransformOutput.write(transformFn, to: scratch.path)
    return scratch
  }

  @Test func `a line more in a vocabulary is an id more`() throws {
    let scratch = try Self.writeVocabulary()
    #expect(try scratch.text(of: "transform_fn/assets/v") == "b\na\n")
    try scratch.write("b\nnew\na\n", to: "transform_fn/assets/v")
    let read = try TransformOutput.read(scratch.path)
    let probe = Rows(["s": strings(["a", "b", "new", "c"])])
    #expect(try read.transform(probe.batch)["id"]?.int64s == [2, 0, 1, -1])
    #expect(read.outputSchema["id"]?.idDomain == .init(min: -1, max: 2))
  }

  @Test func `a vocabulary that is not there is an error with its path`() throws {
    let scratch = try Self.writeVocabulary()
    try scratch.remove("transform_fn/assets/v")
    let error = #expect(throws: FileError.self) { try TransformOutput.read(scratch.path) }
    #expect(
      error?.description
        == "\(scratch.path)/transform_fn/assets/v: cannot open: No such file or directory"
    )
  }

  @Test func `a token that comes twice is an error that names it and its lines`() throws {
    let scratch = try Self.writeVocabulary()
    try scratch.write("b\na\nb\n", to: "transform_fn/assets/v")
    let error = #expect(throws: InputError.self) { try TransformOutput.read(scratch.path) }
    #expect(
      error?.description
        == "\(scratch.path)/transform_fn/assets/v:3:1: found the token \"b\", which line 1 has already; "
        + "expected each token once"
    )
  }

  @Test(arguments: [
    ("", ": found no tokens, expected one or more"),
    ("3 b\na\n", ":2:1: found \"a\", expected a frequency, a space and a token"),
  ])
  func `a damaged vocabulary is refused with the reason`(text: String, problem: String) throws {
    let scratch = try Self.writeVocabulary(storeFrequency: true)
    try scratch.write(text, to: "transform_fn/assets/v")
    let error = #expect(throws: InputError.self) { try TransformOutput.read(scratch.path) }
    #expect(error?.description == "\(scratch.path)/transform_fn/assets/v\(problem)")
  }
}
