import RawData

/// Figures of the numbers of a column: of all of them, or of each element of its vectors apart.
struct NumberAnalyzer<Summary: NumberSummary>: Analyzer {
  let name: String
  let figures: [Summary.Figure]
  /// How many elements are looked at apart; nil when all numbers go together.
  var elements: Int?

  var parameters: [(name: String, value: FeatureValues)] {
    elements.map { [("elements", FeatureValues([Int64($0)]))] } ?? []
  }
  /// A summary knows all figures, whichever are asked for.
  var accumulatorParameters: [(name: String, value: FeatureValues)] { parameters }
  var resultNames: [String] { figures.map(\.rawValue) }

  func makeAccumulator() -> any Accumulator {
    ElementwiseAccumulator<Summary>(figures: figures, elements: elements)
  }
}

/// A summary of all numbers, or one for each element.
struct ElementwiseAccumulator<Summary: NumberSummary>: Accumulator {
  let figures: [Summary.Figure]
  let elements: Int?
  private var summaries: [Summary]

  init(figures: [Summary.Figure], elements: Int? = nil) {
    self.figures = figures
    self.elements = elements
    summaries = [Summary](repeating: Summary(), count: elements ?? 1)
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    let values = try Summary.Value.values(of: inputs[0])
    guard let elements, elements > 1 else { return summaries[0].add(values) }
    try inputs[0].checkWidth(elements)
    for element in 0..<elements {
      summaries[element].add(stride(from: element, to: values.count, by: elements).map { values[$0] })
    }
  }

  mutating func merge(_ other: Self) {
    for index in summaries.indices { summaries[index].merge(other.summaries[index]) }
  }

  func finish() -> [FeatureValues] {
    let results = summaries.map { $0.results(figures) }
    return figures.indices.map { figure in
      let values = results.map { $0[figure] }
      return FeatureValues(Summary.Result.storage(values), layout: .fixed(width: values.count))
    }
  }

  var notices: [String] {
    guard elements != nil else { return summaries[0].notices }
    return summaries.enumerated().flatMap { element, summary in
      summary.notices.map { "element \(element): \($0)" }
    }
  }

  func encode(to encoder: inout StateEncoder) {
    for summary in summaries { summary.encode(to: &encoder) }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    for index in summaries.indices { try summaries[index].restore(from: &decoder) }
  }
}

extension Operand {
  /// Refuses a column that is the same for every row: how many rows there are is not known of it.
  func checkVariesByRow() throws(RowError) {
    if isConstant {
      throw RowError("found a column that is the same for every row, expected one of the data")
    }
  }

  /// Refuses rows that do not have `width` values each.
  func checkWidth(_ width: Int) throws(RowError) {
    switch values.layout {
    case .fixed(width): return
    case .fixed(let other): throw RowError("found rows of \(other) values, expected \(width)")
    case .ragged: throw RowError("found a ragged column, expected \(width) values in every row")
    }
  }
}

extension Node {
  /// Figures of the numbers of a column; those of `elements` elements of its vectors apart, unless it is nil.
  static func analysis<Summary: NumberSummary>(
    _ name: String,
    _: Summary.Type,
    _ figures: [Summary.Figure],
    of x: Node,
    elements: Int? = nil,
    location: SourceLocation
  ) -> Node {
    analysis(
      NumberAnalyzer<Summary>(name: name, figures: figures, elements: elements),
      of: [x],
      type: Summary.Result.featureType,
      shape: .fixed(width: elements ?? 1),
      location: location
    )
  }

  /// How many elements each row has.
  ///
  /// - Throws: `OperationError` when the column is ragged.
  func elements(_ operation: String, _ location: SourceLocation) throws(OperationError) -> Int {
    guard case .fixed(let width) = shape else {
      throw OperationError(
        location: location,
        operation: operation,
        problem: "found a ragged column, expected as many values in every row"
      )
    }
    return width
  }
}
