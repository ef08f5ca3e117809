import RawData

/// `count` numbers at equal distances, from the first input to the second, both constants. TensorFlow: `tf.linspace`.
struct Linspace: Mapper {
  static let name = "linspace"
  var name: String { Self.name }
  /// 2 or more.
  let count: Int

  var parameters: [(name: String, value: FeatureValues)] { [("count", FeatureValues([Int64(count)]))] }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32, .float32] }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { .fixed(width: count) }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let (start, end) = (try inputs[0].float(), try inputs[1].float())
    let step = (end - start) / Float(count - 1)
    return Float.constants([start] + (1..<count - 1).map { start + step * Float($0) } + [end])
  }

  func notices(_ constants: [FeatureValues?]) -> [String] {
    guard case .float32(let start)? = constants[0]?.storage, case .float32(let end)? = constants[1]?.storage,
      let low = start.first, let high = end.first, !(low < high && low.isFinite && high.isFinite)
    else { return [] }
    return low == high
      ? ["constant column, the bins have no width"]
      : ["from \(low) to \(high) there are no bins of equal width, everything is in the first or last"]
  }
}
