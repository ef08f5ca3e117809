/// The distinct texts of a column, up to a limit: looking one up again allocates nothing.
struct DistinctStrings {
  /// The texts, in the order in which they came; not all of them once there are too many.
  private(set) var values: [[UInt8]] = []
  /// There are more than the limit allows.
  private(set) var isOverfull = false
  private var indices: [UInt64: Int] = [:]
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// Adds a text unless it is there already or there are too many.
  mutating func insert(_ text: ArraySlice<UInt8>) {
    guard !isOverfull else { return }
    var key = Self.fingerprint(text)
    while let index = indices[key] {
      if values[index].elementsEqual(text) { return }
      key &+= 1
    }
    guard values.count < limit else {
      isOverfull = true
      return
    }
    indices[key] = values.count
    values.append(Array(text))
  }

  /// FNV-1a.
  private static func fingerprint(_ text: ArraySlice<UInt8>) -> UInt64 {
    text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
