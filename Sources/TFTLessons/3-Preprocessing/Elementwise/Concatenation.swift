import RawData

/// The columns' values side by side: `concat(latitude, longitude)` has two values in each row. TensorFlow: `tf.concat`.
///
/// - Precondition: there is at least one column.
public func concat<Scalar>(
  _ columns: Column<Scalar>...,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  precondition(!columns.isEmpty, "concat needs at least one column")
  return Column(Concatenation(), columns.map(\.node), location: SourceLocation(fileID: fileID, line: line))
}

/// The rows of all inputs, end to end.
struct Concatenation: Mapper {
  let name = "concat"

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    !inputTypes.isEmpty && inputTypes.allSatisfy { $0 == inputTypes[0] }
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape {
    inputs.dropFirst().reduce(inputs.first ?? .scalar) { result, shape in
      guard case (.fixed(let left), .fixed(let right)) = (result, shape) else { return .ragged }
      return .fixed(width: left + right)
    }
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    var all = inputs[0].values.storage
    var starts = [0]
    for input in inputs.dropFirst() {
      starts.append(all.count)
      try all.append(input.values.storage)
    }
    var indices: [Int] = []
    var rowOffsets = [0]
    for row in 0..<rowCount {
      for (input, start) in zip(inputs, starts) {
        let range = input.isConstant ? 0..<input.values.valueCount : input.values.range(ofRow: row)
        indices += range.lazy.map { start + $0 }
      }
      rowOffsets.append(indices.count)
    }
    return FeatureValues(all.selecting(indices), layout: layout(inputs, rowOffsets))
  }

  private func layout(_ inputs: [Operand], _ rowOffsets: [Int]) -> FeatureValues.Layout {
    var width = 0
    for input in inputs {
      switch input.values.layout {
      case _ where input.isConstant: width += input.values.valueCount
      case .fixed(let own): width += own
      case .ragged: return .ragged(rowOffsets: rowOffsets)
      }
    }
    return .fixed(width: width)
  }
}

extension FeatureValues.Storage {
  fileprivate mutating func append(_ other: FeatureValues.Storage) throws(RowError) {
    switch (self, other) {
    case (.float32(let a), .float32(let b)): self = .float32(a + b)
    case (.int64(let a), .int64(let b)): self = .int64(a + b)
    case (.string(var a), .string(let b)):
      a.append(contentsOf: b)
      self = .string(a)
    default: throw RowError("found \(type.rawValue) and \(other.type.rawValue), expected columns alike")
    }
  }
}
