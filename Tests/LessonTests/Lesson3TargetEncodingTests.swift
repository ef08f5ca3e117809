import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// The oracle is scikit-learn 1.9.1, the folds are TensorFlow's:
///
/// ```python
/// folds = tf.strings.to_hash_bucket_fast([f"ride-{i}" for i in range(24)], 3)
/// def encode(rows, out, m):
///   encoder = TargetEncoder(smooth=m, target_type="continuous").fit(categories[rows], labels[rows])
///   return np.float32(encoder.transform(categories[out])[:, 0])
/// plain = encode(all, all, m)
/// for fold in range(3): out_of_fold[folds == fold] = encode(folds != fold, folds == fold, m)
/// ```
@Suite("Lesson 3: target encoding", .tags(.lesson3), .scratchDirectory)
struct Lesson3TargetEncodingTests {
  static let categories = [
    "c", "c", "a", "a", "a", "c", "b", "a", "b", "a", "c", "b", "a", "b", "d", "b", "a", "b", "b", "c", "b",
    "b", "b", "a",
  ]
  static let labels: [Float] = [
    0.75, 1.625, -2.375, 9.875, -2.75, -0.875, -4, 0.25, -0.25, 8, 4.625, 4.375, -5, 4.5, 5.75, 6.25, 0.375,
    -4, -0.125, 0.625, 8, -0.125, 2.625, 6.125,
  ]
  static let folds: [Int64] = [
    2, 1, 1, 1, 1, 2, 2, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 2, 0, 1,
  ]
  static let rows = Rows([
    "x": strings(categories), "y": FeatureValues(labels),
    "ride": strings((0..<24).map { "ride-\($0)" }),
    "code": FeatureValues(categories.map { Int64($0.utf8.first ?? 0) - 100 }),
  ])

  private static func outOfFold(_ smoothing: Float) throws -> [Float] {
    try rows.column {
      try targetEncoding(
        $0.string("x"),
        label: $0.float("y"),
        smoothing: smoothing,
        folds: 3,
        foldBy: $0.string("ride")
      )
    }.floats
  }

  /// Whether the two differ by one unit in the last place at most: scikit-learn rounds its double sums on the way.
  private static func agree(_ found: [Float], _ expected: [Float]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { ($0 - $1).magnitude <= max($0.magnitude, $1.magnitude).ulp }
  }

  // MARK: scikit-learn

  @Test(
    arguments: [
      (10, ["a": 1.829_861_2, "b": 1.784_375, "c": 1.679_166_7, "d": 2.198_863_7]),
      (0.5, ["a": 1.814_338_2, "b": 1.730_654_7, "c": 1.394_886_4, "d": 4.447_916_5]),
    ] as [(Float, [String: Float])]
  )
  func `with one fold the encodings are scikit-learn's`(smoothing: Float, expected: [String: Float]) throws {
    let found = try Self.rows.column {
      try targetEncoding($0.string("x"), label: $0.float("y"), smoothing: smoothing)
    }
    #expect(Self.agree(found.floats, Self.categories.compactMap { expected[$0] }))
    let oneFold = try Self.rows.column {
      try targetEncoding(
        $0.string("x"),
        label: $0.float("y"),
        smoothing: smoothing,
        folds: 1,
        foldBy: $0.string("ride")
      )
    }
    #expect(oneFold == found)
    let codes = try Self.rows.column {
      try targetEncoding($0.int64("code"), label: $0.float("y"), smoothing: smoothing)
    }
    #expect(codes == found)
  }

  @Test func `out of fold they are those of scikit-learn without the rows of the fold`() throws {
    let expected: [Float] = [
      2.394_230_8, 1.584_935_9, 2.209_935_9, 2.209_935_9, 2.209_935_9, 2.394_230_8, 2.534_722_3, 1.053_125,
      1.956_944_5, 1.053_125, 1.584_935_9, 1.956_944_5, 2.209_935_9, 0.811_580_9, 0.992_187_5, 0.811_580_9,
      1.053_125, 1.956_944_5, 1.956_944_5, 1.146_205_3, 1.956_944_5, 2.534_722_3, 0.811_580_9, 2.209_935_9,
    ]
    #expect(Self.agree(try Self.outOfFold(10), expected))
    let small: [Float] = [
      2.310_714_2, 0.430_059_52, 2.751_488_2, 2.751_488_2, 2.751_488_2, 2.310_714_2, 2.657_353, 1.158_380_6,
      1.864_583_4, 1.158_380_6, 0.430_059_52, 1.864_583_4, 2.751_488_2, 0.582_812_5, 0.992_187_5, 0.582_812_5,
      1.158_380_6, 1.864_583_4, 1.864_583_4, 1.471_354_1, 1.864_583_4, 2.657_353, 0.582_812_5, 2.751_488_2,
    ]
    #expect(Self.agree(try Self.outOfFold(0.5), small))
  }

  /// `tf.strings.to_hash_bucket_fast(tf.strings.as_string(...), 5)` for the integers.
  @Test func `a fold is the fingerprint of the key or of its decimals, as TensorFlow has it`() throws {
    let rides = Operand(strings((0..<24).map { "ride-\($0)" }), isConstant: false)
    #expect(try Folds.folds(of: rides, count: 3, rowCount: 24).map(Int64.init) == Self.folds)
    let integers = FeatureValues([0, 7, -7, 123_456_789, .min, .max] as [Int64])
    let found = try Folds.folds(of: Operand(integers, isConstant: false), count: 5, rowCount: 6)
    #expect(found == [0, 3, 2, 1, 2, 4])
  }

  // MARK: out of fold

  @Test func `no label changes the encodings of its own fold`() throws {
    let before = try Self.outOfFold(2)
    for row in [0, 7, 14] {
      var labels = Self.labels
      labels[row] = 1000
      var batch = Self.rows.batch
      batch = Batch(
        rowCount: 24,
        names: batch.names,
        columns: zip(batch.names, batch.columns).map { $0 == "y" ? FeatureValues(labels) : $1 }
      )
      let after = try Rows(schema: Self.rows.schema, batch: batch).column {
        try targetEncoding(
          $0.string("x"),
          label: $0.float("y"),
          smoothing: 2,
          folds: 3,
          foldBy: $0.string("ride")
        )
      }.floats
      for other in 0..<24 where Self.folds[other] == Self.folds[row] {
        #expect(after[other] == before[other])
      }
      #expect((0..<24).allSatisfy { Self.folds[$0] == Self.folds[row] || after[$0] > before[$0] })
    }
  }

  @Test func `a served row needs no label, and has the encoding that it had in training`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["e"] = try targetEncoding(
        inputs.string("x"),
        label: inputs.float("y"),
        folds: 3,
        foldBy: inputs.string("ride")
      )
      return outputs
    }
    #expect(transformFn.inputSchema.features.map(\.name).sorted() == ["ride", "x"])
    let all = try #require(transformFn.transform(Self.rows.batch)["e"]).floats
    for row in 0..<24 {
      let served = Rows(["x": strings([Self.categories[row]]), "ride": strings(["ride-\(row)"])])
      #expect(try transformFn.transform(served.batch)["e"]?.floats == [all[row]])
    }
    // "d" is in fold 0 alone, and "z" nowhere: both have the prior of the other folds.
    let unknown = Rows(["x": strings(["z", "d", "z"]), "ride": strings(["ride-7", "ride-9", "ride-0"])])
    let found = try #require(transformFn.transform(unknown.batch)["e"]).floats
    let priors = (0..<3).map { fold in
      let others = zip(Self.labels, Self.folds).filter { $0.1 != fold }.map { Double($0.0) }
      return Float(others.reduce(0, +) / Double(others.count))
    }
    #expect(found == [priors[0], priors[0], priors[2]])
  }

  @Test func `the example of the documentation holds, for integer labels too`() throws {
    let rows = Rows(["x": strings(["a", "a", "b"]), "y": FeatureValues([1, 0, 0] as [Int64])])
    let found = try rows.column { try targetEncoding($0.string("x"), label: $0.int64("y"), smoothing: 1) }
    #expect(found.floats == [0.444_444_45, 0.444_444_45, 0.166_666_67])
    let plain = try rows.column { try targetEncoding($0.string("x"), label: $0.int64("y"), smoothing: 0) }
    #expect(plain.floats == [0.5, 0.5, 0])
  }

  // MARK: shapes and what is missing

  @Test func `each of several categories is encoded, with the row's label`() throws {
    let tokens = FeatureValues(
      .string(ByteStrings(["a", "b", "b", "a"])),
      layout: .ragged(rowOffsets: [0, 2, 2, 3, 4])
    )
    let schema = Schema([
      FeatureSpec("t", .string, presence: .optional), FeatureSpec("y", .float32),
      FeatureSpec("k", .string),
    ])
    let batch = Batch(
      rowCount: 4,
      names: ["t", "y", "k"],
      columns: [
        tokens, FeatureValues([2, 4, 8, 10] as [Float]), strings(["ride-0", "ride-1", "ride-7", "ride-8"]),
      ]
    )
    let rows = Rows(schema: schema, batch: batch)
    let found = try rows.column {
      try targetEncoding($0.string("t"), label: $0.float("y"), smoothing: 2)
    }
    // The prior is 6: (2 + 10 + 2 · 6) / 4 and (2 + 8 + 2 · 6) / 4.
    #expect(found == FeatureValues(.float32([6, 5.5, 5.5, 6]), layout: tokens.layout))
    let folded = try rows.column {
      try targetEncoding($0.string("t"), label: $0.float("y"), smoothing: 0, folds: 3, foldBy: $0.string("k"))
    }
    // The folds are 2, 1, 0 and 1, so that "a" of the first row learns from the last one, and "b" from the third; the third
    // row's "b" from the first, the last one's "a" from the first.
    let expected: [Float] = [10, 8, 2, 2]
    #expect(folded == FeatureValues(.float32(expected), layout: tokens.layout))
  }

  @Test func `labels that are missing, NaN or infinite are passed over, and counted`() throws {
    let labels = FeatureValues(
      .float32([1, .nan, 3, .infinity, -.infinity]),
      layout: .ragged(rowOffsets: [0, 1, 2, 3, 3, 4, 5])
    )
    let schema = Schema([FeatureSpec("x", .string), FeatureSpec("y", .float32, presence: .optional)])
    let columns = [strings(["a", "a", "b", "b", "b", "c"]), labels]
    let rows = Rows(schema: schema, batch: Batch(rowCount: 6, names: ["x", "y"], columns: columns))
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["e"] = try targetEncoding(
        inputs.string("x"),
        label: inputs.float("y"),
        smoothing: 1,
        fileID: "F",
        line: 2
      )
      return outputs
    }
    #expect(try transformFn.transform(rows.batch)["e"]?.floats == [1.5, 1.5, 2.5, 2.5, 2.5, 2])
    #expect(
      transformFn.notices == [
        "target_statistics(x, y) at F:2: labels left out: 1 NaN, 2 infinite, 1 missing"
      ]
    )
  }

  @Test func `without labels, or with those of one fold alone, the encodings are 0, and a notice says so`()
    throws
  {
    func notices(_ labels: [Float]) throws -> [String] {
      let rows = Rows([
        "x": strings([String](repeating: "a", count: labels.count)), "y": FeatureValues(labels),
        "k": strings([String](repeating: "ride-7", count: labels.count)),
      ])
      let transformFn = try rows.fitted { inputs in
        var outputs = Outputs()
        outputs["e"] = try targetEncoding(
          inputs.string("x"),
          label: inputs.float("y"),
          folds: 3,
          foldBy: inputs.string("k"),
          fileID: "F",
          line: 2
        )
        return outputs
      }
      let probe = Rows(["x": strings(["a"]), "k": strings(["ride-7"])])
      #expect(try transformFn.transform(probe.batch)["e"]?.floats == [0])
      return transformFn.notices
    }
    let place = "target_statistics(x, y, k) at F:2: "
    #expect(try notices([]) == [place + "no labels, every encoding is 0"])
    #expect(try notices([2, 4]) == [place + "all labels are in fold 0, whose encodings are 0"])
  }
}
