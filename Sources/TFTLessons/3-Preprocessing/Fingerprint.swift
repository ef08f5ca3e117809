/// TensorFlow's stable hashes: the same on every machine and for all time.
///
/// Source: `Fingerprint64` is FarmHash's `farmhashna::Hash64` (Google, 2014); `FingerprintCat64` is in
/// `tensorflow/core/platform/fingerprint.h`.
package enum Fingerprint {
  private static let k0: UInt64 = 0xC3A5_C85C_97CB_3127
  private static let k1: UInt64 = 0xB492_B66F_BE98_F273
  private static let k2: UInt64 = 0x9AE1_6A3B_2F90_404F
  private static let multiplier: UInt64 = 0xC6A4_A793_5BD1_E995

  /// One hash of two: not symmetric.
  package static func cat64(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var result = first ^ multiplier
    result ^= shiftMix47(second &* multiplier) &* multiplier
    result = result &* multiplier
    result = shiftMix47(result) &* multiplier
    return shiftMix47(result)
  }

  /// A hash in 16 hexadecimal digits.
  package static func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The hash of a string: 0x9AE16A3B2F90404F for the empty one.
  package static func hash64(_ string: ArraySlice<UInt8>) -> UInt64 {
    string.withUnsafeBytes { hash64($0) }
  }

  /// The same for bytes in memory.
  static func hash64(_ s: UnsafeRawBufferPointer) -> UInt64 {
    switch s.count {
    case 0...16: hash0to16(s)
    case 17...32: hash17to32(s)
    case 33...64: hash33to64(s)
    default: hashLong(s)
    }
  }

  private static func hash0to16(_ s: UnsafeRawBufferPointer) -> UInt64 {
    let count = s.count
    if count == 0 { return k2 }
    if count < 4 {
      let y = UInt64(s[0]) &+ UInt64(s[count / 2]) << 8
      let z = UInt64(count) &+ UInt64(s[count - 1]) << 2
      return shiftMix47(y &* k2 ^ z &* k0) &* k2
    }
    let mul = k2 &+ UInt64(count) &* 2
    if count < 8 {
      let first = UInt64(fetch32(s, 0))
      return hash16(UInt64(count) &+ first << 3, UInt64(fetch32(s, count - 4)), mul)
    }
    let a = fetch(s, 0) &+ k2
    let b = fetch(s, count - 8)
    return hash16(rotate(b, 37) &* mul &+ a, (rotate(a, 25) &+ b) &* mul, mul)
  }

  private static func hash17to32(_ s: UnsafeRawBufferPointer) -> UInt64 {
    let mul = k2 &+ UInt64(s.count) &* 2
    let a = fetch(s, 0) &* k1
    let b = fetch(s, 8)
    let c = fetch(s, s.count - 8) &* mul
    let d = fetch(s, s.count - 16) &* k2
    return hash16(rotate(a &+ b, 43) &+ rotate(c, 30) &+ d, a &+ rotate(b &+ k2, 18) &+ c, mul)
  }

  private static func hash33to64(_ s: UnsafeRawBufferPointer) -> UInt64 {
    let mul = k2 &+ UInt64(s.count) &* 2
    let a = fetch(s, 0) &* k2
    let b = fetch(s, 8)
    let c = fetch(s, s.count - 8) &* mul
    let d = fetch(s, s.count - 16) &* k2
    let y = rotate(a &+ b, 43) &+ rotate(c, 30) &+ d
    let z = hash16(y, a &+ rotate(b &+ k2, 18) &+ c, mul)
    let e = fetch(s, 16) &* mul
    let f = fetch(s, 24)
    let g = (y &+ fetch(s, s.count - 32)) &* mul
    let h = (z &+ fetch(s, s.count - 24)) &* mul
    return hash16(rotate(e &+ f, 43) &+ rotate(g, 30) &+ h, e &+ rotate(f &+ a, 18) &+ g, mul)
  }

  /// Strings of more than 64 bytes: 64 bytes a round into 56 bytes of state, and the last 64 once more.
  private static func hashLong(_ s: UnsafeRawBufferPointer) -> UInt64 {
    var state = LongState(s)
    let end = (s.count - 1) / 64 * 64
    for offset in stride(from: 0, to: end, by: 64) { state.mix(s, offset, mul: k1, zCarry: 1, wCarry: 1) }
    let mul = k1 &+ (state.z & 0xFF) << 1
    let tail = UInt64((s.count - 1) & 63)
    state.w.0 = state.w.0 &+ tail
    state.v.0 = state.v.0 &+ state.w.0
    state.w.0 = state.w.0 &+ state.v.0
    state.mix(s, s.count - 64, mul: mul, zCarry: 9, wCarry: 9)
    return hash16(
      hash16(state.v.0, state.w.0, mul) &+ shiftMix47(state.y) &* k0 &+ state.z,
      hash16(state.v.1, state.w.1, mul) &+ state.x,
      mul
    )
  }

  private struct LongState {
    var x: UInt64
    var y: UInt64
    var z: UInt64
    var v: (UInt64, UInt64) = (0, 0)
    var w: (UInt64, UInt64) = (0, 0)

    init(_ s: UnsafeRawBufferPointer) {
      let seed: UInt64 = 81
      y = seed &* k1 &+ 113
      z = shiftMix47(y &* k2 &+ 113) &* k2
      x = seed &* k2 &+ fetch(s, 0)
    }

    mutating func mix(_ s: UnsafeRawBufferPointer, _ offset: Int, mul: UInt64, zCarry: UInt64, wCarry: UInt64)
    {
      x = rotate(x &+ y &+ v.0 &+ fetch(s, offset + 8), 37) &* mul
      y = rotate(y &+ v.1 &+ fetch(s, offset + 48), 42) &* mul
      x ^= w.1 &* wCarry
      y = y &+ v.0 &* zCarry &+ fetch(s, offset + 40)
      z = rotate(z &+ w.0, 33) &* mul
      v = weakHash32(s, offset, v.1 &* mul, x &+ w.0)
      w = weakHash32(s, offset + 32, z &+ w.1, y &+ fetch(s, offset + 16))
      swap(&z, &x)
    }
  }

  private static func weakHash32(
    _ s: UnsafeRawBufferPointer,
    _ offset: Int,
    _ first: UInt64,
    _ second: UInt64
  ) -> (UInt64, UInt64) {
    let (w, x) = (fetch(s, offset), fetch(s, offset + 8))
    let (y, z) = (fetch(s, offset + 16), fetch(s, offset + 24))
    var a = first &+ w
    var b = rotate(second &+ a &+ z, 21)
    let c = a
    a = a &+ x &+ y
    b = b &+ rotate(a, 44)
    return (a &+ z, b &+ c)
  }

  private static func hash16(_ u: UInt64, _ v: UInt64, _ mul: UInt64) -> UInt64 {
    let a = shiftMix47((u ^ v) &* mul)
    return shiftMix47((v ^ a) &* mul) &* mul
  }

  private static func shiftMix47(_ value: UInt64) -> UInt64 { value ^ (value >> 47) }

  private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
    (value >> count) | (value << (64 - count))
  }

  private static func fetch(_ s: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: s.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private static func fetch32(_ s: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: s.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
