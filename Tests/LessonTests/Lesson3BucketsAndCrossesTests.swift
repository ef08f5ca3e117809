import Preprocessing
import RawData
import Testing

/// Buckets and hashes.
extension Lesson3PreprocessingTests {
  @Test(
    arguments: [
      (-0.1, 0), (0, 1), (0.05, 1), (0.1, 2), (0.099_999_99, 1), (0.15, 2), (0.2, 3), (9, 3),
      (-.infinity, 0), (.infinity, 3), (.nan, 3), (-0.0, 1),
    ] as [(Float, Int64)]
  )
  func `a value on an edge goes into the bucket on its right, NaN into the last`(
    value: Float,
    bucket: Int64
  ) throws {
    let rows = Rows(["x": FeatureValues([value])])
    #expect(
      try rows.column { try applyBuckets($0.float("x"), boundaries: [0, 0.1, 0.2]) }.int64s == [bucket]
    )
  }

  @Test func `equal boundaries are passed together`() throws {
    let rows = Rows(["x": FeatureValues([0, 1, 2] as [Float])])
    #expect(try rows.column { try applyBuckets($0.float("x"), boundaries: [1, 1]) }.int64s == [0, 2, 2])
  }

  @Test(
    arguments: [
      ([0.2, 0.1], "found boundaries [0.2, 0.1], expected ascending ones"),
      ([], "found no boundaries, expected one or more"),
      ([.nan], "found boundaries [nan], expected ascending ones"),
      ([0, .nan, 1], "found boundaries [0.0, nan, 1.0], expected ascending ones"),
    ]
      as [([Float], String)]
  )
  func `boundaries that do not ascend are refused`(boundaries: [Float], problem: String) {
    let x = Column<Float>(node: Node(.input(name: "x"), type: .float32))
    let line = #line + 1
    let buckets = { try applyBuckets(x, boundaries: boundaries) }
    let error = #expect(throws: OperationError.self) { try buckets() }
    #expect(
      error?.description
        == "LessonTests/Lesson3BucketsAndCrossesTests.swift:\(line): apply_buckets: \(problem)"
    )
  }

  // What TensorFlow 2.21's tf.sparse.cross_hashed gives.
  @Test(
    arguments: [
      ([0, 0], 100, 4), ([3, 4], 100, 86), ([4, 3], 100, 94), ([17, 1], 168, 4), ([-1, 5], 100, 99),
      ([.max, .min], 1 << 40, 841_567_199_590), ([.min, .max], 1 << 40, 536_583_814_831), ([5, 6], 1, 0),
    ] as [([Int64], Int, Int64)]
  )
  func `a cross of integers has TensorFlow's id`(pair: [Int64], bins: Int, id: Int64) throws {
    let rows = Rows(["a": FeatureValues([pair[0]]), "b": FeatureValues([pair[1]])])
    #expect(try rows.column { try hashedCross($0.int64("a"), $0.int64("b"), bins: bins) }.int64s == [id])
  }

  @Test func `a cross of texts, of a text and an integer, and of three columns has TensorFlow's ids`() throws
  {
    let rows = Rows([
      "s": strings(["a", "b", "", "New York"]), "t": strings(["x", "x", "", "Bronx"]),
      "n": FeatureValues([1, -2, 3, 4] as [Int64]),
    ])
    let texts = try rows.column { try hashedCross($0.string("s"), $0.string("t"), bins: 1000) }
    #expect(texts.int64s == [892, 4, 373, 202])
    let textFirst = try rows.column { try hashedCross($0.string("s"), $0.int64("n"), bins: 1000) }
    #expect(textFirst.int64s[..<2] == [485, 154])
    let integerFirst = try rows.column { try hashedCross($0.int64("n"), $0.string("s"), bins: 1000) }
    #expect(integerFirst.int64s[..<2] == [445, 76])
    let integers = Rows([
      "a": FeatureValues([1, 2] as [Int64]), "b": FeatureValues([3, 4] as [Int64]),
      "c": FeatureValues([5, 6] as [Int64]),
    ])
    let three = try integers.column {
      try hashedCross($0.int64("a"), $0.int64("b"), $0.int64("c"), bins: 1000)
    }
    #expect(three.int64s == [947, 467])
  }

  @Test(arguments: [0, -5])
  func `a cross needs a bin`(bins: Int) {
    let x = Column<Int64>(node: Node(.input(name: "x"), type: .int64))
    let line = #line + 1
    let cross = { try hashedCross(x, bins: bins) }
    let error = #expect(throws: OperationError.self) { try cross() }
    #expect(
      error?.description
        == "LessonTests/Lesson3BucketsAndCrossesTests.swift:\(line): hashed_cross: found \(bins) bins, "
        + "expected 1 or more"
    )
  }

  @Test(
    arguments: [
      ("", 0x9AE1_6A3B_2F90_404F), ("a", 0xB345_4265_B6DF_75E3), ("abc", 0x24A5_B3A0_74E7_F369),
      ("hello", 0xB48B_E5A9_3138_0CE8),
    ] as [(String, UInt64)]
  )
  func `a text has FarmHash's fingerprint`(text: String, fingerprint: UInt64) {
    #expect(Fingerprint.hash64(Array(text.utf8)[...]) == fingerprint)
  }

  // The fixture is TensorFlow's own, for every way that FarmHash goes by length.
  @Test func `texts of 0 to 299 bytes have TensorFlow's fingerprints`() throws {
    let expected = try Fixture.text("tft/fingerprint64.txt").split(separator: "\n").map {
      UInt64($0, radix: 16)
    }
    try #require(expected.count == 300)
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: 7 * $0 * $0 + 31 * $0 + 11) }
    // Inside a longer text, so that a read past the end would be noticed.
    let wrong = (0..<300).filter { Fingerprint.hash64(bytes[..<$0]) != expected[$0] }
    #expect(wrong.isEmpty)
  }
}
