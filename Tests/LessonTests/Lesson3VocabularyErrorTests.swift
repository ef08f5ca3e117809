import Preprocessing
import RawData
import Testing
import TransformedData

/// What is refused, and with which words.
extension Lesson3VocabularyTests {
  /// The message of the error that `build` ends in, without its line.
  static func problem(_ build: @escaping @Sendable (Inputs) throws -> Void) throws -> String {
    let error = #expect(throws: OperationError.self) {
      try rows.fitted { inputs in
        try build(inputs)
        return Outputs()
      }
    }
    return try #require(error).problem
  }

  @Test func `parameters out of range are refused`() throws {
    func problem(_ build: @escaping @Sendable (Column<String>) throws -> Void) throws -> String {
      try Self.problem { try build(try $0.string("s")) }
    }
    #expect(try problem { try vocabulary($0, topK: 0) } == "found a top_k of 0, expected 1 or more")
    #expect(
      try problem { try vocabulary($0, frequencyThreshold: -1) }
        == "found a frequency threshold of -1.0, expected 0 or more"
    )
    #expect(
      try problem { try vocabulary($0, coverageTopK: -1, keyFn: { $0 }) }
        == "found a coverage top_k of -1, expected 1 or more"
    )
    #expect(
      try problem { try vocabulary($0, coverageTopK: 1) }
        == "found a coverage without a key function, expected one"
    )
    #expect(
      try problem { try vocabulary($0, keyFn: { $0 }) }
        == "found a key function without a coverage, expected a top k or a frequency threshold for it"
    )
    #expect(try problem { try vocabulary($0, vocabFilename: " ") } == "found an empty file name")
    #expect(
      try problem { try vocabulary($0, reservedTokens: ["a", "a"]) }
        == "found a reserved token twice in [\"a\", \"a\"]"
    )
    #expect(
      try problem { try vocabulary($0, reservedTokens: ["a\n"]) }
        == "found the reserved token \"a\\n\", which a text file cannot hold"
    )
    #expect(
      try problem { _ = try computeAndApplyVocabulary($0, numOOVBuckets: -1) }
        == "found -1 buckets, expected 0...2147483647"
    )
    #expect(try problem { _ = try hashStrings($0, hashBuckets: 0) } == "found 0 buckets, expected 1 or more")
    #expect(
      try Self.problem { try vocabulary(try $0.int64("n"), reservedTokens: ["seven"]) }
        == "found the reserved token \"seven\", expected an integer"
    )
  }

  @Test func `two vocabularies with the same file are an error that names both lines`() throws {
    let error = #expect(throws: OperationError.self) {
      try Self.rows.fitted { inputs in
        try vocabulary(try inputs.string("s"), vocabFilename: "a b", fileID: "F.swift", line: 3)
        try vocabulary(try inputs.int64("n"), vocabFilename: "a  b", fileID: "F.swift", line: 9)
        return Outputs()
      }
    }
    #expect(
      error?.description
        == "F.swift:9: vocabulary(n): found the file name \"a-b\", which is that of vocabulary(s) at F.swift:3"
    )
  }

  @Test func `one vocabulary used twice is no error`() throws {
    let ids = try Self.rows.column { inputs in
      let known = try vocabulary(try inputs.string("s"), vocabFilename: "v")
      let first = try applyVocabulary(try inputs.string("s"), known)
      return try first + applyVocabulary(try inputs.string("s"), known)
    }
    #expect(ids.int64s == [4, 0, 0, 2, 0, 2])
  }

  @Test func `a row that does not fit is named`() throws {
    let weights = Rows(["x": strings(["a", "b"]), "w": FeatureValues([1, .nan] as [Float])])
    let weight = #expect(throws: OperationError.self) {
      try weights.fitted { inputs in
        try vocabulary(try inputs.string("x"), weights: try inputs.float("w"), fileID: "F.swift", line: 2)
        return Outputs()
      }
    }
    #expect(
      weight?.description
        == "F.swift:2: vocabulary(x, w), row 1: found the weight nan, expected a finite number"
    )
    let labels = Rows(["x": strings(["a", "b"]), "l": FeatureValues([0, -2] as [Int64])])
    let label = #expect(throws: OperationError.self) {
      try labels.fitted { inputs in
        try vocabulary(try inputs.string("x"), labels: try inputs.int64("l"))
        return Outputs()
      }
    }
    #expect(label?.problem == "found the label -2, expected 0 or more, or -1 for a missing one")
    #expect(label?.row == 1)
  }

  @Test func `with labels, a row must not repeat a value`() throws {
    let x = FeatureValues(.string(ByteStrings(["a", "a", "a", "b"])), layout: .fixed(width: 2))
    let batch = Batch(rowCount: 2, names: ["x", "l"], columns: [x, FeatureValues([0, 1] as [Int64])])
    let schema = Schema([FeatureSpec("x", .string, width: 2), FeatureSpec("l", .int64)])
    let graph = try PreprocessingGraph(schema: schema) { inputs in
      try vocabulary(try inputs.string("x"), labels: try inputs.int64("l"))
      return Outputs()
    }
    let error = #expect(throws: OperationError.self) { try graph.analyze { RowsReader(batch, schema: $0) } }
    #expect(
      error?.problem == "found \"a\" 3.0 times in 2.0 rows: with labels, a row must not repeat a value"
    )
  }

  @Test func `tokens that are no integers cannot be looked up among integers`() throws {
    let problem = try Self.problem { inputs in
      throw try #require(
        #expect(throws: OperationError.self) {
          try Self.fitted { try applyVocabulary(try $0.int64("n"), try vocabulary(try $0.string("s"))) }
        }
      )
    }
    #expect(problem == "found the token \"b\" in the vocabulary of a column of int64")
  }
}
