import Foundation
import Preprocessing
import RawData
import Testing
import TransformedData

@Suite("Lesson 3: tokens", .tags(.lesson3), .scratchDirectory)
struct Lesson3TokensTests {
  /// Rows of a ragged column `x`.
  private static func rows(_ rows: [[String]]) -> Rows {
    ragged(.string(ByteStrings(rows.flatMap(\.self))), rows.map(\.count))
  }
  private static func rows(_ rows: [[Int64]]) -> Rows {
    ragged(.int64(rows.flatMap(\.self)), rows.map(\.count))
  }

  private static func ragged(_ storage: FeatureValues.Storage, _ counts: [Int]) -> Rows {
    let offsets = counts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    let values = FeatureValues(storage, layout: .ragged(rowOffsets: offsets))
    return Rows(
      schema: Schema([FeatureSpec("x", values.type, presence: .optional)]),
      batch: Batch(rowCount: counts.count, names: ["x"], columns: [values])
    )
  }

  private static func texts(_ values: FeatureValues) -> [[String]] {
    (0..<values.rowCount).map { values.range(ofRow: $0).map(values.text) }
  }

  private static func randomWords(_ random: inout SplitMix64, upTo count: Int) -> [String] {
    (0..<Int.random(in: 0...count, using: &random)).map { _ in
      ["a", "b", "", "ab", "é", "a b"].randomElement(using: &random) ?? ""
    }
  }

  @Test(arguments: [1...1, 1...3, 2...4, 5...5], ["", " ", "--"])
  func `n-grams and bags are those of loops over the words`(sizes: ClosedRange<Int>, separator: String) throws
  {
    var random = SplitMix64(seed: 5)
    // The last row has more different runs than a small hash table holds.
    let words = (0..<40).map { _ in Self.randomWords(&random, upTo: 9) } + [(0..<200).map { "w\($0 % 150)" }]
    let expected = words.map { row in
      row.indices.flatMap { start in
        sizes.filter { start + $0 <= row.count }.map { row[start..<start + $0].joined(separator: separator) }
      }
    }
    let found = try Self.rows(words).column {
      try ngrams($0.string("x"), sizes: sizes, separator: separator)
    }
    #expect(Self.texts(found) == expected)
    let bag = try Self.rows(words).column {
      try bagOfWords($0.string("x"), sizes: sizes, separator: separator)
    }
    #expect(Self.texts(bag) == expected.map(Self.unique))
    let kept = try Self.rows(words).column { deduplicateTensorPerRow(try $0.string("x")) }
    #expect(Self.texts(kept) == words.map(Self.unique))
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return texts.filter { seen.insert(Array($0.utf8)).inserted }
  }

  @Test func `integers are deduplicated in the order of their first coming`() throws {
    let rows: [[Int64]] = [
      [3, 1, 3, .min, 1, .max, .max], [], Array(repeating: 7, count: 300), (0..<300).map { $0 % 130 },
    ]
    let kept = try Self.rows(rows).column { deduplicateTensorPerRow(try $0.int64("x")) }
    #expect(
      Self.texts(kept) == [["3", "1", "\(Int64.min)", "\(Int64.max)"], [], ["7"], (0..<130).map { "\($0)" }]
    )
  }

  @Test func `vectors and single values have words too`() throws {
    let vectors = FeatureValues(.string(ByteStrings(["a", "b", "a", "a"])), layout: .fixed(width: 2))
    let rows = Rows(
      schema: Schema([FeatureSpec("x", .string, width: 2)]),
      batch: Batch(rowCount: 2, names: ["x"], columns: [vectors])
    )
    let grams = try rows.column { try ngrams($0.string("x"), sizes: 1...2, separator: "+") }
    #expect(Self.texts(grams) == [["a", "a+b", "b"], ["a", "a+a", "a"]])
    #expect(try rows.column { wordCount(try $0.string("x")) }.int64s == [2, 2])
    #expect(
      try rows.column { sparseTensorLeftAlign(try $0.string("x")) }.layout == .ragged(rowOffsets: [0, 2, 4])
    )
    let wider = try rows.column {
      try sparseTensorToDenseWithShape($0.string("x"), width: 3, defaultValue: "?")
    }
    #expect(
      wider == FeatureValues(.string(ByteStrings(["a", "b", "?", "a", "a", "?"])), layout: .fixed(width: 3))
    )
  }

  @Test(arguments: [true, false])
  func `tf-idf is what its formula says over all rows`(smooth: Bool) throws {
    var random = SplitMix64(seed: 9)
    let documents = (0..<60).map { _ in
      (0..<Int.random(in: 0...8, using: &random)).map { _ in Int64.random(in: -3..<14, using: &random) }
    }
    let size: Int64 = 11
    let terms = documents.map { row in row.map { ($0 % size + size) % size } }
    let fn = try Self.rows(documents).fitted { inputs in
      let x = try inputs.int64("x")
      var outputs = Outputs()
      let (indices, weights) = try tfidf(x, vocabSize: Int(size), smooth: smooth)
      outputs["indices"] = indices
      outputs["weights"] = weights
      outputs["df"] = try documentFrequency(x, vocabSize: Int(size))
      outputs["idf"] = try idf(x, vocabSize: Int(size), smooth: smooth, addBaseline: false)
      return outputs
    }
    let found = try fn.transform(Self.rows(documents).batch)
    let count = Double(documents.count)
    func frequency(_ term: Int64) -> Double { Double(terms.filter { $0.contains(term) }.count) }
    func logarithm(_ term: Int64) -> Double {
      smooth ? log((count + 1) / (frequency(term) + 1)) : log(count / frequency(term))
    }
    let distinct = terms.map { Set($0).sorted() }
    #expect(found["indices"]?.int64s == distinct.flatMap(\.self))
    #expect(found["df"]?.int64s == terms.flatMap(\.self).map { Int64(frequency($0)) })
    #expect(found["idf"]?.floats == terms.flatMap(\.self).map { Float(logarithm($0)) })
    let weights = zip(terms, distinct).flatMap { row, ids in
      ids.map { id -> Double in
        let share = Double(row.filter { $0 == id }.count) / Double(row.count)
        return share * (1 + logarithm(id))
      }
    }
    let relativeErrors = zip(found["weights"]?.floats ?? [], weights).map { abs(Double($0) / $1 - 1) }
    #expect(relativeErrors.count == weights.count)
    // Three roundings to 24 bits.
    #expect(relativeErrors.max() ?? 1 < 3 * 0x1p-24)
    #expect(found["weights"]?.layout == found["indices"]?.layout)
  }

  @Test func `a size that only the data tells gives what the number gives`() throws {
    let rows = Self.rows([[0, 1, 5], [1], [-1]])
    let size = Column<Int64>(node: .constant(FeatureValues([4] as [Int64])))
    let found = try rows.transformed { inputs in
      let x = try inputs.int64("x")
      var outputs = Outputs()
      outputs["a"] = try tfidf(x, vocabSize: 4).weights
      outputs["b"] = tfidf(x, vocabSize: size).weights
      outputs["c"] = try idf(x, vocabSize: 4)
      outputs["d"] = idf(x, vocabSize: size)
      outputs["e"] = try documentFrequency(x, vocabSize: 4)
      outputs["f"] = documentFrequency(x, vocabSize: size)
      return outputs
    }
    #expect(found["a"] == found["b"])
    #expect(found["c"] == found["d"])
    #expect(found["e"] == found["f"])
    #expect(found["e"]?.int64s == [1, 2, 2, 2, 1])
  }

  @Test func `an id that no row had has infinite weight when nothing smooths it`() throws {
    let fn = try Self.rows([[0], [0]]).fitted { inputs in
      var outputs = Outputs()
      outputs["idf"] = try idf(inputs.int64("x"), vocabSize: 9, smooth: false)
      return outputs
    }
    #expect(try fn.transform(Self.rows([[0, 8]]).batch)["idf"]?.floats == [1, .infinity])
  }

  private static let graphRows = (0..<37).map { row in (0..<row % 6).map { Int64(row * 7 + $0 * 5) % 13 } }

  private static func graph() throws -> PreprocessingGraph {
    try PreprocessingGraph(schema: rows(graphRows).schema) { inputs in
      var outputs = Outputs()
      outputs["y"] = try idf(inputs.int64("x"), vocabSize: 13)
      return outputs
    }
  }

  private static func phase(_ rows: some Sequence<Range<Int>>) throws -> AnalysisPhase {
    var phase = try #require(try graph().nextPhase())
    let batch = Self.rows(graphRows).batch
    for range in rows { try phase.add(batch.slice(range), firstRow: range.lowerBound) }
    return phase
  }

  @Test func `document frequencies are the same for any batches, order and grouping`() throws {
    let whole = try Self.phase([0..<37]).encode()
    #expect(try Self.phase((0..<37).map { $0..<$0 + 1 }).encode() == whole)
    #expect(try Self.phase([20..<37, 3..<20, 0..<3]).encode() == whole)
    var merged = try Self.phase([30..<37])
    var left = try Self.phase([10..<30])
    left.merge(try Self.phase([0..<10]))
    merged.merge(left)
    #expect(merged.encode() == whole)
    var restored = try Self.phase([])
    for range in [0..<9, 9..<37] { try restored.merge(encoded: Self.phase([range]).encode()) }
    #expect(restored.encode() == whole)
    // Rows that come after a merge count once each, too.
    var later = try Self.phase([0..<20])
    later.merge(try Self.phase([20..<30]))
    try later.add(Self.rows(Self.graphRows).batch.slice(30..<37))
    #expect(later.encode() == whole)
  }

  @Test func `damaged frequencies are refused`() throws {
    let bytes = try Self.phase([0..<37]).encode()
    for count in 0..<bytes.count {
      var phase = try Self.phase([])
      #expect(throws: StateError.self) { try phase.merge(encoded: Array(bytes[..<count])) }
    }
    // 13 frequencies of 8 bytes stand at the end, their number and that of the documents before them.
    let documents = bytes.count - 15 * 8
    for (place, value) in [
      (documents, 1), (documents + 7, 0x80), (bytes.count - 1, 0x80), (bytes.count - 8, 0),
    ]
      as [(Int, UInt8)]
    {
      var damaged = bytes
      damaged[place] = value
      var phase = try Self.phase([])
      let error = #expect(throws: StateError.self) { try phase.merge(encoded: damaged) }
      #expect(error?.problem.hasPrefix("found frequencies that ") == true, "byte \(place)")
    }
  }

  @Test func `token operations come back from transform_fn.json`() throws {
    let scratch = try ScratchDirectory.current
    let rows = Self.rows([[0, 1, 1, -1], [], [3, 1]])
    let fn = try rows.fitted { inputs in
      let x = try inputs.int64("x")
      let words = asString(x)
      var outputs = Outputs()
      outputs["bag"] = try bagOfWords(words, sizes: 1...2, separator: "\"")
      outputs["count"] = wordCount(x)
      outputs["dense"] = try sparseTensorToDenseWithShape(x, width: 4, defaultValue: -9)
      outputs["df"] = try documentFrequency(x, vocabSize: 5)
      outputs["floats"] = try sparseTensorToDenseWithShape(Column<Float>(x), width: 5, defaultValue: 0.5)
      outputs["grams"] = try ngrams(words, sizes: 2...2, separator: " ")
      outputs["idf"] = try idf(x, vocabSize: 5, smooth: false, addBaseline: false)
      outputs["left"] = sparseTensorLeftAlign(x)
      let (indices, weights) = try tfidf(x, vocabSize: 5, smooth: false)
      outputs["indices"] = indices
      outputs["segments"] = segmentIndices(indices)
      outputs["unique"] = deduplicateTensorPerRow(words)
      outputs["weights"] = weights
      return outputs
    }
    try fn.write(to: scratch.path("transform_fn.json"))
    let read = try TransformFn(contentsOf: scratch.path("transform_fn.json"))
    let transformed = try fn.transform(rows.batch)
    #expect(try read.transform(rows.batch).bits == transformed.bits)
    #expect(read.outputSchema == fn.outputSchema)
    #expect(transformed["dense"]?.int64s == [0, 1, 1, -1, -9, -9, -9, -9, 3, 1, -9, -9])
  }

  @Test func `sizes, widths and vocabularies have their bounds`() {
    let words = Column<String>(node: Node(.input(name: "x"), type: .string))
    let ids = Column<Int64>(node: Node(.input(name: "x"), type: .int64))
    let line = #line + 2
    let errors = [
      #expect(throws: OperationError.self) { try ngrams(words, sizes: 0...2, separator: "") },
      #expect(throws: OperationError.self) { try bagOfWords(words, sizes: -1...2, separator: "") },
      #expect(throws: OperationError.self) { try sparseTensorToDenseWithShape(ids, width: 0) },
      #expect(throws: OperationError.self) { try tfidf(ids, vocabSize: 0) },
      #expect(throws: OperationError.self) { try idf(ids, vocabSize: -1) },
      #expect(throws: OperationError.self) { try documentFrequency(ids, vocabSize: 1 << 31) },
    ]
    let expected = [
      "ngrams: found sizes 0...2, expected sizes from 1 on",
      "bag_of_words: found sizes -1...2, expected sizes from 1 on",
      "sparse_tensor_to_dense_with_shape: found width 0, expected 1 or more",
      "tfidf: found a vocabulary of 0 tokens, expected 1...2147483647",
      "idf: found a vocabulary of -1 tokens, expected 1...2147483647",
      "document_frequency: found a vocabulary of 2147483648 tokens, expected 1...2147483647",
    ]
    for (index, (error, problem)) in zip(errors, expected).enumerated() {
      #expect(error?.description == "LessonTests/Lesson3TokensTests.swift:\(line + index): \(problem)")
    }
  }

  @Test func `rows that have no result are errors with their number`() throws {
    let rows = Self.rows([[0, 1], [], [2, 2, 1]])
    let longError = #expect(throws: OperationError.self) {
      try rows.column { try sparseTensorToDenseWithShape($0.int64("x"), width: 2) }
    }
    #expect(longError?.row == 2)
    #expect(longError?.problem == "found 3 values, expected at most 2")
    let fallError = #expect(throws: OperationError.self) {
      try rows.column { segmentIndices(try $0.int64("x")) }
    }
    #expect(fallError?.row == 2)
    #expect(fallError?.problem == "found segment id 1, expected 2 or more, as before it")
    let negativeError = #expect(throws: OperationError.self) {
      try Self.rows([[-1]]).column { segmentIndices(try $0.int64("x")) }
    }
    #expect(negativeError?.problem == "found segment id -1, expected 0 or more")
    let zero = Column<Int64>(node: .constant(FeatureValues([0] as [Int64])))
    let sizeError = #expect(throws: OperationError.self) {
      try rows.column { idf(try $0.int64("x"), vocabSize: zero) }
    }
    #expect(sizeError?.problem == "found a vocabulary of 0 tokens, expected 1...2147483647")
  }
}
