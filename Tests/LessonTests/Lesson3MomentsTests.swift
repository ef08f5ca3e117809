import Testing

@testable import Preprocessing
@testable import RawData

@Suite("Lesson 3: figures of whole columns", .tags(.lesson3))
struct Lesson3MomentsTests {
  static let floats: [[Float]] = [
    [3, -1, 0.1], [], [.infinity], [7.5, -0.0], [-2, 0.25, 3, 1e-30], [0, 2e30], [.nan, -.infinity, 5],
  ]
  static let vectors: [[Float]] = [[1, 2], [], [0.1, -7, 3, 3], [1e20, 1e-20, 4, 0], [5, .nan], [-3, 2]]
  static let integers: [[Int64]] = [[3, -1], [], [.max], [.min, 7], [0, 0, 1 << 53]]

  static let floatAnalyzers: [any Analyzer] = [
    NumberAnalyzer<Extremes<Float>>(name: "min_max", figures: [.min, .max]),
    NumberAnalyzer<FloatSum>(name: "sum", figures: [.sum]),
    NumberAnalyzer<MomentsSummary<Float>>(name: "moments", figures: [.mean, .variance, .standardDeviation]),
    NumberAnalyzer<TukeySummary<Float>>(name: "tukey", figures: [.location, .scale, .left, .right]),
    SizeAnalyzer(elements: nil),
  ]

  @Test func `floats give the same figures and bytes in any order, grouping and after any way through bytes`()
    throws
  {
    for analyzer in Self.floatAnalyzers {
      let batches = Self.floats.map { [FeatureValues($0)] }
      try AccumulatorLaw(make: analyzer.makeAccumulator, batches: batches).check(analyzer.name)
    }
  }

  @Test func `integers do too`() throws {
    let analyzers: [any Analyzer] = [
      NumberAnalyzer<Extremes<Int64>>(name: "min_max", figures: [.min, .max]),
      NumberAnalyzer<IntegerSum>(name: "sum", figures: [.sum]),
      NumberAnalyzer<MomentsSummary<Int64>>(name: "moments", figures: [.mean, .variance]),
      NumberAnalyzer<TukeySummary<Int64>>(name: "tukey", figures: [.location, .scale, .left, .right]),
    ]
    for analyzer in analyzers {
      let batches = Self.integers.map { [FeatureValues($0)] }
      try AccumulatorLaw(make: analyzer.makeAccumulator, batches: batches).check(analyzer.name)
    }
  }

  @Test func `the elements of vectors do too`() throws {
    let analyzers: [any Analyzer] = [
      NumberAnalyzer<Extremes<Float>>(name: "min_max", figures: [.min, .max], elements: 2),
      NumberAnalyzer<FloatSum>(name: "sum", figures: [.sum], elements: 2),
      NumberAnalyzer<MomentsSummary<Float>>(name: "moments", figures: [.mean, .variance], elements: 2),
      NumberAnalyzer<TukeySummary<Float>>(name: "tukey", figures: [.location, .scale], elements: 2),
      SizeAnalyzer(elements: 2), CovarianceAnalyzer(width: 2, kind: .covariance),
    ]
    for analyzer in analyzers {
      let batches = Self.vectors.map { [FeatureValues(.float32($0), layout: .fixed(width: 2))] }
      try AccumulatorLaw(make: analyzer.makeAccumulator, batches: batches).check(analyzer.name)
    }
  }

  // MARK: min and max

  /// Every length around the eight lanes, the extremes and a NaN at every place.
  @Test func `the fast minimum and maximum are those of the standard library, wherever they stand`() throws {
    for count in 0...35 {
      let values = (0..<count).map { Float(($0 * 7919) % 101) - 50 }
      let found = Float.extremes(of: values, .infinity, -.infinity)
      #expect(found.smallest == values.min() ?? .infinity && found.largest == values.max() ?? -.infinity)
      #expect(!found.hasNaN)
      for place in 0..<count {
        var changed = values
        changed[place] = -999
        #expect(Float.extremes(of: changed, .infinity, -.infinity).smallest == -999)
        changed[place] = 999
        #expect(Float.extremes(of: changed, .infinity, -.infinity).largest == 999)
        changed[place] = .nan
        let withNaN = Float.extremes(of: changed, .infinity, -.infinity)
        let others = values.indices.filter { $0 != place }.map { values[$0] }
        #expect(withNaN.hasNaN && withNaN.smallest == others.min() ?? .infinity)
      }
    }
  }

  // MARK: moments

  @Test func `many values at once have the same moments as one after the other`() throws {
    var random = SplitMix64(seed: 9)
    var values = (0..<40_000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
    values += [0, -0.0, .leastNonzeroMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude]
    var (atOnce, oneByOne) = (Moments(), Moments())
    atOnce.add(values)
    for value in values { oneByOne.add(value) }
    // Random bits: one in 256 is a NaN or an infinity.
    #expect(atOnce == oneByOne && atOnce.nanCount > 100)
    #expect(atOnce.count == values.count(where: \.isFinite))
  }

  @Test func `bytes that no numbers have are refused`() throws {
    var moments = Moments()
    moments.add([1, 2, 3] as [Float])
    var encoder = StateEncoder()
    moments.encode(to: &encoder)
    var bytes = encoder.bytes
    bytes[0] = 1
    var decoder = StateDecoder(bytes)
    let error = #expect(throws: StateError.self) { try moments.restore(from: &decoder) }
    // One number whose sum is 6 has the square 36, not 14.
    #expect(error?.problem == "found sums that no 1 numbers have")
  }

  // MARK: covariance

  /// Python: fractions.Fraction over the float32 values, rounded to double.
  @Test func `covariances suffer no cancellation`() {
    var moments = Comoments(width: 2)
    for index in 0..<1000 {
      moments.add([Float(1e7) + Float(index % 7), Float(-3e7) - Float(4 * (index % 5))])
    }
    #expect(moments.covariance(0, 0) == 3.994991)
    #expect(moments.covariance(1, 1) == 32)
    #expect(moments.covariance(0, 1) == -0.02)
    #expect(moments.covariance(1, 0) == moments.covariance(0, 1))
  }

  @Test(arguments: [1, 2, 3, 5, 8])
  func `eigenvectors are stretched by their eigenvalues, and stand at right angles`(size: Int) {
    var random = SplitMix64(seed: UInt64(size))
    var elements: [[Double]] = []
    for _ in 0..<size { elements.append((0..<size).map { _ in Double(random.next() >> 40) / 1000 - 8000 }) }
    let matrix = SymmetricMatrix(size: size) { elements[$0][$1] }
    let scale = elements.flatMap(\.self).map(\.magnitude).max() ?? 1
    let found = matrix.eigenvectors
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.value >= $1.value })
    for (index, pair) in found.enumerated() {
      for row in 0..<size {
        let product = (0..<size).reduce(0) { $0 + matrix[row, $1] * pair.vector[$1] }
        #expect((product - pair.value * pair.vector[row]).magnitude < 1e-12 * scale)
      }
      for (other, second) in found.enumerated() {
        let product = zip(pair.vector, second.vector).reduce(0) { $0 + $1.0 * $1.1 }
        #expect((product - (index == other ? 1 : 0)).magnitude < 1e-14)
      }
      #expect(pair.vector.max { $0.magnitude < $1.magnitude } ?? 0 > 0)
    }
  }

  // MARK: L-moments

  /// The definition: of every two, three or four numbers, the expected differences between the sorted ones.
  @Test(
    arguments: [
      [1, 2, 3, 4, 5], [0, 0, 0, 1], [-3, 7, 7, 1e4, 2, 2, -80], [1e8, 1e8 + 1, 1e8 + 5, 1e8 - 2, 1e8],
    ] as [[Float]]
  )
  func `L-moments are the expected differences of sorted pairs, triples and quadruples`(values: [Float]) {
    var counts = ValueCounts()
    counts.add(values)
    let moments = LMoments(counts.finish())
    let sorted = values.map(Double.init).sorted()
    let pairs = Self.combinations(sorted, 2).map { ($0[1] - $0[0]) / 2 }
    let triples = Self.combinations(sorted, 3).map { ($0[2] - 2 * $0[1] + $0[0]) / 3 }
    let quadruples = Self.combinations(sorted, 4).map { ($0[3] - 3 * $0[2] + 3 * $0[1] - $0[0]) / 4 }
    let (second, third, fourth) = (Self.mean(pairs), Self.mean(triples), Self.mean(quadruples))
    #expect((moments.mean - Self.mean(sorted)).magnitude <= 1e-15 * Self.mean(sorted).magnitude)
    #expect((moments.scale - second).magnitude < 1e-13 * second)
    #expect((moments.skewness - third / second).magnitude < 1e-12)
    #expect((moments.kurtosis - fourth / second).magnitude < 1e-12)
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func combinations(_ values: [Double], _ count: Int) -> [[Double]] {
    if count == 0 { return [[]] }
    return values.indices.flatMap { index in
      combinations(Array(values[(index + 1)...]), count - 1).map { [values[index]] + $0 }
    }
  }

  /// The distribution's own formulas: their inverse finds the parameters again.
  @Test(arguments: [(0.05, 0.3), (0.1, 0.4), (0.5, 0.1), (0.25, 0.25), (0.02, 0.01)] as [(Double, Double)])
  func `the tails of a Tukey HH distribution are found again from its L-moments`(left: Double, right: Double)
  {
    let distribution = TukeyHH(left: left, right: right)
    let found = TukeyHH(skewness: distribution.skewness, kurtosis: distribution.kurtosis)
    #expect((found.left - left).magnitude < 1e-4 && (found.right - right).magnitude < 1e-4)
  }

  /// TFT's `compute_tukey_hh_params` with float64; its search stops a little short where one tail is a normal one's.
  @Test func `where one tail is normal the other is TFT's`() {
    let cases = [(0, 0.3, 0, 0.29972583), (0.02, 0, 0.01931764, 0)]
    for (left, right, expectedLeft, expectedRight) in cases {
      let distribution = TukeyHH(left: left, right: right)
      let found = TukeyHH(skewness: distribution.skewness, kurtosis: distribution.kurtosis)
      #expect((found.left - expectedLeft).magnitude < 1e-8 && (found.right - expectedRight).magnitude < 1e-8)
    }
  }

  @Test func `a normal distribution has no long tails`() {
    let normal = TukeyHH()
    #expect(normal.skewness == 0)
    // Hosking: 30/π · atan(√2) - 9.
    #expect((normal.kurtosis - 0.122_601_719_540_891).magnitude < 1e-12)
    #expect(normal.meanAndScale.mean == 0)
    #expect((normal.meanAndScale.scale - 0.564_189_583_547_756).magnitude < 1e-14)
  }

  @Test func `stretching takes the normal value back, far out too`() {
    let distribution = TukeyHH(left: 0.7, right: 0.01)
    for u in [-30, -5, -1, -1e-3, -1e-9, 0, 1e-9, 0.5, 3, 40] {
      let back = distribution.standardNormal(distribution.stretched(u))
      #expect((back - u).magnitude <= 1e-7 * u.magnitude, "\(u)")
    }
  }

  @Test func `more distinct numbers than are kept are told of, with the error`() throws {
    let values = FeatureValues((0..<70_000).map { Float($0) * 1.1 + 0.3 })
    let rows = Rows(["x": values])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = tukeyScale(try inputs.float("x"), fileID: "Mine/Function.swift", line: 7)
      return outputs
    }
    #expect(
      transformFn.notices == [
        "tukey_scale(x) at Mine/Function.swift:7: "
          + "more than 65536 distinct numbers, counted with a relative error below 3.0517578125e-05"
      ]
    )
    // Of evenly spaced numbers, half the mean distance of two is a sixth of their range, and √π times that the scale.
    let scale = try #require(transformFn.transform(rows.batch.slice(0..<1))["y"]?.floats.first)
    #expect((scale - 77_000 / 6 * 1.772_453_9).magnitude < 1)
  }
}
