import RawData

/// What the analyzers of numbers take in and give: `Float` or `Int64`.
protocol Number: NumericColumnScalar, Comparable {
  /// The smallest and the largest number of none, as TFT has them. TFT: `min`, `max` of empty data.
  static var extremesOfNone: (smallest: Self, largest: Self) { get }
  /// Both extremes of numbers with a NaN among them; integers have none.
  static var extremeWithNaN: Self { get }
  /// The same number; -0 becomes 0. They compare equal, so which one stays an extreme would depend on the order.
  var withoutMinusZero: Self { get }

  /// All values of a column.
  ///
  /// - Throws: `RowError` when they are of another type.
  static func values(of column: Operand) throws(RowError) -> [Self]
  static func storage(_ values: [Self]) -> FeatureValues.Storage
  /// The smallest and the largest of `values` and the given ones, and whether there is a NaN among `values`.
  static func extremes(
    of values: [Self],
    _ smallest: Self,
    _ largest: Self
  ) -> (smallest: Self, largest: Self, hasNaN: Bool)

  static func add(_ values: [Self], to moments: inout Moments)
  static func add(_ value: Self, to moments: inout Moments)
  static func add(_ values: [Self], to counts: inout ValueCounts)
  static func add(_ value: Self, to counts: inout ValueCounts)

  func encode(to encoder: inout StateEncoder)
  init(from decoder: inout StateDecoder) throws(StateError)
}

extension Number {
  var isNaN: Bool { self != self }
}

extension Float: Number {
  static let extremesOfNone: (smallest: Float, largest: Float) = (.infinity, -.infinity)
  static let extremeWithNaN = Float.nan
  var withoutMinusZero: Float { self + 0 }

  static func values(of column: Operand) throws(RowError) -> [Float] { try column.floats() }
  static func storage(_ values: [Float]) -> FeatureValues.Storage { .float32(values) }

  /// Eight lanes at a time: a comparison with a NaN is false, so a NaN never becomes an extreme.
  static func extremes(
    of values: [Float],
    _ smallest: Float,
    _ largest: Float
  ) -> (smallest: Float, largest: Float, hasNaN: Bool) {
    typealias Lanes = SIMD8<Float>
    var (low, high) = (Lanes(repeating: smallest), Lanes(repeating: largest))
    var isNaN = SIMDMask<Lanes.MaskStorage>(repeating: false)
    let bytes = values.span.bytes
    let whole = values.count - values.count % Lanes.scalarCount
    for start in stride(from: 0, to: whole, by: Lanes.scalarCount) {
      let lanes = bytes.unsafeLoadUnaligned(
        fromByteOffset: start * MemoryLayout<Float>.stride,
        as: Lanes.self
      )
      low.replace(with: lanes, where: lanes .< low)
      high.replace(with: lanes, where: lanes .> high)
      isNaN .|= lanes .!= lanes
    }
    var result = (smallest: low.min(), largest: high.max(), hasNaN: any(isNaN))
    for value in values[whole...] {
      if value < result.smallest { result.smallest = value }
      if value > result.largest { result.largest = value }
      if value.isNaN { result.hasNaN = true }
    }
    return (result.smallest.withoutMinusZero, result.largest.withoutMinusZero, result.hasNaN)
  }

  static func add(_ values: [Float], to moments: inout Moments) { moments.add(values) }
  static func add(_ value: Float, to moments: inout Moments) { moments.add(value) }
  static func add(_ values: [Float], to counts: inout ValueCounts) { counts.add(values) }
  static func add(_ value: Float, to counts: inout ValueCounts) { counts.add(one: value) }

  func encode(to encoder: inout StateEncoder) { encoder.write(self) }
  init(from decoder: inout StateDecoder) throws(StateError) { self = try decoder.readFloat() }
}

extension Int64: Number {
  static let extremesOfNone: (smallest: Int64, largest: Int64) = (.max, -.max)
  static let extremeWithNaN: Int64 = 0
  var withoutMinusZero: Int64 { self }

  static func values(of column: Operand) throws(RowError) -> [Int64] { try column.int64s() }
  static func storage(_ values: [Int64]) -> FeatureValues.Storage { .int64(values) }

  static func extremes(
    of values: [Int64],
    _ smallest: Int64,
    _ largest: Int64
  ) -> (smallest: Int64, largest: Int64, hasNaN: Bool) {
    values.reduce(into: (smallest, largest, false)) { result, value in
      if value < result.smallest { result.smallest = value }
      if value > result.largest { result.largest = value }
    }
  }

  static func add(_ values: [Int64], to moments: inout Moments) { moments.add(values) }
  static func add(_ value: Int64, to moments: inout Moments) { moments.add(value) }
  static func add(_ values: [Int64], to counts: inout ValueCounts) { counts.add(values) }
  static func add(_ value: Int64, to counts: inout ValueCounts) { counts.add(one: value) }

  func encode(to encoder: inout StateEncoder) { encoder.write(self) }
  init(from decoder: inout StateDecoder) throws(StateError) { self = try decoder.readInteger() }
}
