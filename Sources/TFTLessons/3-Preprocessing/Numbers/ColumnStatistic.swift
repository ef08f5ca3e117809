import RawData

/// What a function of the language finds in a whole column: in all of its values, or with `elementwise` in each element of
/// its vectors apart. `mean`, `min` and `tukeyScale` are such functions.
struct ColumnStatistic: Sendable {
  /// What errors call it, and `transform_fn.json`.
  let name: String
  /// The analysis of a column; of so many elements apart, unless that is nil.
  private let analysis: @Sendable (_ x: Node, _ elements: Int?, SourceLocation) -> Node

  init(_ name: String, _ analysis: @escaping @Sendable (Node, Int?, SourceLocation) -> Node) {
    self.name = name
    self.analysis = analysis
  }

  /// Figures of numbers, of one summary for `float32` and another for `int64`.
  init<Floats: NumberSummary, Integers: NumberSummary>(
    _ name: String,
    _: Floats.Type,
    _: Integers.Type,
    _ figures: [Floats.Figure]
  ) where Floats.Figure == Integers.Figure {
    self.init(name) { x, elements, location in
      if x.type == .int64 {
        return .analysis(name, Integers.self, figures, of: x, elements: elements, location: location)
      }
      return .analysis(name, Floats.self, figures, of: x, elements: elements, location: location)
    }
  }

  /// The statistic of all values of `x`.
  func of(_ x: Node, _ fileID: String, _ line: Int) -> Node {
    analysis(x, nil, SourceLocation(fileID: fileID, line: line))
  }

  /// The statistic of all values of `x`, or of each element of its vectors.
  ///
  /// - Throws: `OperationError` for an elementwise statistic of a ragged column.
  func of(
    _ x: Node,
    elementwise: Bool,
    _ fileID: String,
    _ line: Int
  ) throws(OperationError) -> Node {
    let location = SourceLocation(fileID: fileID, line: line)
    return analysis(x, elementwise ? try x.elements(name, location) : nil, location)
  }
}
