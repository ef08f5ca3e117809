import Preprocessing
import RawData
import Testing
import TransformedData

/// Vocabularies on disk.
extension Lesson3VocabularyTests {
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
}
