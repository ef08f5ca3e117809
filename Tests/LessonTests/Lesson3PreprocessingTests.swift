import RawData
import Testing

@testable import Preprocessing

@Suite("Lesson 3: the preprocessing_fn", .tags(.lesson3))
struct Lesson3PreprocessingTests {
  static let numbers = Rows([
    "x": FeatureValues([1, -2, 0.5] as [Float]), "y": FeatureValues([4, 0.25, 0] as [Float]),
  ])

  // Hand-calculated; all are exact in float32.
  @Test func `columns and numbers are added, subtracted, multiplied and divided row by row`() throws {
    typealias Expression = @Sendable (Column<Float>, Column<Float>) -> Column<Float>
    let cases: [(Expression, [Float])] = [
      ({ x, y in x + y }, [5, -1.75, 0.5]), ({ x, _ in x + 2 }, [3, 0, 2.5]),
      ({ x, _ in 2 + x }, [3, 0, 2.5]),
      ({ x, y in x - y }, [-3, -2.25, 0.5]), ({ x, _ in x - 2 }, [-1, -4, -1.5]),
      ({ x, _ in 2 - x }, [1, 4, 1.5]), ({ x, y in x * y }, [4, -0.5, 0]), ({ x, _ in x * 3 }, [3, -6, 1.5]),
      ({ x, _ in 3 * x }, [3, -6, 1.5]), ({ x, y in x / y }, [0.25, -8, .infinity]),
      ({ x, _ in x / 4 }, [0.25, -0.5, 0.125]),
    ]
    for (index, (expression, expected)) in cases.enumerated() {
      let column = try Self.numbers.column { try expression($0.float("x"), $0.float("y")) }
      #expect(column == FeatureValues(expected), "case \(index)")
    }
  }

  @Test func `integer columns are calculated in int64 and wrap as TensorFlow's do`() throws {
    let rows = Rows(["n": FeatureValues([7, .max] as [Int64]), "m": FeatureValues([-3, 2] as [Int64])])
    #expect(try rows.column { try $0.int64("n") + 1 }.int64s == [8, .min])
    #expect(try rows.column { try $0.int64("n") - $0.int64("m") }.int64s == [10, .max - 2])
    #expect(try rows.column { try 2 * $0.int64("n") }.int64s == [14, -2])
    #expect(try rows.column { try 1 - $0.int64("m") }.int64s == [4, -1])
    #expect(try rows.column { try $0.int64("n") * $0.int64("m") }.int64s == [-21, -2])
  }

  // In float64, (-73.98 + 78) / 8 is 0.5025 once rounded to float32; TensorFlow's float32 gives 0.5024996.
  @Test func `every step is rounded to float32`() throws {
    let rows = Rows(["x": FeatureValues([-73.98, 16_777_216] as [Float])])
    #expect(try rows.column { try ($0.float("x") + 78) / 8 }.floats[0] == Float(0.5024995803833008))
    #expect(try rows.column { try $0.float("x") + 1 }.floats[1] == 16_777_216)
  }

  @Test func `columns without rows give columns without rows`() throws {
    let rows = Rows(["x": FeatureValues([Float]()), "n": FeatureValues([Int64]())])
    #expect(try rows.column { try ($0.float("x") + 78) / 8 } == FeatureValues([Float]()))
    #expect(try rows.column { try scaleTo01($0.float("x")) } == FeatureValues([Float]()))
    #expect(try rows.column { try 2 - $0.int64("n") } == FeatureValues([Int64]()))
    #expect(try rows.column { try hashedCross($0.int64("n"), bins: 10) } == FeatureValues([Int64]()))
  }

  @Test func `square and square root`() throws {
    let rows = Rows(["x": FeatureValues([4, 2, 0, -1] as [Float])])
    #expect(try rows.column { try square($0.float("x")) }.floats == [16, 4, 0, 1])
    let roots = try rows.column { try sqrt($0.float("x")) }.floats
    #expect(Array(roots[..<3]) == [2, Float(1.4142135), 0])
    #expect(roots[3].isNaN)
  }

  @Test func `an integer column becomes the nearest floats`() throws {
    // 2^24 + 1 is halfway between two floats; the even one is taken.
    let rows = Rows(["n": FeatureValues([-3, 16_777_217, 16_777_219] as [Int64])])
    #expect(try rows.column { Column<Float>(try $0.int64("n")) }.floats == [-3, 16_777_216, 16_777_220])
  }

  // MARK: scaleTo01

  static func scaled(_ values: [Float]) throws -> [Float] {
    try Rows(["x": FeatureValues(values)]).column { try scaleTo01($0.float("x")) }.floats
  }

  @Test func `scaleTo01 puts the smallest value at 0 and the largest at 1`() throws {
    #expect(try Self.scaled([1, 2, 5]) == [0, 0.25, 1])
    // Calculated by numpy in float32.
    #expect(
      try Self.scaled([-3.7, 0, 0.1, 2.5, 7.3])
        == [0, 0.336_363_643_407_821_66, 0.345_454_543_828_964_23, 0.563_636_362_552_642_8, 1]
    )
  }

  // TFT takes the sigmoid where there is no range; these are TensorFlow's, which may differ in the last bit.
  @Test(
    arguments: [(4, 0.982_013_76), (0, 0.5), (-2.5, 0.075_858_176), (100, 1), (-100, 0)] as [(Float, Float)]
  )
  func `scaleTo01 of a constant column is its sigmoid`(value: Float, sigmoid: Float) throws {
    let scaled = try Self.scaled([value, value])
    #expect(scaled[0] == scaled[1])
    #expect((scaled[0] - sigmoid).magnitude <= 1e-7)
  }

  @Test func `one NaN takes the range away, and every value gets its sigmoid`() throws {
    let scaled = try Self.scaled([0, .nan, 4])
    #expect(scaled[0] == 0.5)
    #expect(scaled[1].isNaN)
    #expect((scaled[2] - 0.982_013_76).magnitude <= 1e-7)
  }

  @Test func `scaleTo01 does not clip values outside the analyzed range`() throws {
    let analyzed = Rows(["x": FeatureValues([0, 10] as [Float])])
    let transformFn = try analyzed.fitted { inputs in
      var outputs = Outputs()
      outputs["x"] = scaleTo01(try inputs.float("x"))
      return outputs
    }
    let later = Rows(["x": FeatureValues([-5, 20] as [Float])])
    #expect(try transformFn.transform(later.batch)["x"]?.floats == [-0.5, 2])
  }

  // MARK: min and max

  typealias MinMaxAccumulator = ElementwiseAccumulator<Extremes<Float>>

  static let chunks: [[Float]] = [[3, -1], [], [.infinity], [7.5], [-2, 0.25]]

  @Test(arguments: [[], [[.nan, 9]], [[-.infinity]]] as [[[Float]]])
  func `minimum and maximum merge in any order and grouping`(extra: [[Float]]) throws {
    let parts = Self.chunks + extra
    let whole = try Self.accumulated(parts.flatMap(\.self)).finish().flatMap(\.bits)
    for rotation in parts.indices {
      let order = parts[rotation...] + parts[..<rotation]
      for order in [Array(order), order.reversed()] {
        #expect(try Self.mergedLeft(order).finish().flatMap(\.bits) == whole)
        #expect(try Self.mergedInPairs(order).finish().flatMap(\.bits) == whole)
      }
    }
  }

  @Test func `minimum and maximum of known values`() throws {
    #expect(try Self.accumulated([3, -1, 7.5]).finish().map(\.floats) == [[-1], [7.5]])
    #expect(try Self.accumulated([]).finish().map(\.floats) == [[.infinity], [-.infinity]])
    #expect(try Self.accumulated([3, .nan, 4]).finish().map { $0.floats[0].isNaN } == [true, true])
  }

  @Test func `zero and minus zero give the same minimum and maximum in either order`() throws {
    let bits = try Self.accumulated([0, -0.0]).finish().map(\.bits)
    #expect(try Self.accumulated([-0.0, 0]).finish().map(\.bits) == bits)
  }

  @Test(arguments: [[], [3, -1, 7.5], [.nan, 1]] as [[Float]])
  func `minimum and maximum survive their way through bytes`(values: [Float]) throws {
    let written = try Self.accumulated(values)
    var encoder = StateEncoder()
    written.encode(to: &encoder)
    var decoder = StateDecoder(encoder.bytes)
    var read = MinMaxAccumulator(figures: [.min, .max])
    try read.restore(from: &decoder)
    #expect(decoder.isAtEnd)
    #expect(read.finish().map(\.bits) == written.finish().map(\.bits))
  }

  private static func accumulated(_ values: [Float]) throws -> MinMaxAccumulator {
    var accumulator = MinMaxAccumulator(figures: [.min, .max])
    try accumulator.add([Operand(FeatureValues(values), isConstant: false)])
    return accumulator
  }

  private static func mergedLeft(_ parts: [[Float]]) throws -> MinMaxAccumulator {
    try parts.map(accumulated).reduce(into: MinMaxAccumulator(figures: [.min, .max])) { $0.merge($1) }
  }

  private static func mergedInPairs(_ parts: [[Float]]) throws -> MinMaxAccumulator {
    var level = try parts.map(accumulated)
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { index in
        var pair = level[index]
        if index + 1 < level.count { pair.merge(level[index + 1]) }
        return pair
      }
    }
    return level[0]
  }
}
