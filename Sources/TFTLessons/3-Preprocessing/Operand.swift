import RawData

/// One input of an operation: values per row, or the same values for every row.
public struct Operand: Sendable {
  /// The values.
  public var values: FeatureValues
  /// Whether they are the same for every row.
  public var isConstant: Bool

  /// An input.
  public init(_ values: FeatureValues, isConstant: Bool) {
    self.values = values
    self.isConstant = isConstant
  }
}

extension Operand {
  /// The `float32` values of all rows.
  ///
  /// - Throws: `RowError` when they are of another type.
  package func floats() throws(RowError) -> [Float] {
    guard case .float32(let values) = values.storage else { throw wrongType(.float32) }
    return values
  }

  /// The `int64` values of all rows.
  ///
  /// - Throws: `RowError` when they are of another type.
  package func int64s() throws(RowError) -> [Int64] {
    guard case .int64(let values) = values.storage else { throw wrongType(.int64) }
    return values
  }

  /// The strings of all rows.
  ///
  /// - Throws: `RowError` when they are of another type.
  package func strings() throws(RowError) -> ByteStrings {
    guard case .string(let values) = values.storage else { throw wrongType(.string) }
    return values
  }

  /// The only `float32` of a constant.
  package func float() throws(RowError) -> Float { try single(try floats()) }

  /// The only `int64` of a constant.
  package func int64() throws(RowError) -> Int64 { try single(try int64s()) }

  private func single<Value>(_ values: [Value]) throws(RowError) -> Value {
    guard values.count == 1 else { throw RowError("found \(values.count) constants, expected one") }
    return values[0]
  }

  private func wrongType(_ expected: FeatureType) -> RowError {
    RowError("found \(values.type.rawValue), expected \(expected.rawValue)")
  }
}
