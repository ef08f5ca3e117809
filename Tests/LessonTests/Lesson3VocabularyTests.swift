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
