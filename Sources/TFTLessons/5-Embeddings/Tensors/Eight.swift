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
