/// Rows of a weight that a batch reads.
enum ReadRows: Equatable, Sendable {
  /// Every batch reads these.
  case rows(Range<Int>)
  /// The ids of a model's input, `firstRow` being the row of id 0.
  case ids(input: Int, firstRow: Int)
}

extension Architecture {
  /// Which rows of its first weight a layer reads, when it is not all of them; nil when it may be.
  func rowsRead(by layer: any Layer, inputs: [Int]) -> [ReadRows]? {
    switch layer {
    case is Embedding: return tableRows(inputs[0])
    case is Dense:
      let sources = kernelRows(inputs[0])
      return sources.contains { if case .ids = $0 { true } else { false } } ? sources : nil
    default: return nil
    }
  }

  /// The rows of a table that ids look up.
  private func tableRows(_ index: Int) -> [ReadRows]? {
    if index < inputs.count { return [.ids(input: index, firstRow: 0)] }
    return calls[index - inputs.count].layer is OneHotSteps ? [.rows(0..<2)] : nil
  }

  /// The rows of a kernel that a tensor is multiplied by: all for numbers, of one-hot vectors those of their ids.
  private func kernelRows(_ index: Int) -> [ReadRows] {
    let all = [ReadRows.rows(0..<shape(index).size)]
    guard index >= inputs.count else { return all }
    let call = calls[index - inputs.count]
    switch call.layer {
    case is Flatten: return kernelRows(call.inputs[0])
    case is OneHot: return call.inputs[0] < inputs.count ? [.ids(input: call.inputs[0], firstRow: 0)] : all
    case is Concatenate:
      var first = 0
      return call.inputs.flatMap { input in
        defer { first += shape(input).size }
        return kernelRows(input).map { $0.moved(by: first) }
      }
    default: return all
    }
  }
}

extension ReadRows {
  fileprivate func moved(by rows: Int) -> ReadRows {
    switch self {
    case .rows(let range): .rows(range.lowerBound + rows..<range.upperBound + rows)
    case .ids(let input, let firstRow): .ids(input: input, firstRow: firstRow + rows)
    }
  }
}
