/// Eight numbers that are computed at once.
typealias Eight = SIMD8<Float>

/// The eight numbers from `place` on.
@inline(__always)
func load(_ place: UnsafePointer<Float>) -> Eight {
  UnsafeRawPointer(place).loadUnaligned(as: Eight.self)
}

/// Puts eight numbers to `place` and after it.
@inline(__always)
func store(_ value: Eight, _ place: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(place).storeBytes(of: value, as: Eight.self)
}

/// The `count` numbers from `place` on, eight at most, and zeros.
@inline(__always)
func load(_ place: UnsafePointer<Float>, _ count: Int) -> Eight {
  if count >= 8 { return load(place) }
  var value = Eight.zero
  for lane in 0..<count { value[lane] = place[lane] }
  return value
}

/// Puts the first `count` numbers, eight at most, to `place` and after it.
@inline(__always)
func store(_ value: Eight, _ place: UnsafeMutablePointer<Float>, _ count: Int) {
  if count >= 8 { return store(value, place) }
  for lane in 0..<count { place[lane] = value[lane] }
}

extension UnsafeMutablePointer<Float> {
  /// Adds `count` numbers to those from here on.
  @inline(__always)
  func add(_ source: UnsafePointer<Float>, count: Int) {
    var index = 0
    while index + 8 <= count {
      store(load(self + index) + load(source + index), self + index)
      index += 8
    }
    while index < count {
      self[index] += source[index]
      index += 1
    }
  }
}
