import Embeddings
import RawData

/// Numbers that follow from a seed, the same to the bit as in `keras_cases.py`.
extension JSON {
  /// `count` numbers, uniform in offset +- limit, or those that are given.
  func numbers(_ count: Int) throws -> [Float] {
    if let values = self["values"] { return values.floats }
    var generator = SplitMix64(seed: UInt64(try int("seed")))
    let (limit, offset) = (try float("limit"), self["offset"]?.float ?? 0)
    return (0..<count).map { _ in (Float(generator.next() >> 40) / 0x1p23 - 1) * limit + offset }
  }

  /// A weight: `rows` x `columns` numbers.
  func matrix() throws -> Matrix {
    let (rows, columns) = (try int("rows"), try int("columns"))
    return Matrix(rows: rows, columns: columns, elements: try numbers(rows * columns))
  }

  /// A batch's numbers or ids.
  func tensorValue() throws -> TensorValue {
    let rows = try int("rows")
    guard let count = self["count"]?.int else {
      let width = try elements("shape").compactMap(\.int).reduce(1, *)
      return .floats(Matrix(rows: rows, columns: width, elements: try numbers(rows * width)))
    }
    let steps = try int("steps")
    var generator = SplitMix64(seed: UInt64(try int("seed")))
    let ids = (0..<rows * steps).map { index in
      let limit = self["growth"]?.int.map { min(count, 1 + index / $0) } ?? count
      return Int32(generator.next() >> 33 % UInt64(limit))
    }
    return .ids(IDMatrix(rows: rows, columns: steps, count: count, elements: ids))
  }

  /// What one example of it has.
  func tensorShape() throws -> TensorShape {
    guard let count = self["count"]?.int else { return .floats(try elements("shape").compactMap(\.int)) }
    return .ids(steps: try int("steps"), count: count)
  }

  /// A label for each of `rows` examples.
  func labels(rows: Int) throws -> [Float] {
    guard let classes = self["classes"]?.int else { return try numbers(rows) }
    var generator = SplitMix64(seed: UInt64(try int("seed")))
    return (0..<rows).map { _ in Float(generator.next() >> 33 % UInt64(classes)) }
  }
}
