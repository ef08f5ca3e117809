/// How many of some ascending boundaries lie below each of many values.
///
/// With few boundaries all of them are compared, for eight values at once; with many, a binary search of always the same
/// number of steps adds to the result or does not. Neither has a branch that depends on the values, and so nothing that
/// the processor could guess wrong.
///
/// - Complexity: O(n) per value for up to 96 boundaries, O(log n) for more.
struct BoundarySearch: Sendable {
  /// Which boundaries are counted.
  enum Rule: Sendable {
    /// Those that are not above the value: one on a boundary is on its right, and NaN is behind all of them.
    case notAbove
    /// Those that are below the value: one on a boundary is on its left, and NaN is before all of them.
    case below
  }

  private let rule: Rule
  private let boundaries: [Float]
  /// The boundaries' keys and, behind them, the largest as often as it takes to be a power of two less one.
  private let keys: [Int64]

  /// Up to so many boundaries, comparing all of them is faster than searching.
  private static let fewBoundaries = 96

  /// - Precondition: `boundaries` ascend, equal ones allowed, without NaN.
  init(_ boundaries: [Float], _ rule: Rule = .notAbove) {
    self.boundaries = boundaries
    self.rule = rule
    var size = 1
    while size <= boundaries.count { size *= 2 }
    let padding = boundaries.last.map { [Float](repeating: $0, count: size - 1 - boundaries.count) }
    keys = (boundaries + (padding ?? [])).map { Self.key(of: $0, ifNaN: .max) }
  }

  /// How many boundaries there are.
  var count: Int { boundaries.count }

  /// The number of boundaries for one value.
  func bucket(of value: Float) -> Int {
    keys.withUnsafeBufferPointer { search($0, value) }
  }

  /// The number of boundaries for each value.
  func buckets(of values: [Float]) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: values.count) { buckets, initializedCount in
      initializedCount = values.count
      values.withUnsafeBufferPointer { search($0, into: buckets) }
    }
  }

  /// The same into `buckets`, as many as there are values.
  func search(_ values: UnsafeBufferPointer<Float>, into buckets: UnsafeMutableBufferPointer<Int64>) {
    let compared = count <= Self.fewBoundaries ? compareAll(values, buckets) : 0
    keys.withUnsafeBufferPointer { keys in
      for index in compared..<values.count {
        buckets[index] = Int64(truncatingIfNeeded: search(keys, values[index]))
      }
    }
  }
}

extension BoundarySearch {
  /// An integer for a float, in the same order; -0 has that of 0.
  @inline(__always)
  private static func key(of value: Float, ifNaN: Int32) -> Int64 {
    let bits = Int32(bitPattern: (value + 0).bitPattern)
    // The bits of negative floats ascend with their magnitude.
    let ordered = bits ^ ((bits >> 31) & .max)
    return Int64(value.isNaN ? ifNaN : ordered)
  }

  /// The number of leading boundaries that are counted for `value`.
  ///
  /// The sign of a difference of keys says whether a boundary is counted: a comparison would be compiled to a branch.
  /// `start + step` is at most the number of keys, a power of two less one of which the steps are the halves.
  @inline(__always)
  private func search(_ keys: UnsafeBufferPointer<Int64>, _ value: Float) -> Int {
    let key =
      rule == .notAbove
      ? Self.key(of: value, ifNaN: .max) &+ 1 : Self.key(of: value, ifNaN: .min)
    var start = 0
    var step = (keys.count &+ 1) &>> 1
    while step > 0 {
      let isCounted = Int(truncatingIfNeeded: (keys[start &+ step &- 1] &- key) &>> 63)
      start &+= step & isCounted
      step &>>= 1
    }
    return min(start, count)
  }

  /// Compares eight values at a time with every boundary; the number of values done, all but a rest of up to seven.
  private func compareAll(
    _ values: UnsafeBufferPointer<Float>,
    _ buckets: UnsafeMutableBufferPointer<Int64>
  ) -> Int {
    let done = values.count / 8 * 8
    let (input, output) = (UnsafeRawBufferPointer(values), UnsafeMutableRawBufferPointer(buckets))
    let (none, all) = (SIMD8<Int32>(), SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: count)))
    for start in stride(from: 0, to: done, by: 8) {
      let eight = input.loadUnaligned(fromByteOffset: start &* 4, as: SIMD8<Float>.self)
      var found = rule == .notAbove ? all : none
      for boundary in boundaries {
        let edge = SIMD8<Float>(repeating: boundary)
        switch rule {
        case .notAbove: found &-= none.replacing(with: 1, where: edge .> eight)
        case .below: found &+= none.replacing(with: 1, where: edge .< eight)
        }
      }
      let wide = SIMD8<Int64>(truncatingIfNeeded: found)
      output.storeBytes(of: wide, toByteOffset: start &* 8, as: SIMD8<Int64>.self)
    }
    return done
  }
}
