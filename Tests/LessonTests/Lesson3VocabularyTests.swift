import Preprocessing
import RawData
import Testing
import TransformedData

@Suite("Lesson 3: vocabularies", .tags(.lesson3), .scratchDirectory)
struct Lesson3VocabularyTests {
  static let rows = Rows([
    "s": strings(["a", "b", "b", "c", "b", "c"]), "n": FeatureValues([7, 7, -1, 10, 10, 7] as [Int64]),
    "w": FeatureValues([0.5, 1, 1, 4, 0.25, 1] as [Float]),
    "l": FeatureValues([0, 1, 1, 0, 1, 0] as [Int64]),
  ])

  /// The transform that `build` makes of `rows`, `id` among its outputs.
  static func fitted(_ build: @escaping @Sendable (Inputs) throws -> Column<Int64>) throws -> TransformFn {
    try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["id"] = try build(inputs)
      return outputs
    }
  }

  static func tokens(of transformFn: TransformFn, _ name: String) throws -> [String] {
    let tokens = try #require(transformFn.vocabulary(named: name))
    return (0..<tokens.count).map { tokens.string(at: $0) }
  }

  // MARK: ids and tokens

  @Test func `ids are places in the vocabulary, most frequent first`() throws {
    let ids = try Self.rows.column { try computeAndApplyVocabulary(try $0.string("s")) }
    #expect(ids.int64s == [2, 0, 0, 1, 0, 1])
    let numbers = try Self.rows.column { try computeAndApplyVocabulary(try $0.int64("n")) }
    #expect(numbers.int64s == [0, 0, 2, 1, 1, 0])
  }

  @Test func `a value that is no token gets the default value, or a bucket by its hash`() throws {
    let none = try Self.rows.column {
      try computeAndApplyVocabulary(try $0.string("s"), defaultValue: 99, topK: 1)
    }
    #expect(none.int64s == [99, 0, 0, 99, 0, 99])
    let buckets = try Self.rows.column { inputs in
      try computeAndApplyVocabulary(try inputs.string("s"), topK: 1, numOOVBuckets: 10)
    }
    // Fingerprint64 of "a" is 0xb3454265b6df75e3, whose last decimal digit is 9.
    #expect(buckets.int64s[0] == 1 + Int64(0xB345_4265_B6DF_75E3 % UInt64(10)))
    #expect(buckets.int64s[1] == 0)
  }

  @Test func `hashed strings may share a bucket, and how many there are is known`() throws {
    let transformFn = try Self.fitted { try hashStrings(try $0.string("s"), hashBuckets: 10) }
    #expect(try transformFn.transform(Self.rows.batch)["id"]?.int64s == [9, 2, 2, 2, 2, 2])
    #expect(transformFn.numBuckets(of: "id") == 10)
  }

  @Test func `ids go back to tokens`() throws {
    let back = try Self.rows.column { inputs in
      let known = try vocabulary(try inputs.string("s"), topK: 2)
      return vocabularyTokens(try applyVocabulary(try inputs.string("s"), known), known, defaultValue: "?")
    }
    #expect(back == strings(["?", "b", "b", "c", "b", "c"]))
  }

  @Test func `a missing value has no id, and keeps none when it goes back`() throws {
    let x = FeatureValues(.string(ByteStrings(["a", "b", "b"])), layout: .ragged(rowOffsets: [0, 2, 2, 3]))
    let schema = Schema([FeatureSpec("x", .string, presence: .optional)])
    let batch = Batch(rowCount: 3, names: ["x"], columns: [x])
    let transformed = try PreprocessingGraph(schema: schema) { inputs in
      var outputs = Outputs()
      let known = try vocabulary(try inputs.string("x"))
      let ids = try applyVocabulary(try inputs.string("x"), known)
      outputs["id"] = ids
      outputs["token"] = vocabularyTokens(ids, known)
      return outputs
    }
    .analyze { RowsReader(batch, schema: $0) }.transform(batch)
    #expect(transformed["id"] == FeatureValues(.int64([1, 0, 0]), layout: x.layout))
    #expect(transformed["token"] == x)
  }

  @Test func `the tokens and their number are columns that are the same for every row`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let known = try vocabulary(try inputs.string("s"))
      outputs["tokens"] = known.tokens
      outputs["size"] = known.size
      return outputs
    }
    let transformed = try transformFn.transform(Self.rows.batch)
    #expect(
      transformed["tokens"]?.slice(0..<1)
        == FeatureValues(.string(ByteStrings(["b", "c", "a"])), layout: .fixed(width: 3))
    )
    #expect(transformed["size"]?.int64s == [3, 3, 3, 3, 3, 3])
    #expect(transformFn.outputSchema["tokens"]?.width == 3)
  }

  // MARK: domains

  @Test(arguments: [(-1, 0, -1, 2, 3), (-7, 0, -7, 2, 3), (50, 0, 0, 50, 51), (-1, 4, 0, 6, 7)])
  func `the domain is known once the data was analyzed`(
    _ defaultValue: Int,
    _ buckets: Int,
    _ min: Int,
    _ max: Int,
    _ count: Int
  ) throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let ids = try computeAndApplyVocabulary(
        try inputs.string("s"),
        defaultValue: Int64(defaultValue),
        numOOVBuckets: buckets
      )
      outputs["id"] = ids
      outputs["buckets"] = try numBuckets(ids)
      return outputs
    }
    #expect(transformFn.outputSchema["id"]?.idDomain == .init(min: Int64(min), max: Int64(max)))
    #expect(transformFn.numBuckets(of: "id") == Int64(count))
    #expect(transformFn.numBuckets(of: "buckets") == nil)
    #expect(
      try transformFn.transform(Self.rows.batch)["buckets"]?.int64s
        == Array(repeating: Int64(count), count: 6)
    )
  }

  @Test func `a column of which nobody knows the ids has no number of buckets`() {
    let problem = #expect(throws: OperationError.self) {
      try Self.fitted { try numBuckets(try $0.int64("n"), fileID: "F.swift", line: 3) }
    }
    #expect(
      problem?.description
        == "F.swift:3: num_buckets: found a column of which nobody knows the ids, expected one of buckets, hashes or a vocabulary"
    )
  }

  // MARK: files

  @Test func `a vocabulary can have more names, which survive its way through files`() throws {
    let scratch = try ScratchDirectory.current
    let transformFn = try Self.rows.fitted { inputs in
      let words = try vocabulary(try inputs.string("s"), vocabFilename: "words")
      try annotateAsset("tokens", words)
      try annotateAsset("tokens", words)
      return Outputs(passingThrough: inputs)
    }
    try TransformOutput.write(transformFn, to: scratch.path)
    let map = try scratch.text(of: "transformed_metadata/asset_map")
    #expect(map == #"{"words": "words", "tokens": "words"}"#)
    let read = try TransformOutput.read(scratch.path)
    #expect(try Self.tokens(of: read, "tokens") == ["b", "c", "a"])
  }

  @Test func `a name for two files is refused with its line`() {
    let error = #expect(throws: OperationError.self) {
      try Self.rows.fitted { inputs in
        let (words, numbers) = (
          try vocabulary(try inputs.string("s"), vocabFilename: "words"),
          try vocabulary(try inputs.int64("n"), vocabFilename: "numbers")
        )
        try annotateAsset("tokens", words)
        try annotateAsset("tokens", numbers, fileID: "F.swift", line: 3)
        return Outputs()
      }
    }
    #expect(
      error?.description
        == "F.swift:3: annotate_asset: found the name \"tokens\" for the files words and numbers, expected another for each"
    )
  }

  @Test func `a vocabulary that no output needs is written all the same`() throws {
    let scratch = try ScratchDirectory.current
    let transformFn = try Self.rows.fitted { inputs in
      try vocabulary(try inputs.string("s"), vocabFilename: "all words", storeFrequency: true)
      var outputs = Outputs()
      outputs["n"] = try inputs.int64("n")
      return outputs
    }
    try TransformOutput.write(transformFn, to: scratch.path)
    #expect(try scratch.text(of: "transform_fn/assets/all-words") == "3 b\n2 c\n1 a\n")
    #expect(try scratch.text(of: "transformed_metadata/asset_map") == "{\"all words\": \"all-words\"}")
    let read = try TransformOutput.read(scratch.path)
    #expect(try Self.tokens(of: read, "all words") == ["b", "c", "a"])
    #expect(try Self.tokens(of: read, "all-words") == ["b", "c", "a"])
    #expect(read.vocabulary(named: "other") == nil)
  }

  @Test(arguments: Asset.Format.allCases, [false, true])
  func `a transform read back has the same ids and writes the same files`(
    _ format: Asset.Format,
    _ stores: Bool
  ) throws {
    let scratch = try ScratchDirectory.current
    let rows = Rows([
      "x": strings(["a b", "b", "b", "", "a\nb", "\u{e4}", "b"]),
      "w": FeatureValues([0.1, 0.2, 0.3, 1, 1, 7, 1e-20] as [Float]),
    ])
    let written = try rows.fitted { inputs in
      var outputs = Outputs()
      let known = try vocabulary(
        try inputs.string("x"),
        vocabFilename: "w",
        storeFrequency: stores,
        weights: try inputs.float("w"),
        fileFormat: format
      )
      let ids = try applyVocabulary(try inputs.string("x"), known, numOOVBuckets: 3)
      outputs["id"] = ids
      outputs["count"] = try numBuckets(ids)
      outputs["back"] = vocabularyTokens(ids, known, defaultValue: "?")
      outputs["marked"] = try computeAndApplyVocabulary(try inputs.string("x"), storeFrequency: true)
      outputs["hash"] = try hashStrings(try inputs.string("x"), hashBuckets: 9, key: (1, .max))
      return outputs
    }
    try TransformOutput.write(written, to: try scratch.makeDirectory("first"))
    let read = try TransformOutput.read(scratch.path("first"))
    #expect(try read.transform(rows.batch).bits == written.transform(rows.batch).bits)
    #expect(read.outputSchema == written.outputSchema)
    #expect(read.notices == written.notices)
    try TransformOutput.write(read, to: try scratch.makeDirectory("second"))
    let assets = "transform_fn/assets"
    #expect(
      try scratch.files(below: "second/\(assets)").mapValues(\.count)
        == scratch.files(below: "first/\(assets)").mapValues(\.count)
    )
    for name in try scratch.names(in: "first/\(assets)") {
      #expect(
        try scratch.bytes(of: "second/\(assets)/\(name)") == scratch.bytes(of: "first/\(assets)/\(name)")
      )
    }
  }

  @Test func `a line added to a vocabulary by hand takes effect`() throws {
    let scratch = try ScratchDirectory.current
    let transformFn = try Self.fitted {
      try computeAndApplyVocabulary(try $0.string("s"), topK: 2, vocabFilename: "v")
    }
    try TransformOutput.write(transformFn, to: scratch.path)
    // The last line has no end, and one has that of another system.
    try scratch.write("b\r\nc\na", to: "transform_fn/assets/v")
    let edited = try TransformOutput.read(scratch.path)
    #expect(try edited.transform(Self.rows.batch)["id"]?.int64s == [2, 0, 0, 1, 0, 1])
    #expect(edited.numBuckets(of: "id") == 3)
  }

  @Test(arguments: [
    ("b\nb\n", ":2:1: found the token \"b\", which line 1 has already; expected each token once"),
    ("", "found no tokens, expected one or more"),
  ])
  func `a damaged vocabulary is refused`(_ text: String, _ problem: String) throws {
    let scratch = try ScratchDirectory.current
    let transformFn = try Self.fitted {
      try computeAndApplyVocabulary(try $0.string("s"), vocabFilename: "v")
    }
    try TransformOutput.write(transformFn, to: scratch.path)
    try scratch.write(text, to: "transform_fn/assets/v")
    let error = #expect(throws: (any Error).self) { try TransformOutput.read(scratch.path) }
    #expect("\(try #require(error))".hasSuffix(problem))
  }

  @Test func `a vocabulary of somebody else's is looked up and taken along`() throws {
    let scratch = try ScratchDirectory.current
    let path = try scratch.write("c\nb\n", to: "mine.txt")
    let transformFn = try Self.fitted { inputs in
      try applyVocabulary(try inputs.string("s"), try Vocabulary(contentsOf: path))
    }
    #expect(try transformFn.transform(Self.rows.batch)["id"]?.int64s == [-1, 1, 1, 0, 1, 0])
    try TransformOutput.write(transformFn, to: try scratch.makeDirectory("out"))
    try scratch.remove("mine.txt")
    #expect(try scratch.text(of: "out/transform_fn/assets/mine.txt") == "c\nb\n")
    let read = try TransformOutput.read(scratch.path("out"))
    #expect(try read.transform(Self.rows.batch)["id"]?.int64s == [-1, 1, 1, 0, 1, 0])
  }

  @Test func `what some outputs do not need is not written with them`() throws {
    let scratch = try ScratchDirectory.current
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["s"] = try computeAndApplyVocabulary(try inputs.string("s"), vocabFilename: "s")
      outputs["n"] = try computeAndApplyVocabulary(try inputs.int64("n"), vocabFilename: "n")
      return outputs
    }
    try transformFn.selecting(["n"]).write(to: scratch.path("transform_fn.json"))
    #expect(try scratch.names(in: "transform_fn/assets") == ["n"])
  }

  // MARK: what a user should know

  @Test func `an empty vocabulary, and what a text file cannot hold, are told`() throws {
    let rows = Rows(["x": strings(["", "a\nb", "", "\r"])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["id"] = try computeAndApplyVocabulary(try inputs.string("x"), fileID: "F.swift", line: 8)
      return outputs
    }
    #expect(
      transformFn.notices == [
        "vocabulary(x) at F.swift:8: 4 empty values or values with line ends left out: a text file cannot hold them",
        "vocabulary(x) at F.swift:8: no values, so the vocabulary has a single token that stands for none",
      ]
    )
    #expect(try transformFn.transform(rows.batch)["id"]?.int64s == [-1, -1, -1, -1])
    #expect(transformFn.outputSchema["id"]?.idDomain == .init(min: -1, max: 0))
    #expect(try Self.fitted { try computeAndApplyVocabulary(try $0.string("s")) }.notices == [])
  }
}
