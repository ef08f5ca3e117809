extension FeatureValues {
  /// Whether each of `rowCount` rows has one value of `type`.
  package func isScalar(_ type: FeatureType, rowCount: Int) -> Bool {
    guard case .fixed(width: 1) = layout else { return false }
    return storage.type == type && storage.count == rowCount
  }

  /// Makes this a column of `rowCount` numbers, one in each row, of which those from `start` on are `numbers`.
  ///
  /// The rows before `start` stay what they were, once the column has that type and size. Its array is written in place
  /// then, unless somebody else has it too.
  package mutating func write(_ numbers: UnsafeBufferPointer<Float>, at start: Int, rowCount: Int) {
    layout = .fixed(width: 1)
    storage.write(numbers, at: start, count: rowCount)
  }

  /// The same for integers.
  package mutating func write(_ numbers: UnsafeBufferPointer<Int64>, at start: Int, rowCount: Int) {
    layout = .fixed(width: 1)
    storage.write(numbers, at: start, count: rowCount)
  }
}

extension FeatureValues.Storage {
  // The array is taken out and put back: in both, there is one owner, and so it is not copied.
  fileprivate mutating func write(_ numbers: UnsafeBufferPointer<Float>, at start: Int, count: Int) {
    var values: [Float]
    switch consume self {
    case .float32(let own) where own.count == count: values = own
    default: values = numbers.count == count ? [] : [Float](repeating: 0, count: count)
    }
    values.write(numbers, at: start)
    self = .float32(values)
  }

  fileprivate mutating func write(_ numbers: UnsafeBufferPointer<Int64>, at start: Int, count: Int) {
    var values: [Int64]
    switch consume self {
    case .int64(let own) where own.count == count: values = own
    default: values = numbers.count == count ? [] : [Int64](repeating: 0, count: count)
    }
    values.write(numbers, at: start)
    self = .int64(values)
  }
}

extension Array where Element: BitwiseCopyable {
  @inline(__always)
  fileprivate mutating func write(_ elements: UnsafeBufferPointer<Element>, at start: Int) {
    guard count >= start + elements.count else {
      self = Array(elements)
      return
    }
    withUnsafeMutableBufferPointer { own in
      for index in elements.indices { own[start &+ index] = elements[index] }
    }
  }
}
