/// One thing that is done to the numbers of a single row. All are at places in one piece of memory, the weights among them.
enum RowInstruction: Sendable {
  /// Copies `count` numbers.
  case copy(from: Int, to: Int, count: Int)
  /// Copies the row of a table that an id names.
  case copyRow(id: Int, table: Int, to: Int, count: Int)
  /// Adds the row of a table that an id names.
  case addRow(id: Int, table: Int, to: Int, count: Int)
  /// Adds a vector of `inner` numbers times a kernel of `count` columns.
  case addProduct(from: Int, inner: Int, kernel: Int, to: Int, count: Int)
  /// Puts a function of each number, or of all of them, in its place.
  case activate(Activation, at: Int, count: Int)
  /// `x * scale + offset` of each number, in its place.
  case rescale(scale: Float, offset: Float, at: Int, count: Int)
  /// `(x - center) / spread` of each number, in its place; `isRobust`: as `RobustScaling` does it.
  case standardize(center: Int, spread: Int, isRobust: Bool, at: Int, count: Int)

  /// Does it.
  @inline(__always)
  func run(_ numbers: UnsafeMutablePointer<Float>, _ ids: UnsafePointer<Int>) {
    switch self {
    case .copy(let source, let target, let count):
      (numbers + target).update(from: numbers + source, count: count)
    case .copyRow(let id, let table, let target, let count):
      (numbers + target).update(from: numbers + table + ids[id] * count, count: count)
    case .addRow(let id, let table, let target, let count):
      (numbers + target).add(numbers + table + ids[id] * count, count: count)
    case .addProduct(let source, let inner, let kernel, let target, let count):
      MatrixProduct(
        left: numbers + source,
        rowStride: inner,
        innerStride: 1,
        right: numbers + kernel,
        inner: inner,
        columns: count
      ).add(to: numbers + target, rows: 0..<1)
    case .activate(let activation, let place, let count):
      activation.apply(to: UnsafeMutableBufferPointer(start: numbers + place, count: count))
    case .rescale(let scale, let offset, let place, let count):
      for index in place..<place + count { numbers[index] = numbers[index] * scale + offset }
    case .standardize(let center, let spread, let isRobust, let place, let count):
      for index in 0..<count {
        let scaled = (numbers[place + index] - numbers[center + index]) / numbers[spread + index]
        numbers[place + index] = isRobust ? RobustScaling.limited(scaled) : scaled
      }
    }
  }
}
