import RawData

/// The place of a value on a circle: sine and cosine of `2 π x / period`, so that the end of a period is near its start.
///
/// `cyclicEncoding([0, 6, 12, 24], period: 24)` is `[[0, 1], [1, 0], [0, -1], [0, 1]]` but for rounding: hour 23 is as near
/// to hour 0 as hour 1 is. NaN and infinities give NaN. A vector gives its pairs end to end.
///
/// - Throws: `OperationError` when the period is not positive and finite.
public func cyclicEncoding(
  _ x: Column<Float>,
  period: Float,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(try CyclicEncoding(checking: period), [x.node], location: location)
  } catch {
    throw OperationError(location: location, operation: "cyclic_encoding", problem: error.problem)
  }
}

/// The place of an integer, such as an hour, on a circle: sine and cosine of `2 π x / period`.
///
/// - Throws: `OperationError` when the period is not positive and finite.
public func cyclicEncoding(
  _ x: Column<Int64>,
  period: Float,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let floats = Column<Float>(x, fileID: fileID, line: line)
  return try cyclicEncoding(floats, period: period, fileID: fileID, line: line)
}

struct CyclicEncoding: Mapper {
  let name = "cyclic_encoding"
  private let period: Float

  init(checking period: Float) throws(RowError) {
    guard period > 0, period.isFinite else {
      throw RowError("found a period of \(period), expected a positive number")
    }
    self.period = period
  }

  var parameters: [(name: String, value: FeatureValues)] { [("period", FeatureValues([period]))] }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape {
    if case .fixed(let width)? = inputs.first { .fixed(width: 2 * width) } else { .ragged }
  }

  /// In float64 and rounded once, so that whole quarters of the period come out as near as `float32` can have them.
  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = try inputs[0].floats()
    var pairs: [Float] = []
    pairs.reserveCapacity(2 * values.count)
    for value in values {
      let angle = 2 * Double.pi * (Double(value) / Double(period))
      pairs.append(Float(Platform.sin(angle)))
      pairs.append(Float(Platform.cos(angle)))
    }
    switch inputs[0].values.layout {
    case .fixed(let width): return FeatureValues(.float32(pairs), layout: .fixed(width: 2 * width))
    case .ragged(let rowOffsets):
      return FeatureValues(.float32(pairs), layout: .ragged(rowOffsets: rowOffsets.map { 2 * $0 }))
    }
  }
}
