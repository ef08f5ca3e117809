extension FeatureStatistics {
  /// Gathers a feature's statistics, batch by batch: any order, division or merge of the rows gives the same
  /// bits.
  public struct Accumulator: Equatable, Sendable {
    private enum Values: Equatable, Sendable {
      case numeric(NumericAccumulator)
      case string(StringAccumulator)
    }

    private let name: String
    private let type: FeatureType
    private var rowCount = 0
    private var missingCount = 0
    private var valueCount = 0
    private var fewestValues = Int.max
    private var mostValues = 0
    private var values: Values

    /// Statistics of nothing.
    public init(name: String, type: FeatureType) {
      self.name = name
      self.type = type
      values = type == .string ? .string(StringAccumulator()) : .numeric(NumericAccumulator())
    }

    /// Adds rows without a value.
    public mutating func addMissing(rows: Int) {
      rowCount += rows
      missingCount += rows
    }

    /// Adds the rows of `column`.
    ///
    /// - Precondition: `column` has the feature's type.
    public mutating func add(_ column: FeatureValues) {
      precondition(column.type == type, "\(name) is \(column.type.rawValue), expected \(type.rawValue)")
      countRows(of: column)
      switch column.storage {
      case .float32(let numbers): updateNumeric { $0.add(numbers) }
      case .int64(let numbers): updateNumeric { $0.add(numbers) }
      case .string(let strings): updateString { $0.add(strings) }
      }
    }

    /// Adds all that `other` has seen.
    ///
    /// - Precondition: both have the same name and type.
    public mutating func merge(_ other: Self) {
      precondition(
        name == other.name && type == other.type,
        "statistics of different features cannot be merged"
      )
      rowCount += other.rowCount
      missingCount += other.missingCount
      valueCount += other.valueCount
      fewestValues = min(fewestValues, other.fewestValues)
      mostValues = max(mostValues, other.mostValues)
      switch other.values {
      case .numeric(let numbers): updateNumeric { $0.merge(numbers) }
      case .string(let strings): updateString { $0.merge(strings) }
      }
    }

    /// The statistics of all rows so far.
    public func finish() -> FeatureStatistics {
      let finished: FeatureStatistics.Values =
        switch values {
        case .numeric(let numbers): .numeric(numbers.finish())
        case .string(let strings): .string(strings.finish())
        }
      return FeatureStatistics(
        name: name,
        type: type,
        rowCount: rowCount,
        missingCount: missingCount,
        valueCount: valueCount,
        valuesPerRow: mostValues > 0 ? fewestValues...mostValues : nil,
        values: finished
      )
    }

    private mutating func countRows(of column: FeatureValues) {
      rowCount += column.rowCount
      valueCount += column.valueCount
      switch column.layout {
      case .fixed(let width):
        if column.rowCount > 0 { count(rowOf: width) }
      case .ragged(let rowOffsets):
        for (start, end) in zip(rowOffsets, rowOffsets.dropFirst()) {
          if end > start { count(rowOf: end - start) } else { missingCount += 1 }
        }
      }
    }

    private mutating func count(rowOf width: Int) {
      fewestValues = min(fewestValues, width)
      mostValues = max(mostValues, width)
    }

    /// The old value is put away while `body` works, so that its arrays are not copied.
    private mutating func updateNumeric(_ body: (inout NumericAccumulator) -> Void) {
      guard case .numeric(var accumulator) = values else { return }
      values = .string(StringAccumulator())
      body(&accumulator)
      values = .numeric(accumulator)
    }

    private mutating func updateString(_ body: (inout StringAccumulator) -> Void) {
      guard case .string(var accumulator) = values else { return }
      values = .numeric(NumericAccumulator())
      body(&accumulator)
      values = .string(accumulator)
    }
  }
}
